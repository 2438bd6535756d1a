import type { CancellationToken, TextDocument } from 'vscode';
import type { CitedKey } from '../core/citedKeys';
import type { Finding } from '../core/noteChecks';
import { checkNote, readKeys } from '../worker/notesProtocol';
import { type KeyJudgement, judgeKeys } from '../worker/protocol';
import type { LibraryClient } from './libraryClient';
import type { NotesClient } from './notesClient';

/** A key in a note, and what it cites. */
export interface JudgedKey extends CitedKey {
  readonly judgement: KeyJudgement;
}

/** What the workers know of a note's citations. */
export interface CitationCheck {
  readonly keys: readonly JudgedKey[];
  readonly findings: readonly Finding[];
}

/** The keys of an open note, or those that touch offsets of it, each with what it cites. */
export async function judgedKeys(
  { notes, library }: { readonly notes: NotesClient; readonly library: LibraryClient },
  document: TextDocument,
  within: { readonly start: number; readonly end: number } | undefined,
  token: CancellationToken,
): Promise<readonly JudgedKey[] | undefined> {
  const cited = await notes.ask(document, readKeys, within ? { within } : {}, token);
  if (!cited || token.isCancellationRequested) return undefined;
  // Without a key there is no reason to start the library.
  if (cited.length === 0) return [];
  const distinct = [...new Set(cited.map(({ citekey }) => citekey))];
  const judgements = await library.request(judgeKeys, { keys: distinct }, token);
  const byKey = new Map(distinct.map((key, index) => [key, judgements[index]]));
  return cited.flatMap((key) => {
    const judgement = byKey.get(key.citekey);
    return judgement ? [{ ...key, judgement }] : [];
  });
}

/** Checks an open note as it is now; nothing when that cannot be done, or when it was edited meanwhile. */
export async function checkCitations(
  workers: { readonly notes: NotesClient; readonly library: LibraryClient },
  document: TextDocument,
  token: CancellationToken,
): Promise<CitationCheck | undefined> {
  const { version } = document;
  const keys = await judgedKeys(workers, document, undefined, token);
  if (!keys || token.isCancellationRequested || document.version !== version) return undefined;
  const aliases = keys.flatMap(({ citekey, judgement }) =>
    judgement.kind === 'alias' ? [[citekey, judgement.citekey] as const] : [],
  );
  const findings = await workers.notes.ask(document, checkNote, { aliases }, token);
  if (!findings || document.version !== version) return undefined;
  return { keys, findings };
}

/** Whether a key is a problem: one that nothing else can be meant by, or that looks like a key of the library. */
export function isProblem({ certain, inWikiLink, judgement }: JudgedKey): boolean {
  if (judgement.kind === 'known' || inWikiLink) return false;
  return judgement.kind !== 'unknown' || certain || judgement.likeKey;
}
