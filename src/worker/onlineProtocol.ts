/**
 * What the extension host asks the library worker about papers that are looked up elsewhere, as in `protocol.ts`. The host
 * fetches answers; the worker reads them.
 */
import { RequestType } from 'vscode-jsonrpc';
import type { TextChange } from '../core/decisionEdit';
import type { Answer, Source } from '../core/online/answer';
import type { Completion } from '../core/online/factsEdit';
import type { Identifier } from '../core/online/identify';
import type { CslItem } from '../core/paper';
import type { PaperChoice } from './protocol';

/** The paper of the library with an identifier. */
export const findIdentified = new RequestType<{ identifier: Identifier }, PaperChoice | null, void>(
  'library/identified',
);
/** Reads the answer to a question for one paper, by its identifier; `other`: it is about another paper. */
export const readAnswer = new RequestType<
  { source: Source; text: string; identifier: Identifier },
  Answer | { readonly problem: 'other' },
  void
>('library/readAnswer');
/** A paper as it would enter the library. */
export interface ProposedEntry extends PaperChoice {
  readonly bibtex: string;
  /** A paper of the library that has the same title. */
  readonly alike: PaperChoice | null;
}
/** An entry for a paper, under a key that is none of the library's, nor one of those that are taken. */
export const proposeEntry = new RequestType<{ item: CslItem; taken: readonly string[] }, ProposedEntry, void>(
  'library/proposeEntry',
);
/** A paper of which something may be missing. */
export interface IncompletePaper extends PaperChoice {
  readonly arxiv: string | null;
  readonly doi: string | null;
}
/** The papers of these keys, or else those without authors, at most so many; and how many there are. */
export const listIncomplete = new RequestType<
  { citekeys: readonly string[] | null; limit: number },
  { readonly papers: readonly IncompletePaper[]; readonly total: number },
  void
>('library/incomplete');
/** What was found of a paper. */
export interface FoundFacts {
  readonly citekey: string;
  readonly isSure: boolean;
  /** The paper that was found. */
  readonly found: Pick<PaperChoice, 'title' | 'byline' | 'year'>;
  /** What the library does not know of it, perhaps nothing. */
  readonly facts: Completion['facts'];
  /** The workspace file that has a record of it already. */
  readonly uri: string | null;
}
/** Reads the answer to a question for some papers, and says what it has of them. */
export const matchAnswer = new RequestType<
  { source: Source; text: string; citekeys: readonly string[] },
  Exclude<Answer, { readonly items: unknown }> | { readonly matches: readonly FoundFacts[] },
  void
>('library/matchAnswer');
/** How the text of a workspace file changes when facts are stored in it; `null` when it is not valid JSON. */
export const storeFacts = new RequestType<
  { text: string; completions: readonly Completion[] },
  TextChange | null,
  void
>('library/storeFacts');
