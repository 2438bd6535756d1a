/**
 * Every message between the extension host and the library worker, and what both workers say, once, for both sides; what
 * else the library worker is asked of families is in `familyProtocol.ts`, and the notes worker in `notesProtocol.ts`.
 *
 * Payloads are plain data: addresses are strings, offsets UTF-16, lines and columns 1-based. File bytes travel in
 * slices of at most {@link SLICE_BYTES}, so that no message copies more than that on the host's thread.
 * `null` stands for "none" because `undefined` does not survive as a JSON-RPC result.
 */
import { NotificationType, RequestType, RequestType0 } from 'vscode-jsonrpc';
import type { Arrangement } from '../core/arrangement';
import type { Cite, CitesOfNote, CitingNote } from '../core/citedIn';
import type { CitedItem, StyleName } from '../core/csl/format';
import type { DecisionChange, TextChange } from '../core/decisionEdit';
import type { FamilyInfo } from '../core/families/familyList';
import type { FileEntry } from '../core/fileEntries';
import type { DecidedRecord } from '../core/decisionRecords';
import type { Origins } from '../core/origins';
import type { Classification, Paper, Place, Problem } from '../core/paper';
import type { FormattedNote } from '../core/preview/previewHtml';
import type { Excerpt } from '../core/search/excerpt';
import type { Hit } from '../core/search/port';
import type { QueryProblem } from '../core/search/query';
import type { QueryHint } from '../core/search/queryHints';
import type { TreeNode } from '../core/tree';

/** Both sides of a connection must agree on this; bundles of two builds never talk to each other. */
export const PROTOCOL_VERSION = 1;

/** The largest slice of a file in one message: copying it costs well under a frame. */
export const SLICE_BYTES = 1 << 18;

/** JSON-RPC's code for a request its sender no longer wants. */
export const REQUEST_CANCELLED = -32800;

/** How a library file is to be read. `decisions` is the workspace file `attention-notes.json`. */
export type LibraryFileKind = 'listing' | 'csl-json' | 'csl-yaml' | 'bibtex' | 'decisions';

/** A file of the library as the host knows it. */
export interface LibraryFile {
  readonly uri: string;
  /** Its name as shown to people: relative to its root. */
  readonly name: string;
  readonly kind: LibraryFileKind;
  /** Whose it is: the library that ships with the extension, or the user's. */
  readonly origin: 'seed' | 'user';
}

/** One slice of a file. The file is complete when `offset + bytes.length === size`. */
export interface FileSlice {
  readonly file: LibraryFile;
  /** The same for all slices of one content. */
  readonly write: number;
  readonly size: number;
  readonly offset: number;
  readonly bytes: Uint8Array;
}

export interface PaperPage {
  readonly papers: readonly Paper[];
  readonly total: number;
  /** Pages of one listing belong together only when their revisions agree. */
  readonly revision: number;
}

// Host to either worker: the handshake, answered with the worker's PROTOCOL_VERSION.
export const initialize = new RequestType0<number, void>('initialize');

// Host to the library worker.
export const writeFile = new RequestType<FileSlice, void, void>('library/writeFile');
export const removeFile = new RequestType<{ uri: string }, void, void>('library/removeFile');
/** Says that every file known at start has been written; queries are answered once these are read. */
export const openLibrary = new RequestType0<void, void>('library/open');
/** Does with the files read so far, and without the index over abstracts, until the worker starts anew. */
export const stopReading = new RequestType<Record<string, never>, void, void>('library/stop');
/** Answered when nothing is left to do in the background. */
export const settle = new RequestType<Record<string, never>, void, void>('library/settle');
export const listPapers = new RequestType<{ offset: number; limit: number }, PaperPage, void>(
  'library/papers',
);
export const getPaper = new RequestType<{ key: string }, Paper | null, void>('library/paper');
/** A paper found, and the sentence of its abstract that shows why; `null` where none does, and of hits far down. */
export interface ExplainedHit extends Hit {
  readonly excerpt: Excerpt | null;
}
export const searchPapers = new RequestType<{ query: string; limit: number }, readonly ExplainedHit[], void>(
  'library/search',
);
export const suggest = new RequestType<{ typed: string; limit: number }, readonly Hit[], void>(
  'library/suggest',
);
/** A family's name; of the field's families it is English, and hosts localise it. */
export type FamilyName = Pick<FamilyInfo, 'id' | 'label' | 'short'>;
/** What a list shows of a paper. */
export interface PaperRow {
  readonly citekey: string;
  readonly title: string;
  readonly byline: string;
  readonly year: number | null;
  readonly family: FamilyName;
}
/** A row of the completion list. */
export interface Completion extends PaperRow {
  /** Whether its key or an alias is exactly what was typed, but for marks at the end. */
  readonly exact: boolean;
  /** Whether its key, an alias or an acronym begins with what was typed, or a field alone asks for it. */
  readonly named: boolean;
}
/** A paper as people tell it from others. */
export type PaperChoice = Pick<PaperRow, 'citekey' | 'title' | 'byline' | 'year'>;
/** What a key in a note cites: a paper, by its key or an alias; several papers and so none; or nothing. */
export type KeyJudgement =
  | {
      readonly kind: 'known' | 'alias';
      readonly citekey: string;
      readonly year: number | null;
      /** Papers of which the user has entries under the same key, further down or in other files. */
      readonly others?: readonly PaperChoice[];
    }
  | { readonly kind: 'ambiguous'; readonly papers: readonly PaperChoice[] }
  | {
      readonly kind: 'unknown';
      /** The papers that it may mean, the likeliest first. */
      readonly papers: readonly PaperChoice[];
      /** Whether it looks like a key of one of them. */
      readonly likeKey: boolean;
    };
