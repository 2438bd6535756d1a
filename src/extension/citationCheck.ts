import type { CancellationToken, TextDocument } from 'vscode';
import { EVERY_PAPER } from '../core/citation/citekey';
import type { CitedKey } from '../core/citedKeys';
import type { Finding, FindingCode } from '../core/noteChecks';
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

/**
 * The keys of an open note, or those that touch offsets of it, each with what it cites. Those of entries that the note has
 * itself are among them only where they are asked for and the library has read them: nothing else is wrong with them.
 */
export async function judgedKeys(
  { notes, library }: { readonly notes: NotesClient; readonly library: LibraryClient },
  document: TextDocument,
  within: { readonly start: number; readonly end: number } | undefined,
  token: CancellationToken,
  { own = false } = {},
): Promise<readonly JudgedKey[] | undefined> {
  const cited = await notes.ask(document, readKeys, { own, ...(within && { within }) }, token);
  if (!cited || token.isCancellationRequested) return undefined;
  // Without a key there is no reason to start the library.
  if (cited.length === 0) return [];
  const distinct = [...new Set(cited.map(({ citekey }) => citekey))];
  const judgements = await library.request(judgeKeys, { keys: distinct }, token);
  const byKey = new Map(distinct.map((key, index) => [key, judgements[index]]));
  return cited.flatMap((key) => {
    const judgement = byKey.get(key.citekey);
    return judgement && (key.isOwn !== true || judgement.kind === 'known') ? [{ ...key, judgement }] : [];
  });
}

/** Checks an open note as it is now; nothing when that cannot be done, or when it was edited meanwhile. */
export async function checkCitations(
  workers: { readonly notes: NotesClient; readonly library: LibraryClient },
  document: TextDocument,
  token: CancellationToken,
): Promise<CitationCheck | undefined> {
  const { version } = document;
  const isStale = () => token.isCancellationRequested || document.version !== version;
  const keys = await judgedKeys(workers, document, undefined, token);
  if (!keys || isStale()) return undefined;
  const aliases = keys.flatMap(({ citekey, judgement }) =>
    judgement.kind === 'alias' ? [[citekey, judgement.citekey] as const] : [],
  );
  const found = await workers.notes.ask(document, checkNote, { aliases }, token);
  if (!found || isStale()) return undefined;
  const judged = new Map(keys.map(({ citekey, judgement }) => [citekey, judgement]));
  const findings = await meant(workers.library, found, judged, token);
  return isStale() ? undefined : { keys, findings };
}

/** What may as well be anything else: `[@todo, @done]`, `[@ home]`. */
const AMBIGUOUS_FORMS: ReadonlySet<FindingCode> = new Set(['citation.separator', 'citation.space']);

/** The findings less those in what nobody meant as a citation: none of its keys is one, or looks like one. */
async function meant(
  library: LibraryClient,
  found: readonly Finding[],
  judged: ReadonlyMap<string, KeyJudgement>,
  token: CancellationToken,
): Promise<readonly Finding[]> {
  const isSure = ({ code, keys, isOwn }: Finding) =>
    !AMBIGUOUS_FORMS.has(code) || isOwn || keys.some((key) => isShaped(key) || isOfLibrary(judged.get(key)));
  // Behind "@ " stand keys that the note does not cite yet.
  const unjudged = found.filter((finding) => !isSure(finding)).flatMap(({ keys }) => keys);
  const asked = [...new Set(unjudged)].filter((key) => !judged.has(key));
  const answers = asked.length === 0 ? [] : await library.request(judgeKeys, { keys: asked }, token);
  const known = new Set(asked.filter((_, index) => isOfLibrary(answers[index])));
  return found.filter((finding) => isSure(finding) || finding.keys.some((key) => known.has(key)));
}

/** Whether a key has letters and digits, as most citation keys do and few words. */
const isShaped = (citekey: string): boolean => /\p{L}/u.test(citekey) && /\p{N}/u.test(citekey);

const isOfLibrary = (judgement: KeyJudgement | undefined): boolean =>
  judgement !== undefined && (judgement.kind !== 'unknown' || judgement.likeKey);

/**
 * Whether a key is a problem: one that nothing else can be meant by, or that looks like a key of the library. Where the
 * library does not know all that the note has, a key that nobody knows is none.
 */
export function isProblem({ certain, inWikiLink, judgement }: JudgedKey, knowsAll = true): boolean {
  if (judgement.kind === 'known' || inWikiLink) return false;
  return judgement.kind !== 'unknown' || (certain && knowsAll) || judgement.likeKey;
}

/** Whether a key cites one of several papers that the user has entries of under it. */
export const isShared = ({ judgement }: JudgedKey): boolean => 'others' in judgement;

/** Whether a key stands for a paper of the library, or for all that it has. */
export const citesPapers = ({ citekey, listed, judgement: { kind } }: JudgedKey): boolean =>
  kind === 'known' || kind === 'alias' || (listed && citekey === EVERY_PAPER);
