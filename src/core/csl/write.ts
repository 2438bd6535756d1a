import { finished, MARK, unmarked } from './marks';

/** A text in the three forms in which it leaves the product. */
export interface Formatted {
  readonly text: string;
  /** Shows exactly this text in pandoc's Markdown and in CommonMark. */
  readonly markdown: string;
  /** Has no element but `em`, `strong`, `sub`, `sup` and `a` with an address of the web. */
  readonly html: string;
}

const PIECES = /[\uE000-\uE00F]|[^\uE000-\uE00F]+/g;
const LINK = new RegExp(
  `${MARK.link}(?:([^${MARK.linkText}${MARK.endLink}]*)${MARK.linkText})?([^${MARK.endLink}]*)${MARK.endLink}`,
  'g',
);

/** How a kind of output writes marks, text and links. */
interface Writer {
  readonly marks: Readonly<Record<string, string>>;
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

const pieces = (marked: string, { marks, text }: Writer): string =>
  (marked.match(PIECES) ?? []).map((piece) => marks[piece] ?? text(piece)).join('');

/** Text and attribute values of HTML alike. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const HTML: Writer = {
  marks: {
    [MARK.italic]: '<em>',
    [MARK.endItalic]: '</em>',
    [MARK.bold]: '<strong>',
    [MARK.endBold]: '</strong>',
    [MARK.sub]: '<sub>',
    [MARK.endSub]: '</sub>',
    [MARK.sup]: '<sup>',
    [MARK.endSup]: '</sup>',
    [MARK.keep]: '',
    [MARK.endKeep]: '',
    [MARK.linkText]: '',
  },
  text: escapeHtml,
  link: (target, text) => `<a href="${escapeHtml(target)}">${escapeHtml(text)}</a>`,
};

/** What could begin markup within a line, in CommonMark or pandoc's Markdown. */
const SPECIAL = /[\\`*_[\]<>~^$|@&#]|!(?=\[)/g;
const escapeInline = (text: string): string => text.replace(SPECIAL, '\\$&');

const MARKDOWN: Writer = {
  marks: {
    ...{ [MARK.italic]: '*', [MARK.endItalic]: '*', [MARK.bold]: '**', [MARK.endBold]: '**' },
    // CommonMark has no marks for these.
    ...{ [MARK.sub]: '<sub>', [MARK.endSub]: '</sub>', [MARK.sup]: '<sup>', [MARK.endSup]: '</sup>' },
    ...{ [MARK.keep]: '', [MARK.endKeep]: '', [MARK.linkText]: '' },
  },
  text: escapeInline,
  link: (target, text) => {
    const encoded = target.replace(/[()<>\\\s]/g, (character) => `%${character.charCodeAt(0).toString(16)}`);
    return target === text && encoded === target && !/[`*]/.test(target)
      ? `<${target}>`
      : `[${escapeInline(text)}](${encoded})`;
  },
};