/** Judges keys, answering in the same order. */
export const judgeKeys = new RequestType<{ keys: readonly string[] }, readonly KeyJudgement[], void>(
  'library/judgeKeys',
);
/** Which of some files of the user's have not been read yet, or cannot be. */
export const findUnread = new RequestType<{ uris: readonly string[] }, readonly string[], void>(
  'library/findUnread',
);
/** What was typed after `@`, the keys that the note cites, and those whose papers are not to be offered. */
export interface CompletionQuery {
  readonly typed: string;
  readonly cited: readonly string[];
  readonly without: readonly string[];
  readonly limit: number;
}
/** What helps somebody on who types a query. */
export interface QueryAdvice {
  readonly problems: readonly QueryProblem[];
  readonly hints: readonly QueryHint[];
  /** Where nothing is found: a clause, as typed, and the query without it, which has so many papers; `null`: very many. */
  readonly without: {
    readonly clause: string;
    readonly query: string;
    readonly count: number | null;
  } | null;
}
export interface Completions {
  readonly rows: readonly Completion[];
  /** Papers of which there would be rows, were they not in `without`; none where there are rows. */
  readonly already: readonly string[];
  readonly advice: QueryAdvice;
}
export const complete = new RequestType<CompletionQuery, Completions, void>('library/complete');
/** What helps on with a filter: a query for the papers that have every word. */
export const judgeQuery = new RequestType<{ query: string }, QueryAdvice, void>('library/judgeQuery');
/** A paper found by full-text search. */
export interface FoundPaper extends PaperRow {
  readonly venue: string | null;
  readonly arxiv: string | null;
  /** The beginning of its abstract. */
  readonly beginning: string;
  /** What of its abstract shows why it was found. */
  readonly excerpt: Excerpt | null;
}
export interface FoundPapers {
  /** Best first; newest first where no words are asked for. */
  readonly papers: readonly FoundPaper[];
  /** How many there are; `null` where that is not known. */
  readonly total: number | null;
  readonly advice: QueryAdvice;
  /** Why abstracts were not searched: there are too many papers, or somebody stopped it; `null` when they were. */
  readonly unsearched: 'tooMany' | 'stopped' | null;
}
/** A paper that is about the same as another one. */
export interface RelatedPaper extends PaperRow {
  readonly arxiv: string | null;
  /** From 0 to 1; compares papers of one answer only. */
  readonly score: number;
  /** What both are about, the most particular first; English. */
  readonly shared: readonly string[];
}
/** Papers related to that of a key, best first; none for a key that nobody has. */
export const findRelated = new RequestType<{ key: string; limit: number }, readonly RelatedPaper[], void>(
  'library/related',
);
/** What was typed to find papers. With `fields`, the hints are all fields there are. */
export interface FindQuery {
  readonly query: string;
  readonly limit: number;
  readonly fields?: boolean;
}
export const findPapers = new RequestType<FindQuery, FoundPapers, void>('library/find');
/** A paper among the symbols of the workspace. */
export interface PaperSymbol extends PaperRow {
  /** Key and title, with what was meant by the query. */
  readonly name: string;
  readonly place: Place;
}
/** The papers that a query may mean, best first; only those that stand in a listing and have the query in their name. */
export const findSymbols = new RequestType<{ query: string; limit: number }, readonly PaperSymbol[], void>(
  'library/symbols',
);
/** The entries of a library file, by its address, in order; none of a file that the library has not read. */
export const listEntries = new RequestType<{ uri: string }, readonly FileEntry[], void>('library/entries');
/** A cited paper in short. */
export interface CitedPaper extends PaperRow {
  /** The address of its page. */
  readonly page: string | null;
}
/** The papers of citation keys, in their order; `null` for keys that nobody has. */
export const describeCited = new RequestType<
  { citekeys: readonly string[] },
  readonly (CitedPaper | null)[],
  void
>('library/cited');
/** For each key, the records of workspace files on that family, or those that move a paper, by any of its keys. */
export const locateDecisions = new RequestType<
  { section: 'papers' | 'families'; keys: readonly string[] },
  readonly (readonly DecidedRecord[])[],
  void
>('library/decisions');
/** How the text of a workspace file changes by decisions; `null` when it is not valid JSON. */
export const changeDecisions = new RequestType<
  { text: string; changes: readonly DecisionChange[] },
  TextChange | null,
  void
