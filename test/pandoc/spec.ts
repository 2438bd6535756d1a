import { tests } from 'commonmark-spec';

/** What is put into the examples: a key in running text, and a group. */
const INJECTED = [' @qz1', ' [@qz1]'];

/**
 * The examples of the CommonMark specification with a citation behind every word: in text, code, links' texts and targets,
 * HTML, wherever the words are.
 */
export function specDocuments(): string[] {
  return tests.flatMap(({ markdown }) => {
    const text = markdown.replaceAll('→', '\t');
    return [...text.matchAll(/[\p{L}\p{N}]+/gu)].flatMap(({ 0: word, index }) => {
      const at = index + word.length;
      return INJECTED.map((citation) => text.slice(0, at) + citation + text.slice(at));
    });
  });
}
