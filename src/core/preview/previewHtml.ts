import type MarkdownIt from 'markdown-it';
import type { CitedItem } from '../csl/cite';
import { escapeHtml } from '../csl/write';
import { addCitationRules, citedIn, REFERENCES, type PreviewedNote } from './citationRule';

/** A stretch of a citation: what stands for an item (`key` as cited, `entry` its id in the list), or what is between. */
export interface PreviewPart {
  readonly html: string;
  readonly key: string | null;
  readonly entry: string | null;
}

/** The citations and references of a note as they are shown. */
export interface FormattedNote {
  /** In the order of the note's citations. */
  readonly citations: readonly (readonly PreviewPart[])[];
  readonly entries: readonly { readonly id: string; readonly html: string; readonly text: string }[];
  /** How many more papers of the library the note would list. */
  readonly unlisted: number;
}

/** A formatted note as it is looked up. */
export interface Shown {
  readonly citations: ReadonlyMap<string, readonly PreviewPart[]>;
  readonly entries: FormattedNote['entries'];
  readonly unlisted: number;
  readonly titles: ReadonlyMap<string, string>;
  /** Keys that are shown as typed where no paper has them. */
  readonly own: ReadonlySet<string>;
  /** Whether citations lead to their entries. */
  readonly linked: boolean;
}

/** Where the preview has its data from, and its words. */
export interface PreviewSource {
  /** What is known of the note that `env` names; `note` is what it cites now, given with its reference list. */
  shown(env: unknown, note?: PreviewedNote): Shown | undefined;
  readonly words: {
    unknown(key: string): string;
    /** Says that the style in the front matter is not read. */
    otherStyle(csl: string): string;
    /** Says that so many papers of the library are not listed. */
    unlisted(count: number): string;
    readonly references: string;
  };
}

/** Citations of the same items are shown the same wherever they stand in a note. */
export const citationKey = (items: readonly CitedItem[]): string =>
  JSON.stringify(items.map(({ id, mode, prefix, locator, suffix }) => [id, mode, prefix, locator, suffix]));

/** A formatted note for looking up. */
export function shownOf({ citations, options, own }: PreviewedNote, formatted: FormattedNote): Shown {
  return {
    citations: new Map(
      citations.map((items, index) => [citationKey(items), formatted.citations[index] ?? []]),
    ),
    entries: formatted.entries,
    unlisted: formatted.unlisted,
    titles: new Map(formatted.entries.map(({ id, text }) => [id, text])),
    own: new Set(own),
    linked: options.linked && !options.suppressed,
  };
}

/** Makes markdown-it show citations and reference lists. Of notes that are not known yet, keys as typed. */
export function showCitations<T extends MarkdownIt>(md: T, source: PreviewSource): T {
  addCitationRules(md);
  const { text } = md.renderer.rules;
  md.renderer.rules.text = (tokens, index, options, env, self) => {
    const token = tokens[index];
    const items = token && citedIn(token);
    if (!items) return text?.(tokens, index, options, env, self) ?? escapeHtml(token?.content ?? '');
    const known = source.shown(env);
    const parts = known?.citations.get(citationKey(items));
    const isOwn = parts?.every(({ key, entry }) => key === null || (entry === null && known?.own.has(key)));
    const shown =
      parts && known && isOwn !== true ? citationHtml(parts, known, source) : escapeHtml(token.content);
    return `<span class="attention-notes-citation">${shown}</span>`;
  };
  md.renderer.rules[REFERENCES] = (tokens, index, _options, env) => {
    const note = tokens[index]?.meta as PreviewedNote | undefined;
    return note === undefined ? '' : referencesHtml(note, source.shown(env, note), source);
  };
  return md;
}

function citationHtml(
  parts: readonly PreviewPart[],
  { titles, own, linked }: Shown,
  { words }: PreviewSource,
): string {
  return parts
    .map(({ html, key, entry }) => {
      if (key === null) return html;
      if (entry === null && own.has(key)) return escapeHtml(`@${key}`);
      if (entry === null)
        return `<span class="attention-notes-unknown" title="${escapeHtml(words.unknown(key))}">${html}</span>`;
      const title = escapeHtml(titles.get(entry) ?? '');
      if (!linked) return `<span title="${title}">${html}</span>`;
      return `<a href="#${encodeURIComponent(anchorOf(entry))}" title="${title}">${html}</a>`;
    })
    .join('');
}

/** As pandoc names the entries of its lists. */
const anchorOf = (id: string): string => `ref-${id}`;

function referencesHtml(
  { options }: PreviewedNote,
  shown: Shown | undefined,
  { words }: PreviewSource,
): string {
  const entries = options.suppressed ? [] : (shown?.entries ?? []);
  const items = entries.map(
    ({ id, html }) =>
      `<div class="attention-notes-entry" role="listitem" id="${escapeHtml(anchorOf(id))}">${html}</div>\n`,
  );
  const title = options.title === undefined ? '' : `<h1>${escapeHtml(options.title)}</h1>\n`;
  const unlisted = entries.length === 0 ? 0 : (shown?.unlisted ?? 0);
  const hint =
    (unlisted === 0 ? '' : hintHtml(words.unlisted(unlisted))) +
    (options.csl === undefined ? '' : hintHtml(words.otherStyle(options.csl)));
  if (entries.length === 0)
    return hint === '' ? '' : `<section class="attention-notes-references">\n${hint}</section>\n`;
  return `<section class="attention-notes-references">\n${title}<div role="list" aria-label="${escapeHtml(words.references)}">\n${items.join('')}</div>\n${hint}</section>\n`;
}

const hintHtml = (words: string): string => `<p class="attention-notes-hint">${escapeHtml(words)}</p>\n`;
