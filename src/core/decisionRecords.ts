import { DECISIONS_FILE, type Decisions } from './decisions';
import type { RecordedFacts } from './origins';
import type { Paper } from './paper';

/** A record of a workspace file. */
export interface DecidedRecord {
  readonly uri: string;
  readonly key: string;
}

/** What the workspace files say, by their addresses. The order in which they came does not matter. */
export class DecisionRecords {
  readonly #files = new Map<string, Decisions>();

  put(uri: string, decisions: Decisions): void {
    this.#files.set(uri, decisions);
  }

  /** Whether there was such a file. */
  remove(uri: string): boolean {
    return this.#files.delete(uri);
  }

  /** In the order of their addresses, in which they count. */
  all(): [uri: string, decisions: Decisions][] {
    return [...this.#files].sort(([a], [b]) => (a < b ? -1 : 1));
  }

  /** The facts recorded of a paper, in the order in which they count. */
  factsOf({ citekey, aliases }: Paper): RecordedFacts[] {
    return [citekey, ...aliases].flatMap((key) => {
      for (const [uri, { papers }] of this.all()) {
        const { facts, at } = papers.get(key) ?? {};
        if (facts && at) return [{ place: { file: DECISIONS_FILE, line: at.key.line, uri }, facts }];
      }
      return [];
    });
  }

  /** Where they say something of a family, or to which family a paper was moved, under any of its keys. */
  on(section: 'papers' | 'families', key: string, paper: Paper | undefined): DecidedRecord[] {
    const keys = paper ? [paper.citekey, ...paper.aliases] : [];
    const decided = ({ papers, families }: Decisions) =>
      section === 'papers'
        ? keys.filter((own) => papers.get(own)?.family !== undefined)
        : [...families.keys()].filter((id) => id === key);
    return this.all().flatMap(([uri, decisions]) => decided(decisions).map((own) => ({ uri, key: own })));
  }

  /** The first file with a record under a key. */
  recordedIn(key: string): string | undefined {
    return this.all().find(([, { papers }]) => papers.has(key))?.[0];
  }

  /** The keys that the user has told apart from a key. */
  separatedFrom(key: string): readonly string[] {
    return this.all().flatMap(([, { papers }]) => papers.get(key)?.not ?? []);
  }

  /** The files that tell a key apart from others, in the records of these. */
  separatedIn(key: string): readonly string[] {
    const names = ({ papers }: Decisions) => [...papers.values()].some(({ not }) => not?.includes(key));
    return this.all().flatMap(([uri, decisions]) => (names(decisions) ? uri : []));
  }
}
