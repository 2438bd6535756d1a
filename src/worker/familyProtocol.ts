/** What the extension host asks the library worker about families and mechanisms, as in `protocol.ts`. */
import { RequestType } from 'vscode-jsonrpc';
import type { FamilyInfo } from '../core/families/familyList';
import type { Mechanism } from '../core/mechanisms/mechanism';
import type { ModelId, Parameters } from '../core/mechanisms/parameters';
import type { PaperRow } from './protocol';

/** A family and how many papers have it as their primary one, and how many besides. */
export interface CountedFamily extends FamilyInfo {
  readonly count: number;
  readonly also: number;
}
/** All families in the order in which people read them, those without papers and hidden ones included. */
export const listFamilies = new RequestType<Record<string, never>, readonly CountedFamily[], void>(
  'library/families',
);
/** What a family is and which papers it has. */
export interface FamilyOverview {
  readonly family: CountedFamily;
  /** How many of its papers (those it is the primary family of) are of each year, ascending; years unknown are left out. */
  readonly perYear: readonly (readonly [year: number, count: number])[];
  /** Papers that are surest to be about it; of a named mechanism, those first that name it. */
  readonly typical: readonly PaperRow[];
  /** What the family is; `null` for one of the user's own. */
  readonly mechanism: Mechanism | null;
}
/** A mechanism that running text names, at offsets of that text, and its family. */
export interface NamedMechanism {
  readonly start: number;
  readonly end: number;
  /** `null` where a term of the user's names the family itself. */
  readonly mechanism: Mechanism | null;
  readonly overview: FamilyOverview;
}
/** The mechanism that a text names at an offset. */
export const describeTerm = new RequestType<{ text: string; offset: number }, NamedMechanism | null, void>(
  'library/describeTerm',
);
export const describeFamily = new RequestType<{ id: string }, FamilyOverview | null, void>(
  'library/describeFamily',
);
/** A paper of a family; `also` when another family is its primary one. */
export interface FamilyPaper extends PaperRow {
  readonly also: boolean;
}
/** One page of a family's papers, newest first, those it is the primary family of before the others. */
export const listFamilyPapers = new RequestType<
  { id: string; offset: number; limit: number },
  { readonly papers: readonly FamilyPaper[]; readonly total: number },
  void
>('library/familyPapers');
/** The named mechanisms of a family. Words are English: hosts localise them. */
export interface FamilyMechanisms {
  readonly named: readonly Mechanism[];
  /** All mechanisms, of every family, whose costs can be computed. */
  readonly computed: readonly (Pick<Mechanism, 'id' | 'family' | 'name'> & { readonly model: ModelId })[];
}
export const describeMechanisms = new RequestType<{ family: string }, FamilyMechanisms, void>(
  'library/mechanisms',
);
/** A Markdown table of one mechanism's costs, or of two beside each other; `null` for what has none. */
export const writeComparison = new RequestType<
  { mechanisms: readonly string[]; parameters: Partial<Parameters> },
  string | null,
  void
>('library/comparison');
