import type { FieldName } from './fieldNames';

/** An entry as it stands in the file, its text not yet decoded. Offsets are UTF-16 offsets in the file. */
export interface RawEntry {
  /** In lower case. */
  readonly type: string;
  readonly key: string;
  readonly start: number;
  readonly end: number;
  readonly keyAt: number;
  /** Whether its end was found. */
  readonly isClosed: boolean;
  /** In the order of the file; of a field that is given twice, the first. */
  readonly fields: Map<FieldName, string>;
}

/** What may be wrong with an entry or a file; told with `bibtex.` before it. */
export const BIBTEX_PROBLEMS = [
  'none',
  'unclosed',
  'syntax',
  'noComma',
  'extraBrace',
  'noKey',
  'spaceInKey',
  'duplicateField',
  'duplicateKey',
  'unknownMacro',
  'unknownParent',
  'cycle',
  'tooLong',
  'noTitle',
  'unknownType',
  'crowdedName',
  'oddYear',
  'moreProblems',
] as const;

export type BibtexProblem = (typeof BIBTEX_PROBLEMS)[number];

/** Something odd in what a field says, and how that stands in the file. */
export interface Slip {
  readonly code: BibtexProblem;
  readonly text: string;
  /** The field, where the text alone may stand elsewhere too. */
  readonly field?: FieldName;
}

/** Something wrong with an entry; `args` begin with its key where that is known. */
export interface ScanProblem {
  readonly code: BibtexProblem;
  readonly severity: 'error' | 'warning';
  readonly from: number;
  readonly to: number;
  readonly args: readonly string[];
}
