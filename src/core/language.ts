import type { CslItem } from './paper';

/** Whether the case of an item's titles may be changed, which is done in English alone: what names no language is taken for that. */
export function isEnglish(item: CslItem): boolean {
  const language = item['language'];
  return typeof language !== 'string' || /^\s*(?:en|$)/i.test(language);
}
