import { finished, MARK, unmarked } from './marks';

/** A text in the three forms in which it leaves the product. */
export interface Formatted {
  readonly text: string;
  /** Shows exactly this text in pandoc's Markdown and in CommonMark. */
  readonly markdown: string;
  /** Has no element but `em`, `strong`, `sub`, `sup` and `a` with an address of the web. */
  readonly html: string;
}

const PIECES = /[\uE000-\uE007]|[^\uE000-\uE007]+/g;
const LINK = new RegExp(
  `${MARK.link}(?:([^${MARK.linkText}${MARK.endLink}]*)${MARK.linkText})?([^${MARK.endLink}]*)${MARK.endLink}`,
  'g',
);

/** How a kind of output writes looks, text and links. */
interface Writer {
  /** By the mark that begins a look: what stands before and behind it. */
  readonly marks: Readonly<Record<string, readonly [open: string, close: string]>>;
  readonly text: (text: string) => string;
  readonly link: (target: string, text: string) => string;
}

/** Marked text in all its forms. */
export function formatted(marked: string): Formatted {
  const text = finished(marked);
  return { text: writtenPlain(text), markdown: written(text, MARKDOWN), html: written(text, HTML) };
}

const writtenPlain = (marked: string): string =>
  unmarked(marked.replace(LINK, (_link, _target: string | undefined, text: string) => text));

function written(marked: string, writer: Writer): string {
  let result = '';
  let end = 0;
  for (const link of marked.matchAll(LINK)) {
    result += pieces(marked.slice(end, link.index), writer);
    const text = unmarked(link[2] ?? '');
    result += writer.link(link[1] ?? text, text);
    end = link.index + link[0].length;
  }
  return result + pieces(marked.slice(end), writer);
}

/** By the mark that ends a look, that which begins it. */
const BEGINNINGS: ReadonlyMap<string, string> = new Map([
  [MARK.endItalic, MARK.italic],
  [MARK.endBold, MARK.bold],
  [MARK.endSub, MARK.sub],
  [MARK.endSup, MARK.sup],
]);
/** What is set off once more within itself is set as what is around. */
const FLIPPED: readonly string[] = [MARK.italic, MARK.bold];
/** What says nothing to those who read it. */
const SILENT = new RegExp(`[${MARK.keep}${MARK.endKeep}${MARK.linkText}]`, 'g');
const BLANKS = /^(\s*)(.*?)(\s*)$/s;

/** Text with its looks properly nested: blanks at the ends of one stand outside, where Markdown needs them. */
function pieces(marked: string, { marks, text }: Writer): string {
  const begun: string[] = [];
  let open: readonly string[] = [];
  let result = '';
  let gap = '';
  const change = (looks: readonly string[]): void => {
    const differs = open.findIndex((look, index) => look !== looks[index]);
    const same = differs < 0 ? open.length : differs;
    const closed = open.slice(same).reverse();
    result += closed.map((look) => marks[look]?.[1] ?? '').join('') + gap;
    result += looks
      .slice(same)
      .map((look) => marks[look]?.[0] ?? '')
      .join('');
    [open, gap] = [looks, ''];
  };
  for (const piece of marked.replace(SILENT, '').match(PIECES) ?? []) {
    const beginning = BEGINNINGS.get(piece);
    if (beginning !== undefined)
      begun.splice(begun.lastIndexOf(beginning), begun.includes(beginning) ? 1 : 0);
    else if (Object.hasOwn(marks, piece)) begun.push(piece);
    else {
      const [, before = '', core = '', behind = ''] = BLANKS.exec(piece) ?? [];
      gap += before;
      if (core === '') continue;
      change(shown(begun));
      result += text(core);
      gap = behind;
    }
  }
  change([]);
  return result;
}

/** The looks that what is begun comes to, each once. */
function shown(begun: readonly string[]): string[] {
  return begun.filter((look, index) => {
    const times = begun.filter((other) => other === look).length;
    return begun.indexOf(look) === index && (!FLIPPED.includes(look) || times % 2 === 1);
  });
}

/** Text and attribute values of HTML alike. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const HTML: Writer = {
  marks: {
    [MARK.italic]: ['<em>', '</em>'],
    [MARK.bold]: ['<strong>', '</strong>'],
    [MARK.sub]: ['<sub>', '</sub>'],
    [MARK.sup]: ['<sup>', '</sup>'],
  },
  text: escapeHtml,
  link: (target, text) => `<a href="${escapeHtml(target)}">${escapeHtml(text)}</a>`,
};

/** What could begin markup within a line, in CommonMark or pandoc's Markdown. */
const SPECIAL = /[\\`*_[\]<>~^$|@#]|!(?=\[)|&(?=#?[\p{L}\p{N}]+;)/gu;
const escapeInline = (text: string): string => text.replace(SPECIAL, '\\$&');

const MARKDOWN: Writer = {
  marks: {
    [MARK.italic]: ['*', '*'],
    [MARK.bold]: ['**', '**'],
    // CommonMark has no marks for these.
    [MARK.sub]: ['<sub>', '</sub>'],
    [MARK.sup]: ['<sup>', '</sup>'],
  },
  text: escapeInline,
  link: (target, text) => {
    const encoded = target.replace(/[()<>\\\s]/g, (character) => `%${character.charCodeAt(0).toString(16)}`);
    return target === text && encoded === target && !/[`*]/.test(target)
      ? `<${target}>`
      : `[${escapeInline(text)}](${encoded})`;
  },
};
