import { type Cluster, type OwnedRecord, identityOf } from './cluster';
import type { MadePapers } from './madePapers';
import { ownEntries } from './origins';
import type { Place, Problem } from './paper';
import { inOrderOfLoading } from './records';
import { ToldProblems } from './toldProblems';

/** What only all files together show to be wrong with some of them. */
export class KeyProblems {
  readonly #found = new Map<string, Problem[]>();

  /** By the files' addresses, in the order of the lines, whatever the order in which they were found. */
  get all(): ReadonlyMap<string, readonly Problem[]> {
    return new Map(
      Array.from(this.#found, ([uri, found]) => {
        const told = new ToldProblems('file.moreProblems');
        for (const problem of found.sort((a, b) => a.line - b.line || (textOf(a) < textOf(b) ? -1 : 1)))
          told.add(() => problem);
        return [uri, told.all];
      }),
    );
  }

  /**
   * Tells at entries of the user's own that their key is that of another paper, too: `file.ambiguousKey` (args: the key,
   * the title of the other, 1 where the key cites this one, and the other's file and line unless it is shipped). What
   * stands twice in one file, its reader has told.
   */
  addAmbiguous(
    ambiguous: ReadonlyMap<string, readonly string[]>,
    made: Pick<MadePapers, 'get' | 'of'>,
  ): void {
    for (const [key, meant] of ambiguous) {
      const papers = meant.flatMap((citekey) => {
        const { cluster, paper } = made.of(citekey) ?? {};
        return cluster && paper ? [{ cluster, paper, own: entriesWith(cluster, key) }] : [];
      });
      const cited = made.get(key);
      const firsts = new Map<string | undefined, OwnedRecord>();
      for (const entry of papers.flatMap(({ own }) => own).sort(inOrderOfLoading))
        if (!firsts.has(entry.uri)) firsts.set(entry.uri, entry);
      for (const [uri, entry] of firsts) {
        const isElsewhere = ({ own }: (typeof papers)[number]) =>
          !own.includes(entry) && (own.length === 0 || own.some((one) => one.uri !== uri));
        const others = papers.filter(isElsewhere);
        const other = others.find(({ paper }) => paper === cited) ?? others[0];
        if (!other) continue;
        const [place] = [...other.own.filter((one) => one.uri !== uri), ...ownEntries(other.cluster)];
        const isCited = papers.some(({ paper, own }) => paper === cited && own.includes(entry));
        const args = [key, other.paper.title, isCited ? 1 : 0, ...placeArgs(place)];
        this.#add(entry.record.place, 'file.ambiguousKey', args);
      }
    }
  }

  /**
   * Tells entries of the user's own that have an identifier of an entry of another paper: `file.sharedIdentifier` (args: the
   * key, `doi` or `arxiv`, the other key, and the other's file and line unless it is shipped).
   */
  addShared(clusters: Iterable<Cluster>): void {
    const entries = [...clusters]
      .filter(({ isDisputed }) => isDisputed)
      .flatMap((cluster) => cluster.records.map((entry) => ({ cluster, entry })))
      .filter(({ entry: { record } }) => record.item.id !== undefined && !record.isExported)
      .sort((a, b) => inOrderOfLoading(a.entry, b.entry));
    const byIdentifier = new Map<string, typeof entries>();
    for (const one of entries)
      for (const [, id] of identifiersOf(one.entry)) {
        const known = byIdentifier.get(id);
        if (known) known.push(one);
        else byIdentifier.set(id, [one]);
      }
    for (const { cluster, entry } of entries) {
      if (entry.origin !== 'user') continue;
      for (const [kind, id] of identifiersOf(entry)) {
        const all = byIdentifier.get(id) ?? [];
        const isOther = (one: (typeof entries)[number]) => one.cluster !== cluster;
        const ofOwn = all.find((one) => isOther(one) && one.entry.origin === 'user');
        const other = (ofOwn ?? all.find(isOther))?.entry;
        if (!other) continue;
        const [{ id: key = '' }, { id: otherKey = '' }] = [entry.record.item, other.record.item];
        this.#add(entry.record.place, 'file.sharedIdentifier', [key, kind, otherKey, ...placeArgs(other)]);
        break;
      }
    }
  }

  #add({ uri = '', line }: Place, code: string, args: readonly (string | number)[]): void {
    const found = this.#found.get(uri) ?? [];
    this.#found.set(uri, found);
    found.push({ code, severity: 'warning', line, args });
  }
}

const textOf = ({ code, args = [] }: Problem): string => [code, ...args].join('\n');

/** The user's own entries of a paper under a key. */
export const entriesWith = (cluster: Cluster, key: string): OwnedRecord[] =>
  ownEntries(cluster).filter(({ record }) => record.item.id === key);

/** Of what ships with the extension, people know no file. */
const placeArgs = (entry: OwnedRecord | undefined): (string | number)[] =>
  entry?.origin === 'user' ? [entry.record.place.file, entry.record.place.line] : [];

/** Each by its kind. */
function identifiersOf({ record }: OwnedRecord): (readonly [kind: string, id: string])[] {
  const { arxiv, doi } = identityOf(record);
  return [
    doi === undefined ? [] : [['doi', `doi:${doi}`] as const],
    arxiv === undefined ? [] : [['arxiv', `arxiv:${arxiv}`] as const],
  ].flat();
}
