import { MarkdownString, l10n } from 'vscode';
import { shortAbstract } from '../core/abstract';
import { FAMILIES } from '../core/families/families';
import { escapeMarkdown } from '../core/markdown';
import type { Name, Paper } from '../core/paper';

/** Longest abstract on a card, characters: a card is to be taken in at a glance. */
const ABSTRACT = 420;
/** More authors than this end in "et al.". */
const AUTHORS = 4;
const SEPARATOR = ' · ';

/**
 * The card of a paper, for hovers and tooltips: title, authors, venue, key, family with the words that decided it,
 * the beginning of the abstract, links and places. Everything from papers is escaped; nothing on it is trusted.
 */
export function paperCard(paper: Paper): MarkdownString {
  const { title, abstract = '' } = paper;
  const paragraphs = [
    `**${escapeMarkdown(title)}**`,
    facts(paper),
    family(paper),
    escapeMarkdown(shortAbstract(abstract, ABSTRACT)),
    [...links(paper), ...places(paper)].join(SEPARATOR),
  ];
  return new MarkdownString(paragraphs.filter((text) => text !== '').join('\n\n'));
}

/** The cards of several papers, one below the other. */
export function paperCards(papers: readonly Paper[]): MarkdownString {
  return new MarkdownString(papers.map((paper) => paperCard(paper).value).join('\n\n---\n\n'));
}

function facts({ authors, organization, venue, year, citekey }: Paper): string {
  const who = authors.length > 0 ? authorLine(authors) : (organization ?? '');
  const parts = [who, venue ?? String(year ?? ''), `@${citekey}`];
  return parts
    .filter((part) => part !== '')
    .map(escapeMarkdown)
    .join(SEPARATOR);
}

function authorLine(authors: readonly Name[]): string {
  const names = authors.map(
    ({ literal, family: last = '', 'non-dropping-particle': particle = '' }) =>
      literal ?? `${particle} ${last}`.trim(),
  );
  if (names.length > AUTHORS) return l10n.t('{0} et al.', names.slice(0, AUTHORS - 1).join(', '));
  return names.join(', ');
}

function family({ families: { primary, evidence } }: Paper): string {
  const label = l10n.t(FAMILIES.find(({ id }) => id === primary.family)?.label ?? primary.family);
  const reason = evidence.find((quotation) => quotation.family === primary.family);
  const name = `*${escapeMarkdown(label)}*`;
  return reason ? `${name}: “${escapeMarkdown(reason.text)}”` : name;
}

function links({ arxiv, doi, links: found }: Paper): string[] {
  const code = found.find((address) => /\/\/(?:www\.)?(?:github|gitlab|huggingface)\.\w+\//i.test(address));
  return [
    arxiv === undefined ? [] : link(l10n.t('arXiv {0}', arxiv), `https://arxiv.org/abs/${arxiv}`),
    doi === undefined ? [] : link(l10n.t('DOI'), `https://doi.org/${doi}`),
    code === undefined ? [] : link(l10n.t('Code'), code),
  ].flat();
}

/** Only web addresses become links. */
function link(label: string, address: string): string[] {
  if (!/^https?:\/\//i.test(address)) return [];
  const target = encodeURI(address).replace(
    /[()<>\\]/g,
    (character) => `%${character.charCodeAt(0).toString(16)}`,
  );
  return [`[${escapeMarkdown(label)}](${target})`];
}

const places = ({ sources }: Paper): string[] =>
  sources.slice(0, 1).map(({ file, line }) => escapeMarkdown(l10n.t('{0}, line {1}', file, line)));
