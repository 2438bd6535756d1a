import { type Cluster, type Separations, clusterRecords } from './cluster';
import { checkDecisions } from './decisionChecks';
import { type DecidedRecord, DecisionRecords } from './decisionRecords';
import { type Decisions, mergeDecisions, separationsOf } from './decisions';
import { FamilyList } from './families/familyList';
import { finish } from './finish';
import { type FileEntry, fileEntries } from './fileEntries';
import { KeyProblems, entriesWith } from './keyProblems';
import { type Keys, assignKeys } from './keys';
import type { KeyFacts } from './keyWishes';
import { type Linked, LinkedPapers } from './linkedPapers';
import { type LibraryChange, type Made, MadePapers, readMade, termsOf } from './madePapers';
import { type Origins, originsOf } from './origins';
import type { CslItem, Paper, Problem, SourceRecord } from './paper';
import { makeHead, mergeItem, withFacts } from './paperMaking';
import { Records } from './records';

/** Papers as they were when they were kept, with all that can be said of them without their files. */
export interface KeptLibrary {
  /** In order of citation key. */
  readonly papers: readonly Paper[];
  readonly families: FamilyList;
  /** The paper of a citation key or an alias. */
  get(key: string): Paper | undefined;
  readonly ambiguous: ReadonlyMap<string, readonly string[]>;
}

/** How many papers are made between two chances to pause. */
const BATCH = 20;
/** The same for steps that are much cheaper. */
const CHEAP_BATCH = 500;
/** More papers at once are told before their abstracts are read. */
const MANY = 500;
/** So many abstracts are read before the papers are told. */
const PORTION = 2000;

/**
 * All papers known, made from the records of every file that was put in. Files change at any time; `update` then
 * merges anew what the changed records have to do with, or everything when decisions changed, and makes only those papers
 * again whose records, keys or decided facts differ. Where these are many, only their heads; `readOn` then reads the abstracts.
 */
export class Library {
  readonly #records = new Records();
  readonly #decisions = new DecisionRecords();
  /** What the files say, as far as it has been merged. */
  #linked: LinkedPapers | undefined;
  /** The decisions in whose light that is linked; undefined when others have come. */
  #inLightOf: Decisions | undefined;
  /** Counts changes of decisions. */
  #revision = 0;
  readonly #made = new MadePapers();
  #kept: KeptLibrary | undefined;
  #ambiguous: ReadonlyMap<string, readonly string[]> = new Map();
  #isNumbered = false;
  /** What was told apart when records were united. */
  #separated = '';
  #families = new FamilyList();
  #decisionProblems: ReadonlyMap<string, readonly Problem[]> = new Map();

  /** Puts a file's records in place of those it had. */
  putRecords(uri: string, origin: 'seed' | 'user', records: readonly SourceRecord[]): void {
    this.#records.put(uri, origin, records);
  }

  putDecisions(uri: string, decisions: Decisions): void {
    this.#decisions.put(uri, decisions);
    this.#decisionsChanged();
  }

  remove(uri: string): void {
    this.#records.remove(uri);
    if (this.#decisions.remove(uri)) this.#decisionsChanged();
  }

  #decisionsChanged(): void {
    this.#revision++;
    this.#inLightOf = undefined;
  }

  /** Lets papers stand for those of the files until these are merged for the first time. */
  keep(kept: KeptLibrary): void {
    this.#kept = kept;
  }

  /** In order of citation key. */
  get papers(): readonly Paper[] {
    return this.#kept?.papers ?? this.#made.papers;
  }

