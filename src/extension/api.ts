import { l10n } from 'vscode';
import type { Citation, CitationItem } from '../core/note';
import type { GroupId } from '../core/families/families';
import { hasOthers, withoutOthers } from '../core/others';
import type { Classification, Name, Paper, Place } from '../core/paper';
import type { CountedFamily } from '../worker/familyProtocol';
import type { ExplainedHit } from '../worker/protocol';

/** What `activate()` returns: the library and the reading of citations for other extensions. Ranges are UTF-16 offsets. */
export interface AttentionNotesApi {
  readonly apiVersion: 1;
  /** Resolves when everything known at start is read and indexed. Rejects when the library could not be started. */
  readonly whenReady: () => Promise<void>;
  /** One page of papers in order of citation key; all of them when called without options. */
  readonly listPapers: (options?: { offset?: number; limit?: number }) => Promise<ApiPaper[]>;
  /** The paper of a citation key or an alias; `undefined` for any other key. */
  readonly getPaper: (citekeyOrAlias: string) => Promise<ApiPaper | undefined>;
  /**
   * Full-text search over titles and abstracts, best first. Words may be mixed with `family:`, `author:`, `year:2021..2024`,
   * `venue:`, `has:code`, `cited:no`, `-word` and `"exact phrase"`; without words, the newest papers come first.
   */
  readonly searchPapers: (query: string, options?: { limit?: number }) => Promise<ApiFoundPaper[]>;
  /** Exactly what completion offers for what was typed after `@`, best first. */
  readonly suggest: (typed: string, options?: { limit?: number }) => Promise<ApiHit[]>;
  /**
   * Papers about the same as the one of a citation key or an alias, best first, with what both are about in words; none
   * for any other key. Papers that only share words are not among them.
   */
  readonly relatedPapers: (
    citekeyOrAlias: string,
    options?: { limit?: number },
  ) => Promise<ApiRelatedPaper[]>;
  /** Every mechanism family of the workspace, the user's own included, in the order of the tree. */
  readonly listFamilies: () => Promise<ApiFamily[]>;
  /** The families of any paper, with the quotations that decided them; the user's own terms count. */
  readonly classify: (paper: { title: string; abstract?: string }) => Promise<ApiClassification>;
  /**
   * The citations of a Markdown text, as pandoc reads them; of one that exceeds the limits on nesting and brackets,
   * those before that line. Rejects when reading takes more than two seconds.
   */
  readonly listCitations: (markdown: string) => Promise<ApiCitation[]>;
  /** VS Code's hook for Markdown previews; returns what it was given. */
  readonly extendMarkdownIt: <T>(markdownIt: T) => T;
}

/** `score` compares hits of one answer only. */
export interface ApiHit {
  citekey: string;
  score: number;
}

export interface ApiFoundPaper extends ApiHit {
  /**
   * The sentence of the abstract that says most of the query, shortened, and where in it the words are, as UTF-16 offsets;
   * `undefined` where the title says it all or the abstract nothing, and for hits behind the first hundred.
   */
  excerpt: { text: string; ranges: readonly (readonly [start: number, end: number])[] } | undefined;
}

export interface ApiRelatedPaper extends ApiHit {
  /** The most particular first, at most three; English. */
  shared: readonly string[];
}

export interface ApiFamily {
  id: string;
  label: string;
  group: GroupId;
  definition: string;
  /** How many papers it is the primary family of. */
  count: number;
  /** Whether the user made it. */
  own: boolean;
  /** Whether the user hid it from the tree. */
  hidden: boolean;
}

export type ApiClassification = Classification;

export interface ApiPaper {
  citekey: string;
  aliases: readonly string[];
  title: string;
  abstract: string | undefined;
  /** `family` carries the particle ("van Gogh"); an organisation is a `family` without a `given`. */
  authors: readonly { family: string; given: string }[];
  /** Whether there are authors whom no entry names ("and others"). */
  moreAuthors: boolean;
  authorCount: number | undefined;
  organization: string | undefined;
  year: number | undefined;
  /** ISO date `YYYY-MM-DD`; `--MM-DD` where a listing prints no year and none could be inferred. */
  published: string | undefined;
  publishedInferred: boolean;
  comments: number | undefined;
  venue: string | undefined;
  arxiv: string | undefined;
  doi: string | undefined;
  links: readonly string[];
  families: { primary: string; secondary: readonly string[] };
  /** Where it was read: `line` is 1-based. */
  sources: readonly Place[];
}

export interface ApiCitation {
  start: number;
  end: number;
  items: readonly ApiCitationItem[];
}

export type ApiCitationItem = Pick<
  CitationItem,
  'citekey' | 'mode' | 'prefix' | 'locator' | 'suffix' | 'start' | 'end'
>;

/** The public view of a paper found. */
export function describeHit({ citekey, score, excerpt }: ExplainedHit): ApiFoundPaper {
  return { citekey, score, excerpt: excerpt ?? undefined };
}

/** The public view of a family. */
export function describeFamily({
  id,
  label,
  group,
  definition,
  count,
  own,
  hidden,
}: CountedFamily): ApiFamily {
  return { id, label: l10n.t(label), group, definition: l10n.t(definition), count, own, hidden };
}

/** The public view of a paper. */
export function describePaper(paper: Paper): ApiPaper {
  const { citekey, aliases, title, abstract, authorCount, organization, year, published } = paper;
  const { publishedInferred, comments, venue, arxiv, doi, links, sources } = paper;
  const { primary, secondary } = paper.families;
  return {
    ...{ citekey, aliases, title, abstract, authorCount, organization, year, published },
    ...{ publishedInferred, comments, venue, arxiv, doi, links, sources },
    authors: withoutOthers(paper.item.author).map(describeName),
    moreAuthors: hasOthers(paper.item.author),
    families: { primary: primary.family, secondary: secondary.map(({ family }) => family) },
  };
}

const describeName = (name: Name) => ({
  family: name.literal ?? [name['non-dropping-particle'], name.family].filter(Boolean).join(' '),
  given: [name.given, name['dropping-particle'], name.suffix].filter(Boolean).join(' '),
});

/** The public view of a citation. */
export function describeCitation({ start, end, items }: Citation): ApiCitation {
  const describe = ({ citekey, mode, prefix, locator, suffix, start: from, end: to }: CitationItem) => ({
    ...{ citekey, mode, prefix, locator, suffix },
    ...{ start: from, end: to },
  });
  return { start, end, items: items.map(describe) };
}
