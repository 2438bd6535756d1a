/**
 * What an answer about a note is, or 'edited' when the note changed meanwhile: it is about another text then, and so is
 * whatever went wrong. Rejects with what went wrong while nothing changed.
 */
export async function asOfNow<T>(
  document: { readonly version: number },
  ask: () => Promise<T>,
): Promise<T | 'edited'> {
  const { version } = document;
  try {
    const answer = await ask();
    return document.version === version ? answer : 'edited';
  } catch (error) {
    if (document.version !== version) return 'edited';
    throw error;
  }
}