  /** The paper of a citation key or an alias. */
  get(key: string): Paper | undefined {
    return (this.#kept ?? this.#made).get(key);
  }

  /** Whether a file has any record. */
  hasRecordsOf(uri: string): boolean {
    return this.#records.of(uri).length > 0;
  }

  /** The entries that a file was read to have, in order. */
  entriesOf(uri: string): FileEntry[] {
    return fileEntries(this.#records.of(uri), this.#made.papers);
  }

  /** What the sources of the paper with that citation key say, without what was decided of it. */
  sourceOf(citekey: string): CslItem | undefined {
    return this.#made.of(citekey)?.source;
  }

  /** The entries that the paper of a citation key is made of, once the files are merged. */
  originsOf(citekey: string): Origins | undefined {
    const made = this.#kept ? undefined : this.#made.of(citekey);
    return made && originsOf(made.cluster, this.#decisions.factsOf(made.paper));
  }

  /** What the workspace files record. */
  get recorded(): Pick<DecisionRecords, 'recordedIn' | 'separatedFrom' | 'separatedIn'> {
    return this.#decisions;
  }

  /** What only all files together show to be wrong with the user's own, by their addresses. */
  keyProblems(): ReadonlyMap<string, readonly Problem[]> {
    const problems = new KeyProblems();
    problems.addAmbiguous(this.#ambiguous, this.#made);
    problems.addShared(this.#made.clusters);
    return problems.all;
  }

  /** The families as the user has decided. */
  get families(): FamilyList {
    return this.#kept?.families ?? this.#families;
  }

  /** Where workspace files say something of a family, or to which family a paper was moved, under any of its keys. */
  decisionsOn(section: 'papers' | 'families', key: string): DecidedRecord[] {
    return this.#decisions.on(section, key, this.get(key));
  }

  /** What is wrong with a workspace file in the light of the papers that there are. */
  problemsOf(uri: string): readonly Problem[] {
    return this.#decisionProblems.get(uri) ?? [];
  }

  /** Papers of which the user has entries under a key that cites another one: those whose entries come first. */
  othersWith(key: string): Paper[] {
    const cited = this.get(key);
    return this.meanings(key).flatMap((citekey) => {
      const { cluster, paper } = this.#made.of(citekey) ?? {};
      return cluster && paper && paper !== cited && entriesWith(cluster, key).length > 0 ? [paper] : [];
    });
  }

  /** The citation keys an ambiguous key could mean; empty for any other key. */
  meanings(key: string): readonly string[] {
    return this.ambiguous.get(key) ?? [];
  }

  /** The keys that could mean several papers, with the citation keys of these. */
  get ambiguous(): ReadonlyMap<string, readonly string[]> {
    return this.#kept?.ambiguous ?? this.#ambiguous;
  }

  /** Merges what has changed. A generator: the caller may pause between steps; nothing changes for readers until its end. */
  *update(): Generator<void, LibraryChange> {
    return (yield* this.#tryPart()) ?? (yield* this.#updateAll());
  }

  /** A part whose merging fails costs no other update: all is merged instead, and anew. */
  *#tryPart(): Generator<void, LibraryChange | undefined> {
    try {
      return yield* this.#updatePart();
    } catch {
      this.#linked = undefined;
      return undefined;
    }
  }

  /** Whether the abstracts of all papers are read: before, papers are in no family, and have the acronyms of their titles alone. */
  get isRead(): boolean {
    return this.#made.unread(1).length === 0;
  }

  /** Reads abstracts that are yet to be read, some of them. A generator: the caller may pause between steps, but not update. */
  *readOn(): Generator<void, LibraryChange> {
    const made: Made[] = [];
    for (const [index, one] of this.#made.unread(PORTION).entries()) {
      if (index % BATCH === 0) yield;
      made.push(readMade(one, this.#families));
    }
    return this.#made.replaceSame(made);
  }

  *#updateAll(): Generator<void, LibraryChange> {
    const files = this.#decisions.all();
    const decisions = mergeDecisions(files.map(([, content]) => content));
    const revision = this.#revision;
    this.#inLightOf = undefined;
    const merged = yield* this.#merge(separationsOf(decisions));
    const { keys, ambiguous, isNumbered } = yield* assignKeys(merged, decisions);
    const families = new FamilyList(decisions.families);
    const { made, linked } = yield* this.#makeAll(merged, keys, families);
    const unread = [...made].filter(([, { terms }]) => terms === undefined);
    // What is kept says all of the papers: heads alone would say less.
    if (this.#kept || unread.length <= MANY)
      for (const [index, [citekey, one]] of unread.entries()) {
        if (index % BATCH === 0) yield;
        made.set(citekey, readMade(one, families));
      }
    const links = yield* LinkedPapers.of(linked, decisions);
    const change = yield* this.#made.replace(made);
    this.#kept = undefined;
    this.#ambiguous = ambiguous;
    this.#linked = links;
    if (revision === this.#revision) this.#inLightOf = decisions;
    this.#isNumbered = isNumbered;
    this.#families = families;
    this.#decisionProblems = checkDecisions(files, this, families);
    return change;
  }

  *#merge(separations: Separations): Generator<void, readonly KeyFacts[]> {
    const separated = JSON.stringify(
      Array.from(separations, ([key, { record, not }]) => [key, record, ...not]),
    );
    const isAsBefore = separated === this.#separated && !this.#records.haveChanged;
    if (this.#linked && isAsBefore) return this.#linked.papers;
    this.#linked = undefined;
    this.#separated = separated;
    const clusters = yield* clusterRecords(this.#records.take(), separations);
    const merged: KeyFacts[] = [];
    for (const cluster of clusters) {
      if (merged.length % CHEAP_BATCH === 0) yield;
      merged.push(merge(cluster));
    }
    return merged;
  }

  /** What papers are linked by, if that says all. */
  #whole(): { readonly linked: LinkedPapers; readonly decisions: Decisions } | undefined {
    const [linked, decisions] = [this.#linked, this.#inLightOf];
    return linked && decisions && !linked.isWorn && !this.#isNumbered ? { linked, decisions } : undefined;
  }

  /** Merges only what changed records have to do with; nothing when that is too much, or something else has changed too. */
  *#updatePart(): Generator<void, LibraryChange | undefined> {
    if (!this.#whole()) return undefined;
    const changes = yield* this.#records.changes();
    const links = this.#whole();
    if (!changes || !links) return undefined;
    const { linked, decisions } = links;
    // From here on without a pause.
    const part = linked.partOf(changes.gone, changes.come, merge);
    if (!part) return undefined;
    const merged = part.clusters.map(merge);
    const { keys, ambiguous, isNumbered } = finish(assignKeys(merged, decisions));
    if (isNumbered) return undefined;
    const { made: heads, linked: now } = finish(this.#makeAll(merged, keys, this.#families));
    const made = new Map(Array.from(heads, ([key, one]) => [key, readMade(one, this.#families)]));
    linked.replace(part.before, now);
    this.#records.settle();
    const all = new Map([...this.#ambiguous].filter(([key]) => !part.keys.has(key)));
    for (const [key, meant] of ambiguous) all.set(key, meant);
    this.#ambiguous = all;
    const change = this.#made.replacePart(part.before, made);
    this.#decisionProblems = checkDecisions(this.#decisions.all(), this, this.#families);
    return change;
  }

  /** Papers, and what they are linked by. A generator: the caller may pause between steps. */
  *#makeAll(merged: readonly KeyFacts[], keys: ReadonlyMap<Cluster, Keys>, families: FamilyList) {
    const made = new Map<string, Made>();
    const linked: Linked[] = [];
    for (const [index, facts] of merged.entries()) {
      if (index % BATCH === 0) yield;
      const own = keys.get(facts.cluster);
      const paper = own && this.#make(facts, own, families);
      if (paper) made.set(own.citekey, paper);
      if (own) linked.push({ ...facts, citekey: own.citekey });
    }
    return { made, linked };
  }

  /** Nothing for a paper that cannot be made: it costs no other. */
  #make({ cluster, item: merged }: KeyFacts, keys: Keys, families: FamilyList): Made | undefined {
    const { citekey, aliases, facts, family: moved } = keys;
    const records = cluster.records.map(({ record }) => record);
    const inputs = [citekey, aliases.join('\n'), moved, ...facts, ...records];
    const before = this.#made.of(citekey);
    try {
      if (before && same(before.inputs, inputs)) {
        const isRead = before.terms !== undefined && before.terms === termsOf(families.termsIn(before.paper));
        return { ...before, cluster, terms: isRead ? before.terms : undefined };
      }
      const item = withFacts(merged, cluster, facts);
      const paper = makeHead(cluster, item, keys);
      return { inputs, paper, cluster, source: merged, moved, terms: undefined };
    } catch {
      return undefined;
    }
  }
}

const merge = (cluster: Cluster): KeyFacts => ({ cluster, item: mergeItem(cluster) });

const same = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((value, index) => value === b[index]);
