import { type FamilyDecision, FamilyList } from '../core/families/familyList';
import type { KeptLibrary } from '../core/library';
import type { LibraryChange } from '../core/madePapers';
import { plainMarkup } from '../core/markup';
import { peopleOf } from '../core/others';
import type { Paper } from '../core/paper';
import { SectionWriter, readSections } from './snapshotFile';

/** How many papers are read or written between two chances to pause. */
const BATCH = 20;
/** The same for their keys alone. */
const KEYS_BATCH = 1000;

/** What is said of all papers together. */
interface Facts {
  readonly families: readonly (readonly [string, FamilyDecision])[];
  readonly ambiguous: readonly (readonly [string, readonly string[]])[];
}

/** The library as it is told to {@link writeSnapshot}. */
export type Keepable = Pick<KeptLibrary, 'papers' | 'families' | 'ambiguous'>;

/** A snapshot that was read: its papers, and the index over their heads as it was saved. */
export interface Snapshot {
  readonly papers: KeptPapers;
  readonly heads: Uint8Array;
}

/**
 * Writes papers and the saved index over their heads, to be read by the same build of the product. A generator: the
 * caller may pause between steps, or give up. Gives the parts of a file.
 */
export function* writeSnapshot(
  build: string,
  library: Keepable,
  heads: Uint8Array,
): Generator<void, readonly Uint8Array[]> {
  const { papers } = library;
  const encoder = new TextEncoder();
  const file = new SectionWriter();
  const section = (text: string) => {
    file.add(encoder.encode(text));
    file.endSection();
  };
  section(build);
  section(factsOf(library));
  for (let at = 0; at < papers.length; at += KEYS_BATCH) {
    const keys = papers.slice(at, at + KEYS_BATCH).map(({ citekey, aliases }) => [citekey, ...aliases]);
    file.add(encoder.encode((at === 0 ? '[' : ',') + JSON.stringify(keys).slice(1, -1)));
    yield;
  }
  section(papers.length === 0 ? '[]' : ']');
  const starts = new Uint32Array(papers.length + 1);
  for (const [index, paper] of papers.entries()) {
    const line = encoder.encode(lineOf(paper));
    file.add(line);
    starts[index + 1] = (starts[index] ?? 0) + line.length;
    if (index % BATCH === 0) yield;
  }
  file.endSection();
  file.add(new Uint8Array(starts.buffer));
  file.endSection();
  file.add(heads);
  file.endSection();
  return file.finish();
}

/** Papers of a snapshot. Each is read from its bytes when it is asked for: of most nobody asks. */
export class KeptPapers implements KeptLibrary {
  readonly families: FamilyList;
  readonly ambiguous: ReadonlyMap<string, readonly string[]>;
  readonly #facts: string;
  readonly #keys: readonly (readonly string[])[];
  readonly #lines: Uint8Array;
  readonly #starts: Uint32Array;
  readonly #read: (Paper | undefined)[];
  readonly #decoder = new TextDecoder();
  #places: ReadonlyMap<string, number> | undefined;
  #unread: number;

  private constructor(facts: string, keys: string, lines: Uint8Array, starts: Uint8Array) {
    const { families, ambiguous } = JSON.parse(facts) as Facts;
    this.#facts = facts;
    this.families = new FamilyList(new Map(families));
    this.ambiguous = new Map(ambiguous);
    this.#keys = JSON.parse(keys) as string[][];
    this.#lines = lines;
    this.#starts = new Uint32Array(starts.buffer, starts.byteOffset, starts.length / 4);
    this.#unread = this.#keys.length;
    this.#read = new Array<Paper | undefined>(this.#unread).fill(undefined);
  }

  /**
   * What a file says that {@link writeSnapshot} wrote; nothing when it is damaged, or of another build. A generator: the
   * caller may pause between steps.
   */
  static *read(file: Uint8Array, build: string): Generator<void, Snapshot | 'damaged' | 'other build'> {
    const sections = yield* readSections(file);
    const [madeBy, facts, keys, lines, starts, heads] = sections ?? [];
    if (!madeBy || !facts || !keys || !lines || !starts || !heads) return 'damaged';
    const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
    if (text(madeBy) !== build) return 'other build';
    const papers = new KeptPapers(text(facts), text(keys), lines, starts);
    // The index goes on using its bytes: a view would keep the whole file in memory.
    return { papers, heads: heads.slice() };
  }

  get size(): number {
    return this.#keys.length;
  }

  get papers(): readonly Paper[] {
    if (this.#unread > 0) for (let at = 0; at < this.#read.length; at++) this.#paper(at);
    return this.#read as readonly Paper[];
  }

  get(key: string): Paper | undefined {
    this.#places ??= new Map(this.#keys.flatMap((keys, at) => keys.map((own) => [own, at] as const)));
    const at = this.#places.get(key);
    return at === undefined ? undefined : this.#paper(at);
  }

  /** Reads every paper, so that {@link papers} takes no time. A generator: the caller may pause between steps. */
  *readAll(): Generator<void, void> {
    for (let at = 0; at < this.#read.length && this.#unread > 0; at++) {
      this.#paper(at);
      if (at % BATCH === 0) yield;
    }
  }

  /** How a library differs from what is kept; nothing when it does not. A generator: the caller may pause. */
  *compare(library: Keepable): Generator<void, LibraryChange | undefined> {
    const kept = new Map(this.#keys.map(([citekey = ''], at) => [citekey, at]));
    const changed: Paper[] = [];
    for (const [index, paper] of library.papers.entries()) {
      if (index % BATCH === 0) yield;
      const at = kept.get(paper.citekey);
      if (at === undefined || this.#line(at) !== lineOf(paper)) changed.push(paper);
      kept.delete(paper.citekey);
    }
    const isSame = changed.length === 0 && kept.size === 0 && this.#facts === factsOf(library);
    return isSame ? undefined : { changed, removed: [...kept.keys()] };
  }

  #line(at: number): string {
    return this.#decoder.decode(this.#lines.subarray(this.#starts[at] ?? 0, this.#starts[at + 1] ?? 0));
  }

  #paper(at: number): Paper {
    const known = this.#read[at];
    if (known) return known;
    const paper = paperOf(this.#line(at));
    this.#read[at] = paper;
    this.#unread--;
    return paper;
  }
}

/** What is said of all papers together, as it is written. */
export const factsOf = ({ families, ambiguous }: Keepable): string =>
  JSON.stringify({ families: [...families.decisions], ambiguous: [...ambiguous] } satisfies Facts);

/** A paper without what its CSL item says too. */
function lineOf(paper: Paper): string {
  const twice = { title: undefined, abstract: undefined, authors: undefined };
  return JSON.stringify({ ...paper, ...twice });
}

function paperOf(line: string): Paper {
  const paper = JSON.parse(line) as Omit<Paper, 'title' | 'abstract' | 'authors'>;
  const { title, abstract } = paper.item;
  return { ...paper, title: plainMarkup(title), abstract, authors: peopleOf(paper.item).names };
}