>('library/changeDecisions');
export const classify = new RequestType<{ title: string; abstract: string }, Classification, void>(
  'library/classify',
);
/** The rows below the row with that id, or the top level. */
export const treeChildren = new RequestType<
  { arrangement: Arrangement; id: string | null },
  readonly TreeNode[],
  void
>('library/children');
/** The rows from the top of the tree to a paper; none when it is not in that arrangement. */
export const locatePaper = new RequestType<
  { arrangement: Arrangement; key: string },
  readonly TreeNode[],
  void
>('library/locate');
/** What a note cites, in its order, and keys that are listed without being cited. */
export interface NoteToFormat {
  readonly style: StyleName;
  readonly citations: readonly (readonly CitedItem[])[];
  readonly uncited: readonly string[];
}
/** The citations of a note and its reference list as the style has them. */
export const formatNote = new RequestType<NoteToFormat, FormattedNote, void>('library/formatNote');

/** What notes of the workspace cite now; none for a note that is gone. */
export const putCites = new RequestType<
  { notes: readonly { readonly uri: string; readonly cites: readonly Cite[] }[] },
  void,
  void
>('library/cites');
/** Begins anew with what notes cite. */
export const forgetCites = new RequestType<Record<string, never>, void, void>('library/forgetCites');
/** A paper and where notes of the workspace cite it: the first few of them, and in how many. */
export interface PaperInNotes {
  readonly paper: Paper;
  readonly citedIn: { readonly total: number; readonly notes: readonly CitingNote[] };
  /** The families that its classification speaks of. */
  readonly families: readonly FamilyName[];
  /** The papers most related to it, as far as that is known already. */
  readonly related: readonly RelatedPaper[];
  /** The entries that it is made of; missing until the files are read. */
  readonly origins?: Origins;
}
export const describePaper = new RequestType<{ key: string }, PaperInNotes | null, void>('library/describe');
/** A paper that a key may mean: all keys that cite it, and where its entries stand. */
export interface KeyMeaning {
  readonly citekey: string;
  readonly keys: readonly string[];
  readonly places: readonly Place[];
}
/** The paper of a key; several for an ambiguous key, none for one that is unknown. */
export const locateKey = new RequestType<{ key: string }, readonly KeyMeaning[], void>('library/locateKey');
/** What becomes of a citation key that is renamed. */
export interface KeyChange {
  /** Why it cannot be done: no key can be like that, or none of an entry of BibTeX, or another paper has it. */
  readonly refused?: 'invalid' | 'notOfEntry' | 'taken';
  /** The keys that the new one stands for: all of the paper. */
  readonly keys: readonly string[];
  /**
   * The paper that must be recorded under the new key, and the workspace file that has a record of it already; nothing
   * where the key is its own.
   */
  readonly record: { readonly key: string; readonly uri: string | null } | null;
  /**
   * The user's own entries that have the paper's key now and shall have the new one, and those that exports have of
   * them; then nothing need be recorded.
   */
  readonly entries: readonly (Place & { readonly isCopy?: true })[];
  /** Files in which own entries keep the key that they have now. */
  readonly keptIn?: readonly string[];
  /** The workspace files that tell these entries apart from others by the key that they have now. */
  readonly separatedIn?: readonly string[];
  /** The paper's key now. */
  readonly citekey: string;
}
export const changeKey = new RequestType<{ key: string; citekey: string }, KeyChange, void>(
  'library/changeKey',
);
/** What it takes to tell an entry's paper from that of others: the record's `not`, with what stands there already. */
export const separateKeys = new RequestType<
  { key: string; from: readonly string[] },
  readonly string[],
  void
>('library/separateKeys');
/** How the text of a workspace file changes so that a paper has another key; `null` when it is not valid JSON. */
export const recordKey = new RequestType<
  { text: string; key: string; citekey: string },
  TextChange | null,
  void
>('library/recordKey');
/** How the text of a BibTeX or workspace file changes where it refers to an entry that gets another key. */
export const renameReferences = new RequestType<
  { text: string; kind: 'bibtex' | 'decisions'; key: string; citekey: string },
  readonly TextChange[],
  void
>('library/renameReferences');
/** Every place of the workspace's notes where one of the keys is cited. */
export const findCites = new RequestType<{ keys: readonly string[] }, readonly CitesOfNote[], void>(
  'library/findCites',
);

// Library worker to host.
/** Other papers than before are cited in the workspace. */
export const didChangeCited = new NotificationType<Record<string, never>>('library/didChangeCited');
export const didChange = new NotificationType<{ papers: number }>('library/didChange');
export const didProgress = new NotificationType<{ done: number; total: number }>('library/didProgress');
export const didRead = new NotificationType<{ uri: string; problems: readonly Problem[] }>('library/didRead');

// Either worker to host.
export type LogLevel = 'debug' | 'info' | 'warn' | 'error';
export const didLog = new NotificationType<{ level: LogLevel; message: string; data?: string }>('log');
