import { MarkdownString, Uri, l10n, workspace } from 'vscode';
import { shortAbstract } from '../core/abstract';
import type { CitingNote } from '../core/citedIn';
import { escapeMarkdown, markdownLink } from '../core/markdown';
import type { MatchReason, StatedField } from '../core/origins';
import { peopleOf } from '../core/others';
import type { Paper, Place } from '../core/paper';
import type { PaperInNotes } from '../worker/protocol';
import type { JudgedKey } from './citationCheck';
import { familyLine, whyHere } from './familyWords';
import { bothAbout } from './relatedPapers';

/** Longest abstract on a card, characters: a card is to be taken in at a glance. */
const ABSTRACT = 420;
/** More authors than this end in "et al.". */
const AUTHORS = 4;
const SEPARATOR = ' · ';

/** More lines of one note than this end in "…". */
const LINES = 5;
/** More papers of one group than this are counted only. */
const PAPERS = 8;
/** Longest title of a related paper, characters. */
const RELATED_TITLE = 60;
/** More entries of one paper than this end in "…". */
const ENTRIES = 4;
/** The commands on a card: one opens a listing, two a list, one looks a paper up; they change nothing unasked. */
const SHOW_SOURCE = 'attentionNotes.showSource';
const FIND_RELATED = 'attentionNotes.findRelated';
const COPY_AS = 'attentionNotes.copyAs';
const COMPLETE = 'attentionNotes.completePaper';

/**
 * The card of a paper, for hovers and tooltips: title, authors, venue, key, families with the words that decided them,
 * the beginning of the abstract, links, places, and the notes that cite it. Everything from papers is escaped. A paper
 * shown under a family (its id) says why it stands there; one that is cited by an alias, so.
 */
export function paperCard(
  described: PaperInNotes,
  { under, citedAs }: { under?: string; citedAs?: string } = {},
): MarkdownString {
  const { paper, citedIn } = described;
  const { abstract = '' } = paper;
  return card([
    heading(paper),
    facts(paper) + alias(paper, citedAs),
    familyLine(described, { quotes: under === undefined }),
    under === undefined ? '' : whyHere(described, under),
    escapeMarkdown(shortAbstract(abstract, ABSTRACT)),
    [...links(paper), ...(isOwn(described) ? [] : places(paper)), copyLink(paper), ...completing(paper)].join(
      SEPARATOR,
    ),
    [origins(described), united(described)].filter((line) => line !== '').join('  \n'),
    citing(citedIn),
    relatedTo(described),
  ]);
}

/**
 * The card of a group of citations: each paper in short, to be taken in together; of a long group, its first papers.
 * `unknown` are the keys of the group that the library does not know.
 */
export function groupCard(papers: readonly PaperInNotes[], unknown: readonly string[]): MarkdownString {
  const short = papers
    .slice(0, PAPERS)
    .map((described) =>
      [heading(described.paper), facts(described.paper), familyLine(described)].filter(Boolean).join('  \n'),
    );
  const more = papers.length - PAPERS;
  if (more === 1) short.push(l10n.t('and 1 more paper'));
  else if (more > 1) short.push(l10n.t('and {0} more papers', more));
  const keys = unknown.map((key) => escapeMarkdown(`@${key}`)).join(', ');
  return card([...short, keys === '' ? '' : l10n.t('Not in the library: {0}', keys)]);
}

/** The card of a key that cites no paper: those that it may mean; where it says so already, nothing but these. */
export function unknownKeyCard(
  { citekey, judgement }: JudgedKey,
  isSaid: boolean,
): MarkdownString | undefined {
  const papers = 'papers' in judgement ? judgement.papers : [];
  const key = escapeMarkdown(`@${citekey}`);
  const says =
    judgement.kind === 'ambiguous'
      ? l10n.t('{0} could mean several papers, so it cites none:', key)
      : papers.length === 0
        ? l10n.t('No paper of the library has the key {0}.', key)
        : l10n.t('No paper of the library has the key {0}. Did you mean:', key);
  const rows = papers.map(({ citekey: own, title, byline, year }) => {
    const facts = [byline, year].filter(Boolean).join(', ');
    return `- ${escapeMarkdown(`@${own}`)} — ${escapeMarkdown(title)} (${escapeMarkdown(facts)})`;
  });
  const parts = [isSaid ? '' : says, rows.join('\n')].filter(Boolean);
  return parts.length === 0 ? undefined : new MarkdownString(parts.join('\n\n'));
}

