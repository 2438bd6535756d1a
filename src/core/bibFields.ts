import { bibtexName, bibtexText } from './bibtexText';
import { hasOthers, withoutOthers } from './others';
import type { CslItem, Name } from './paper';

/** What a field of an entry is made from: the first of these CSL fields that an item has. */
export type Sources = readonly string[];

export const braced = (text: string): string | undefined => (text === '' ? undefined : `{${text}}`);

/** The first of some fields that is text or a number; empty when there is none. */
export function firstOf(item: CslItem, sources: Sources): string {
  for (const source of sources) {
    const value = item[source];
    if (typeof value === 'number') return String(value);
    if (typeof value === 'string' && value.trim() !== '') return value;
  }
  return '';
}

/** What is a number, be it written as text; of everything else, none. */
export const numberOf = (value: unknown): number =>
  typeof value === 'number' || (typeof value === 'string' && value.trim() !== '') ? Number(value) : NaN;

/** A list of names as the value of a field. */
export function namesOf(names: unknown): string | undefined {
  if (!Array.isArray(names)) return undefined;
  const given = names as readonly Name[];
  const named = withoutOthers(given)
    .map(bibtexName)
    .filter((name) => name !== '');
  return braced((named.length > 0 && hasOthers(given) ? [...named, 'others'] : named).join(' and '));
}

/** Pages as the value of a field: "1--8". */
export const pagesOf = (item: CslItem): string | undefined =>
  braced(bibtexText(firstOf(item, ['page'])).replace(/(?<=\w)\s*[-–]\s*(?=\w)/g, '--'));

/** BibTeX ends a key at these, whatever stands around it. */
const ENDS_KEY = /[\s,{}\\"%#~]/g;
/** Programs that read entries stumble over these; a line break is none in a value, whose white space is one space each. */
const CONTROL = /[^\P{Cc}\n]/gu;

/** An entry of fields that are ready to be written, ended by a line break. */
export function entryText(
  type: string,
  citekey: string,
  order: readonly string[],
  fields: ReadonlyMap<string, string | undefined>,
): string {
  const lines = order.flatMap((name) => {
    const value = fields.get(name);
    return value === undefined ? [] : `  ${name} = ${value},\n`;
  });
  return `@${type}{${citekey.replace(ENDS_KEY, '_')},\n${lines.join('')}}\n`.replace(CONTROL, '');
}

/** What pandoc, BibTeX and biber all read as a part of a key. */
const SAFE_KEY = /^[\p{L}\p{N}.:;?!`/*_+[\]&-]+$/u;

/** Whether a key can stand in a file of entries as it is; `pandoc` reads many others in notes. */
export const isEntryKey = (citekey: string): boolean => SAFE_KEY.test(citekey);
