import type { Excerpt } from './search/excerpt';

/** A passage in one text, its words between two marks; neighbours share theirs. */
export function markedText({ text, ranges }: Excerpt, open: string, close: string): string {
  let [marked, at, last] = ['', 0, -1];
  for (const [start, end] of ranges) {
    const isNext = last >= 0 && /^[\s-]$/.test(text.slice(last, start));
    marked += isNext ? text.slice(last, start) : `${last < 0 ? '' : close}${text.slice(at, start)}${open}`;
    marked += text.slice(start, end);
    [at, last] = [end, end];
  }
  return `${marked}${last < 0 ? '' : close}${text.slice(at)}`;
}