function card(paragraphs: readonly string[]): MarkdownString {
  const made = new MarkdownString(paragraphs.filter((text) => text !== '').join('\n\n'));
  made.isTrusted = { enabledCommands: [SHOW_SOURCE, FIND_RELATED, COPY_AS, COMPLETE] };
  return made;
}

const heading = ({ title }: Paper): string => `**${escapeMarkdown(title)}**`;

function facts(paper: Paper): string {
  const { authors, organization, venue, year, citekey } = paper;
  const who = authors.length > 0 ? authorLine(paper) : (organization ?? '');
  const parts = [who, venue ?? String(year ?? ''), `@${citekey}`];
  return parts
    .filter((part) => part !== '')
    .map(escapeMarkdown)
    .join(SEPARATOR);
}

const alias = ({ citekey }: Paper, citedAs = citekey): string =>
  citedAs === citekey ? '' : escapeMarkdown(l10n.t(', here by its alias {0}', `@${citedAs}`));

function authorLine({ authors, item }: Paper): string {
  const names = authors.map(
    ({ literal, family: last = '', 'non-dropping-particle': particle = '' }) =>
      literal ?? `${particle} ${last}`.trim(),
  );
  const shown = names.length > AUTHORS ? names.slice(0, AUTHORS - 1) : names;
  const line = shown.join(', ');
  const { isOpen, areEditors } = peopleOf(item);
  const all = shown.length < names.length || isOpen ? l10n.t('{0} et al.', line) : line;
  if (!areEditors) return all;
  return names.length > 1 || isOpen ? l10n.t('{0} (eds.)', all) : l10n.t('{0} (ed.)', all);
}

