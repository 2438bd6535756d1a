/** The engine copies shorter pieces anyway. */
const SHORTEST_PIECE = 13;

/**
 * The same text in memory of its own: a piece of a file's text keeps all of that in memory, with two bytes for each
 * character where there is one beyond Latin-1 anywhere. A copy by way of JSON takes one byte wherever that is enough.
 */
export const ownText = (text: string): string =>
  text.length < SHORTEST_PIECE ? text : (JSON.parse(JSON.stringify(text)) as string);
