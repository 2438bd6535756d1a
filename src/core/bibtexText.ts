const SPECIAL: Readonly<Record<string, string>> = {
  '{': '\\{',
  '}': '\\}',
  '\\': '{\\textbackslash}',
  '~': '{\\textasciitilde}',
  '^': '{\\textasciicircum}',
  '&': '\\&',
  '%': '\\%',
  $: '\\$',
  '#': '\\#',
  _: '\\_',
};

/** BibTeX counts every brace, escaped or not: those that stand alone are written by name. */
const NAMED_BRACES: Readonly<Record<string, string>> = {
  ...SPECIAL,
  '{': '{\\textbraceleft}',
  '}': '{\\textbraceright}',
};

/** Text as LaTeX prints it, on one line. Letters of all scripts stay as they are. */
export const bibtexText = (text: string): string =>
  escape(text.replace(/\s+/g, ' ').trim(), specialsOf(text));

const escape = (text: string, specials: Readonly<Record<string, string>>): string =>
  text.replace(/[{}\\~^&%$#_]/g, (character) => specials[character] ?? character);

function specialsOf(text: string): Readonly<Record<string, string>> {
  let depth = 0;
  for (const brace of text.match(/[{}]/g) ?? []) {
    depth += brace === '{' ? 1 : -1;
    if (depth < 0) break;
  }
  return depth === 0 ? SPECIAL : NAMED_BRACES;
}

/** An address or identifier, which LaTeX takes letter by letter: only what would end the field is encoded. */
export const bibtexVerbatim = (text: string): string =>
  text.trim().replace(/[{}\\\s]/g, (character) => encodeURIComponent(character));

/**
 * A title whose acronyms and mixed-case words keep their capitals in every style: "{CrossViT}", "{U-Net}",
 * "{O(N)}", "{CNN}-Transformer". Ordinary words in capitals ("Attention") are left to the style.
 */
export function bibtexTitle(title: string): string {
  const specials = specialsOf(title);
  const words = title.split(/\s+/).filter((word) => word !== '');
  return words.map((word) => protectedWord(word, (part) => escape(part, specials))).join(' ');
}

function protectedWord(word: string, write: (part: string) => string): string {
  if (word.length > LONGEST_WORD) return write(word);
  const parts = word.split(/([-–—/])/);
  const capitals = parts.map((part) => /.\p{Lu}/u.test(bare(part)));
  // What stands before a colon is a name: "GOAT-Bench: …".
  const name = word.endsWith(':') && capitals.includes(true);
  if (name || (!ARTICLE.test(word) && LONE_CAPITAL.test(word))) return inBraces(word, write);
  return parts.map((part, index) => (capitals[index] ? inBraces(part, write) : write(part))).join('');
}

/** What is longer is no word. */
const LONGEST_WORD = 80;

/** As in "U-Net", "O(N)", "V4" and "D'Amelio". */
const LONE_CAPITAL = /(?<![\p{L}\p{N}])\p{Lu}(?!\p{L})/u;

/** "A" as a word of its own, not that of "A* search". */
const ARTICLE = /^["'“‘([]*A["'”’)\].,:;?!]*$/;

/** A word without the punctuation around it. */
const bare = (word: string): string => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');

/** Punctuation stays outside, but for the brackets of "O(N)". */
function inBraces(word: string, write: (part: string) => string): string {
  const [, before = '', core = '', after = ''] =
    /^([^\p{L}\p{N}]*)(.*?(?:\(.*\))?)([^\p{L}\p{N}]*)$/su.exec(word) ?? [];
  return `${write(before)}{${write(core)}}${write(after)}`;
}

/** A CSL name as BibTeX has it: "van Gogh, Vincent", "King, Jr., Martin Luther", "{OpenAI}"; empty for none. */
export function bibtexName(name: unknown): string {
  if (typeof name !== 'object' || name === null) return '';
  const part = (field: string): string => {
    const value = (name as Readonly<Record<string, unknown>>)[field];
    return typeof value === 'string' ? value.trim() : '';
  };
  const [family, given] = [part('family'), part('given')];
  if (part('literal') !== '') return whole(part('literal'));
  if (family === '') return given === '' ? '' : whole(given);
  // Without a given name BibTeX would take the suffix for one.
  if (given === '' && part('suffix') !== '') return whole(`${family} ${part('suffix')}`);
  const particle = ['dropping-particle', 'non-dropping-particle'].map(part).filter(Boolean).join(' ');
  if (particle === '' && given === '') return /\s/.test(family) ? whole(family) : partOf(family);
  // BibTeX takes words in lower case before the last one for a particle.
  const last = /(?:^|\s)\p{Ll}.*\s/u.test(family) ? whole(family) : partOf(family);
  const glue = particle === '' || /[-'’]$/.test(particle) ? '' : ' ';
  return [bibtexText(particle) + glue + last, partOf(part('suffix')), partOf(given)]
    .filter((text) => text !== '')
    .join(', ');
}

const whole = (text: string): string => `{${bibtexText(text)}}`;

/** Commas and "and" divide names: where they are part of one, braces hide them. */
const partOf = (text: string): string =>
  /,|(?:^|\s)and(?:\s|$)/i.test(text) ? whole(text) : bibtexText(text);