function links({ arxiv, doi, links: found }: Paper): string[] {
  const code = found.find((address) => /\/\/(?:www\.)?(?:github|gitlab|huggingface)\.\w+\//i.test(address));
  return [
    arxiv === undefined ? [] : link(l10n.t('arXiv {0}', arxiv), `https://arxiv.org/abs/${arxiv}`),
    doi === undefined ? [] : link(l10n.t('DOI'), `https://doi.org/${doi}`),
    code === undefined ? [] : link(l10n.t('Code'), code),
  ].flat();
}

/** Only web addresses become links; half a character, as papers may have one, is in none. */
function link(label: string, address: string): string[] {
  if (!/^https?:\/\//i.test(address) || /\p{Surrogate}/u.test(address)) return [];
  return [markdownLink(label, encodeURI(address))];
}

function places({ citekey, sources }: Paper): string[] {
  const argument = encodeURIComponent(JSON.stringify([{ citekey }]));
  return sources
    .slice(0, 1)
    .map(({ file, line }) =>
      markdownLink(l10n.t('{0}, line {1}', file, line), `command:${SHOW_SOURCE}?${argument}`),
    );
}

function copyLink({ citekey }: Paper): string {
  const argument = encodeURIComponent(JSON.stringify([{ citekey }]));
  return markdownLink(l10n.t('Copy as…'), `command:${COPY_AS}?${argument}`);
}

const isOwn = ({ origins: known }: PaperInNotes): boolean =>
  known?.fields.some(({ place, isRecorded }) => place !== undefined && !isRecorded) === true;

/** "From refs.bib, line 12: title, authors · from Attention Notes: abstract" */
function origins(described: PaperInNotes): string {
  const { origins: known } = described;
  if (!known?.fields.some(({ place }) => place !== undefined)) return '';
  return known.fields
    .map(({ fields, place }, index) => {
      const names = fields.map(fieldName).join(', ');
      const from = place ? placeLink(place) : l10n.t('Attention Notes');
      return index === 0 ? l10n.t('From {0}: {1}', from, names) : l10n.t('from {0}: {1}', from, names);
    })
    .join(SEPARATOR);
}

/** "One paper by the same DOI 10.1234/x: @mine (refs.bib, line 12), @chen2021crossvit (Attention Notes)" */
function united({ paper, origins: known }: PaperInNotes): string {
  if (!known?.reason) return '';
  const named = known.entries.slice(0, ENTRIES).map(({ key, place, isOwn: isUsers }) => {
    const from = isUsers ? placeLink(place) : l10n.t('Attention Notes');
    return `${escapeMarkdown(`@${key}`)} (${from})`;
  });
  if (known.entries.length > ENTRIES) named.push('…');
  const why = escapeMarkdown(matchWords(known.reason, paper));
  return named.length < 2 ? why : l10n.t('{0}: {1}', why, named.join(', '));
}

function fieldName(field: StatedField): string {
  const names: Readonly<Record<StatedField, string>> = {
    title: l10n.t('title'),
    author: l10n.t('authors'),
    issued: l10n.t('date'),
    'container-title': l10n.t('venue'),
    abstract: l10n.t('abstract'),
  };
  return names[field];
}

function matchWords(reason: MatchReason, { arxiv = '', doi = '' }: Paper): string {
  switch (reason) {
    case 'arxiv':
      return l10n.t('One paper by the same arXiv id {0}', arxiv);
    case 'doi':
      return l10n.t('One paper by the same DOI {0}', doi);
    case 'authors':
      return l10n.t('One paper by the same title, authors and year');
    case 'title':
      return l10n.t('One paper by the same title');
  }
}

/** A plain link to the file: what is in it runs nothing. Of other schemes the editor makes no links. */
function placeLink({ file, line, uri = '' }: Place): string {
  const name = l10n.t('{0}, line {1}', file, line);
  const isFile = ['file', 'vscode-remote'].includes(Uri.parse(uri).scheme);
  return isFile ? markdownLink(name, `${uri}#L${line}`) : escapeMarkdown(name);
}

/** Of a paper without authors more can be looked up. */
function completing({ authors, citekey }: Paper): string[] {
  if (authors.length > 0) return [];
  const argument = encodeURIComponent(JSON.stringify([{ citekey }]));
  return [markdownLink(l10n.t('Complete…'), `command:${COMPLETE}?${argument}`)];
}

/** A line each: "Efficient Streaming Language Models… (2024 · @xiao2024efficient · both: Attention sink)". */
function relatedTo({ paper, related }: PaperInNotes): string {
  if (related.length === 0) return '';
  const rows = related.map(({ citekey, title, year, shared }) => {
    const facts = [year, `@${citekey}`, bothAbout(shared)].filter(Boolean).join(SEPARATOR);
    return `- ${escapeMarkdown(shortAbstract(title, RELATED_TITLE))} (${escapeMarkdown(facts)})`;
  });
  const argument = encodeURIComponent(JSON.stringify([{ citekey: paper.citekey }]));
  const all = markdownLink(l10n.t('Related papers'), `command:${FIND_RELATED}?${argument}`);
  return `${all}\n${rows.join('\n')}`;
}

/** "Cited in reading-list.md (line 3), vision.md (lines 4, 9) and 2 more notes". */
function citing({ total, notes }: PaperInNotes['citedIn']): string {
  if (notes.length === 0) return '';
  const named = notes.map(citingNote).join(', ');
  const more = total - notes.length;
  if (more <= 0) return l10n.t('Cited in {0}', named);
  return more === 1
    ? l10n.t('Cited in {0} and 1 more note', named)
    : l10n.t('Cited in {0} and {1} more notes', named, more);
}

function citingNote({ uri, lines }: CitingNote): string {
  const address = Uri.parse(uri);
  const [first = 1] = lines;
  const name = workspace.asRelativePath(address);
  // Of other schemes the editor makes no links.
  const isFile = ['file', 'vscode-remote'].includes(address.scheme);
  const linked = (label: string, line: number) =>
    isFile ? markdownLink(label, `${uri}#L${line}`) : escapeMarkdown(label);
  const named = lines.slice(0, LINES).map((line) => linked(String(line), line));
  if (lines.length > LINES) named.push('…');
  const where =
    lines.length > 1
      ? l10n.t('lines {0}', named.join(', '))
      : l10n.t('line {0}', linked(String(first), first));
  return `${linked(name, first)} (${where})`;
}
