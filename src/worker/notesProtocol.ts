/** Every message between the extension host and the notes worker but the handshake, as in `protocol.ts`. */
import { NotificationType, RequestType } from 'vscode-jsonrpc';
import type { CitedHere } from '../core/citationAt';
import type { Span } from '../core/citation/model';
import type { Rewrite, Rewrites } from '../core/citationRewrites';
import type { CitedKey } from '../core/citedKeys';
import type { Cite } from '../core/citedIn';
import type { PlacedCitations } from '../core/citationPlace';
import type { Insertion } from '../core/insertion';
import type { Citation } from '../core/note';
import type { Finding } from '../core/noteChecks';
import type { NamedBibliography } from '../core/noteFrontMatter';
import type { Prose } from '../core/noteStructure';
import type { TextEdit } from '../core/noteText';
import type { Problem } from '../core/paper';
import type { FoundReferences, ReferenceEntry, ReferencesEdit } from '../core/referencesBlock';

export interface NoteAnalysis {
  readonly citations: readonly Citation[];
  readonly problems: readonly Problem[];
}

// Host to the notes worker. `job` names the request in `didBegin`.
export const readCitations = new RequestType<{ job: number; text: string }, NoteAnalysis, void>(
  'notes/citations',
);

/** A note as the host has it: its text, or the edits that lead there from a version sent before. */
export interface NoteState {
  readonly uri: string;
  readonly version: number;
  readonly change: { readonly text: string } | { readonly from: number; readonly edits: readonly TextEdit[] };
}
/** A question about an open note. The worker keeps the note until it is closed. */
export interface AboutNote {
  readonly job: number;
  readonly note: NoteState;
}
/** The answer when the version that edits start from is not known: the worker may have been started since. */
export type Unread = 'unread';

/** The running text around an offset, `reach` characters to either side; `null` where nothing of it is prose. */
export const proseAt = new RequestType<
  AboutNote & { offset: number; reach: number },
  Prose | Unread | null,
  void
>('notes/proseAt');

/** Stands for a note that has entries itself, among those that it names as its bibliography. */
export const THE_NOTE = '#references';

/** What a note cites, and the files that it names as its bibliography, as they are written; {@link THE_NOTE} for itself. */
export interface NoteContent {
  readonly cites: readonly Cite[];
  readonly bibliographies: readonly string[];
}
/** The same, and what is wrong with it. */
export interface NoteReading extends NoteContent {
  readonly problems: readonly Problem[];
}
export const readOpenNote = new RequestType<AboutNote, NoteReading | Unread, void>('notes/read');
export const citationAt = new RequestType<AboutNote & { offset: number }, CitedHere | Unread | null, void>(
  'notes/citationAt',
);
/** What a citation under way at `@` may say; `null` where citations are silent: code, math, HTML, front matter. */
export interface TypedPlace {
  /** Keys cited elsewhere in the note, in order. */
  readonly cited: readonly string[];
  /** Those of them that stand in the same group. */
  readonly group: readonly string[];
  /** Whether the note cites anything or names a bibliography, or the place can be nothing but a citation. */
  readonly cites: boolean;
}
/** Judges the place of the `@` at offset `at`. */
export const judgePlace = new RequestType<AboutNote & { at: number }, TypedPlace | Unread | null, void>(
  'notes/judge',
);
/** Whether a locator can stand in the place of what was typed between two offsets. */
export const takesLocator = new RequestType<
  AboutNote & { start: number; end: number },
  boolean | Unread,
  void
>('notes/takesLocator');
/** Where to cite papers for cursors at offsets. */
export const placeCitations = new RequestType<
  AboutNote & { offsets: readonly number[]; citekeys: readonly string[] },
  PlacedCitations | Unread,
  void
>('notes/place');
/** Where a table can stand by itself, behind what an offset is in; `null` where there is no such place. */
export const placeTable = new RequestType<
  AboutNote & { offset: number; table: string },
  Insertion | Unread | null,
  void
>('notes/placeTable');
/** Where a note's list of references stands, and whether pandoc would add its own to one that is written there first. */
export interface ReferencesPlace {
  readonly place: FoundReferences;
  readonly comesTwice: boolean;
}
export const findReferences = new RequestType<AboutNote, ReferencesPlace | Unread, void>(
  'notes/findReferences',
);
/** How a note changes so that its list of references has these entries. */
export const writeReferences = new RequestType<
  AboutNote & { entries: readonly ReferenceEntry[] },
  ReferencesEdit | Unread,
  void
>('notes/writeReferences');
/** The keys that a note cites, or those of them that touch a range; those of its own entries only where they are wanted. */
export const readKeys = new RequestType<
  AboutNote & { within?: Span; own?: boolean },
  readonly CitedKey[] | Unread,
  void
>('notes/keys');
/** The files that a note names as its bibliography, and where it names them. */
export const readBibliographies = new RequestType<AboutNote, readonly NamedBibliography[] | Unread, void>(
  'notes/bibliographies',
);
/** The edits that put a key in place of others, in order; `null` when the note would not be read as before. */
export const renameKeys = new RequestType<
  AboutNote & { keys: readonly string[]; citekey: string },
  readonly TextEdit[] | Unread | null,
  void
>('notes/renameKeys');
/** What is wrong with the form of a note's citations; `aliases` are its keys that are other words for a paper's own. */
export const checkNote = new RequestType<
  AboutNote & { aliases: readonly (readonly [key: string, citekey: string])[] },
  readonly Finding[] | Unread,
  void
>('notes/check');
/** The ways to write the citation at a selection. */
export const rewriteCitation = new RequestType<AboutNote & { selection: Span }, Rewrites | Unread, void>(
  'notes/rewrite',
);
/** The group at a selection in order of the years of its papers; `null` when it is. */
export const sortCitation = new RequestType<
  AboutNote & { selection: Span; years: readonly (readonly [key: string, year: number])[] },
  Rewrite | Unread | null,
  void
>('notes/sort');
export const closeNote = new RequestType<{ uri: string }, void, void>('notes/close');
/** Reads notes that are not open, in the background; answers the content of each, in the same order. */
export const readNotes = new RequestType<
  { job: number; notes: readonly Uint8Array[] },
  readonly NoteContent[],
  void
>('notes/readAll');

/** Notes worker to host: from now on the worker is deaf until `job` is done, so the host watches the clock. */
export const didBegin = new NotificationType<{ job: number }>('notes/didBegin');
