const ADDRESS = /https?:\/\/[^\s<>"'`{}|\\^]+/gi;

/**
 * Web addresses in running text, in order, without repeats: punctuation that ends a sentence, and a closing bracket
 * that was opened before the address, are not part of it.
 */
export function linksIn(text: string): string[] {
  return [...new Set(Array.from(text.matchAll(ADDRESS), ([address]) => trimEnd(address)))];
}

function trimEnd(address: string): string {
  let end = address.length;
  for (;;) {
    const last = address[end - 1] ?? '';
    const unopened = ')]'.includes(last) && !address.slice(0, end).includes(last === ')' ? '(' : '[');
    if (!'.,;:!?*_'.includes(last) && !unopened) return address.slice(0, end);
    end--;
  }
}
