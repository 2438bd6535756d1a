import { isExport } from '../exportMark';
import type { Problem, ReadResult, SourceRecord } from '../paper';
import { Positions } from '../positions';
import { ToldProblems } from '../toldProblems';
import { EntryFields } from './entryFields';
import { entryItem } from './entryItem';
import type { Fields } from './fieldNames';
import { KeyTable } from './keyTable';
import { inherit, listedKeys, takeData } from './parents';
import type { BibtexProblem, RawEntry, ScanProblem, Slip } from './rawEntry';
import { ownText } from './ownText';
import { Scanner } from './scanner';
import { TypeSlips } from './typeSlips';

/** Characters of entries read or completed between two chances to pause. */
const SLICE = 1 << 14;
/** What an entry takes beside its characters, in characters. */
const EACH = 300;
const EACH_CHILD = 1000;
/** Records looked at, and characters of blanks. */
const RECORDS = 10_000;
const BLOCK = 1 << 20;
/** How many entries one may take fields from, one after the other. */
const MOST_PARENTS = 20;
/** So much of a slip is told. */
const LONGEST_SLIP = 60;
/** What all entries together may take from others, in characters: each has its own of it. */
const MOST_INHERITED = 1 << 26;

/**
 * Reads BibTeX and BibLaTeX as people have it. A record's line is that of its `@`; an entry without a title is skipped.
 *
 * A generator: the caller may pause between steps. Problems, the arguments beginning with the entry's key where it has
 * one: `bibtex.none` (text, but no entry), `bibtex.unclosed` (the field that does not end; what was read of the entry counts), `bibtex.syntax`,
 * `bibtex.noComma` (the field behind it), `bibtex.extraBrace`, `bibtex.noKey`, `bibtex.spaceInKey`, `bibtex.duplicateField` (name: the first
 * counts), `bibtex.duplicateKey` (line of the first), `bibtex.unknownMacro` (name alone), `bibtex.unknownParent` (the
 * parent's key), `bibtex.cycle`, `bibtex.tooLong` (a field is cut), `bibtex.noTitle`,
 * `bibtex.unknownType` (the type, and the known one that is meant, alone), `bibtex.crowdedName` and `bibtex.oddYear` (how it stands there), `bibtex.moreProblems`
 * (how many are not told). A bad entry costs no other.
 */
export function* readBibtex(file: string, text: string): Generator<void, ReadResult> {
  const reader = new BibtexReader(file, text);
  yield* reader.readAll();
  return yield* reader.result();
}

class BibtexReader {
  readonly #file: string;
  readonly #text: string;
  readonly #isExport: boolean;
  readonly #scanner: Scanner;
  readonly #positions: Positions;
  readonly #records: (SourceRecord | undefined)[] = [];
  readonly #problems = new ToldProblems('bibtex.moreProblems');
  /** Where entries begin: those that others take fields from are read again, so that not all are kept. */
  readonly #starts = new KeyTable<number>();
  /** The entries that take fields from others, by their place among the records. */
  readonly #children = new Map<number, RawEntry>();
  readonly #parents = new Map<string, RawEntry | undefined>();
  readonly #sets: RawEntry[] = [];
  readonly #types = new TypeSlips();
  /** Those of one entry. */
  readonly #slips: Slip[] = [];
  #inherited = 0;

  constructor(file: string, text: string) {
    this.#file = file;
    this.#text = text;
    this.#isExport = isExport(text);
    this.#positions = new Positions(text);
    this.#scanner = new Scanner(text, (problem) => this.#report(problem));
  }

  *readAll(): Generator<void, void> {
    let work = 0;
    for (const entry of this.#scanner.entries()) {
      if (entry) {
        this.#take(entry);
        work += EACH + entry.end - entry.start;
        if (work < SLICE) continue;
      } else this.#positions.pass(this.#scanner.at);
      work = 0;
      yield;
    }
    yield* this.#completeChildren();
  }

  *result(): Generator<void, ReadResult> {
    const records: SourceRecord[] = [];
    const aliases = this.#aliasesBySets();
    for (const [index, record] of this.#records.entries()) {
      if (index % RECORDS === RECORDS - 1) yield;
      if (!record) continue;
      const more = aliases.get(record.item.id ?? '');
      records.push(more ? { ...record, aliases: [...(record.aliases ?? []), ...more] } : record);
    }
    if (this.#starts.size === 0 && this.#problems.isEmpty && (yield* this.#saysSomething()))
      this.#problems.add(() => ({ code: 'bibtex.none', severity: 'warning', line: 1 }));
    return { records, problems: this.#problems.all };
  }

  #take(entry: RawEntry): void {
    const { key, keyAt, fields, type } = entry;
    const first = this.#starts.get(key);
    if (first === undefined) this.#starts.set(key, entry.start);
    else if (type !== 'xdata')
      this.#tell('duplicateKey', entry, keyAt, [
        key,
        this.#problems.isFull ? 0 : this.#positions.pass(first),
      ]);
    const meant = this.#types.meantBy(type);
    if (meant !== undefined) this.#tellType(entry, meant);
    if (type === 'set') this.#sets.push(entry);
    if (type === 'xdata' || type === 'set') return;
    if (fields.has('crossref') || fields.has('xdata')) {
      this.#children.set(this.#records.length, entry);
      this.#records.push(undefined);
      return;
    }
    const record = this.#recordOf(entry, fields);
    if (record) this.#records.push(record);
  }

  /** Makes the records of entries that take fields from others, of which all are known now. */
  *#completeChildren(): Generator<void, void> {
    let work = 0;
    for (const [index, entry] of this.#children) {
      const before = this.#inherited;
      const fields = yield* this.#completed(entry);
      this.#records[index] = this.#recordOf(entry, fields);
      this.#children.delete(index);
      work += EACH_CHILD + entry.end - entry.start + this.#inherited - before;
      if (work < SLICE) continue;
      work = 0;
      yield;
    }
  }

  #recordOf(entry: RawEntry, given: Fields): SourceRecord | undefined {
    const { type, start, end } = entry;
    const key = ownText(entry.key);
    const fields = new EntryFields(given);
    if (fields.isCut) this.#tell('tooLong', entry, entry.keyAt, [key]);
    const item = entryItem(key, type, fields, this.#slips);
    if (this.#slips.length > 0) this.#tellSlips(entry);
    if (!item) {
      // What does not end lost its title to that, which has been told.
      if (entry.isClosed) this.#tell('noTitle', entry, entry.keyAt, [key]);
      return undefined;
    }
    const line = this.#positions.pass(start);
    const record = {
      place: { file: this.#file, line },
      endLine: this.#positions.pass(end),
      item,
      ...(this.#isExport && { isExported: true as const }),
    };
    if (!fields.has('ids')) return record;
    const aliases = listedKeys(fields.raw('ids')).filter((alias) => alias !== key);
    return aliases.length > 0 ? { ...record, aliases } : record;
  }

  /** The entry's fields, with those of the entries that it names, of those that these name, and so on. */
  *#completed(entry: RawEntry): Generator<void, Fields> {
    const fields = new Map(entry.fields);
    const open: Step[] = [{ from: entry, path: [entry.key] }];
    let parents = 0;
    for (let step = open.shift(); step; step = open.shift()) {
      for (const [key, isData] of namedBy(step.from)) {
        if (++parents > MOST_PARENTS) return fields;
        const isCycle = step.path.includes(key);
        const parent = isCycle ? undefined : yield* this.#parent(key);
        if (!parent) this.#tell(isCycle ? 'cycle' : 'unknownParent', entry, entry.keyAt, [entry.key, key]);
        else if (this.#inherited > MOST_INHERITED) this.#tell('tooLong', entry, entry.keyAt, [entry.key]);
        else {
          this.#inherited += isData
            ? takeData(fields, parent.fields)
            : inherit(entry.type, fields, parent.type, parent.fields);
          open.push({ from: parent, path: [...step.path, key] });
        }
      }
    }
    return fields;
  }

  *#parent(key: string): Generator<void, RawEntry | undefined> {
    const known = this.#parents.get(key);
    if (known || this.#parents.has(key)) return known;
    const start = this.#starts.get(key);
    const parent = start === undefined ? undefined : yield* this.#scanner.again(start);
    this.#parents.set(key, parent);
    return parent;
  }

  /** Who cites a set cites its first member, whichever others are printed with that. */
  #aliasesBySets(): ReadonlyMap<string, readonly string[]> {
    const aliases = new Map<string, string[]>();
    for (const set of this.#sets) {
      const [first] = listedKeys(set.fields.get('entryset'));
      if (first === undefined) continue;
      if (this.#starts.get(first) === undefined)
        this.#tell('unknownParent', set, set.keyAt, [set.key, first]);
      const known = aliases.get(first);
      if (known) known.push(set.key);
      else aliases.set(first, [set.key]);
    }
    return aliases;
  }

  *#saysSomething(): Generator<void, boolean> {
    for (let at = 0; at < this.#text.length; at += BLOCK) {
      if (/\S/.test(this.#text.slice(at, at + BLOCK))) return true;
      yield;
    }
    return false;
  }

  #tellType({ start, type }: RawEntry, meant: string): void {
    const from = start + 1;
    const args = [type, meant];
    this.#report({ code: 'unknownType', severity: 'warning', from, to: from + type.length, args });
  }

  /** At their places, but for those of the entries that this one takes fields from, which tell them themselves. */
  #tellSlips({ key, keyAt, start, end, fields }: RawEntry): void {
    for (const { code, text, field } of this.#slips.splice(0)) {
      const entry = this.#text.slice(start, end);
      const after = field === undefined ? 0 : entry.search(new RegExp(`\\b${field}\\s*=`, 'i'));
      const at = after < 0 ? -1 : entry.indexOf(text, after);
      const isOwn = at >= 0 || (!fields.has('crossref') && !fields.has('xdata'));
      const [from, to] = at < 0 ? [keyAt, keyAt + key.length] : [start + at, start + at + text.length];
      const args = [key, text.slice(0, LONGEST_SLIP)];
      if (isOwn) this.#report({ code, severity: 'warning', from, to, args });
    }
  }

  #tell(code: BibtexProblem, { key }: RawEntry, from: number, args: readonly (string | number)[]): void {
    this.#report({ code, severity: 'warning', from, to: from + key.length, args });
  }

  #report({ code, severity, from, to, args }: Omit<ScanProblem, 'args'> & Pick<Problem, 'args'>): void {
    this.#problems.add(() => {
      const start = this.#positions.at(from);
      const end = this.#positions.at(to);
      return {
        code: `bibtex.${code}`,
        severity,
        ...start,
        endLine: end.line,
        endColumn: end.column,
        ...(args && args.length > 0 ? { args } : {}),
      };
    });
  }
}

/** An entry whose own parents are to be looked at, and the keys on the way to it. */
interface Step {
  readonly from: RawEntry;
  readonly path: readonly string[];
}

/** The entries that one takes fields from; containers of data first. */
const namedBy = ({ fields }: RawEntry): (readonly [key: string, isData: boolean])[] => [
  ...listedKeys(fields.get('xdata')).map((key) => [key, true] as const),
  ...listedKeys(fields.get('crossref')).map((key) => [key, false] as const),
];
