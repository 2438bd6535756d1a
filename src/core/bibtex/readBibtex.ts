import type { Problem, ReadResult, SourceRecord } from '../paper';
import { entryItem } from './entryItem';
import { inherit, listedKeys, takeData } from './parents';
import { Positions } from '../positions';
import { type RawEntry, type ScanProblem, Scanner } from './scan';

const MOST_PROBLEMS = 100;
/** Records made between two chances to pause. */
const SLICE = 50;
/** How many entries one may take fields from, one after the other. */
const MOST_PARENTS = 20;

/**
 * Reads BibTeX and BibLaTeX as people have it. A record's line is that of its `@`; an entry without a title is skipped.
 *
 * A generator: the caller may pause between steps. Problems, the arguments beginning with the entry's key where it has
 * one: `bibtex.none` (text, but no entry), `bibtex.unclosed` (the field that does not end; what was read of the entry counts), `bibtex.syntax`,
 * `bibtex.noComma` (the field behind it), `bibtex.extraBrace`, `bibtex.noKey`, `bibtex.spaceInKey`, `bibtex.duplicateField` (name: the first
 * counts), `bibtex.duplicateKey` (line of the first), `bibtex.unknownMacro` (name alone), `bibtex.unknownParent` (the
 * parent's key), `bibtex.cycle`, `bibtex.noTitle`, `bibtex.moreProblems` (how many are not told). A bad entry costs no other.
 */
export function* readBibtex(file: string, text: string): Generator<void, ReadResult> {
  const reader = new BibtexReader(file, text);
  let count = 0;
  for (const entry of reader.scanner.entries()) {
    if (entry) reader.take(entry);
    if (!entry || ++count % SLICE === 0) yield;
  }
  yield* reader.completeChildren();
  return reader.result();
}

class BibtexReader {
  readonly #file: string;
  readonly #text: string;
  readonly scanner: Scanner;
  readonly #positions: Positions;
  readonly #records: (SourceRecord | undefined)[] = [];
  readonly #problems: Problem[] = [];
  #untold = 0;
  /** Where entries begin: those that others take fields from are read again, so that not all are kept. */
  readonly #starts = new Map<string, number>();
  /** The entries that take fields from others, by their place among the records. */
  readonly #children = new Map<number, RawEntry>();
  readonly #parents = new Map<string, RawEntry | undefined>();

  constructor(file: string, text: string) {
    this.#file = file;
    this.#text = text;
    this.#positions = new Positions(text);
    this.scanner = new Scanner(text, (problem) => this.#report(problem));
  }

  take(entry: RawEntry): void {
    const { key, keyAt, fields, type } = entry;
    const first = this.#starts.get(key);
    if (first === undefined) this.#starts.set(key, entry.start);
    else if (type !== 'xdata') {
      const line = this.#isFull ? 0 : this.#positions.at(first).line;
      this.#tell('duplicateKey', entry, keyAt, [key, line]);
    }
    if (type === 'xdata' || type === 'set') return;
    if (fields.has('crossref') || fields.has('xdata')) {
      this.#children.set(this.#records.length, entry);
      this.#records.push(undefined);
    } else this.#records.push(this.#recordOf(entry, fields));
  }

  /** Makes the records of entries that take fields from others, of which all are known now. */
  *completeChildren(): Generator<void, void> {
    let count = 0;
    for (const [index, entry] of this.#children) {
      this.#records[index] = this.#recordOf(entry, this.#completed(entry));
      if (++count % SLICE === 0) yield;
    }
  }

  result(): ReadResult {
    const records = this.#records.filter((record) => record !== undefined);
    if (this.#starts.size === 0 && this.#problems.length === 0 && /\S/.test(this.#text))
      this.#problems.push({ code: 'bibtex.none', severity: 'warning', line: 1 });
    this.#problems.sort((a, b) => a.line - b.line || (a.column ?? 0) - (b.column ?? 0));
    const more: Problem = { code: 'bibtex.moreProblems', severity: 'warning', line: 1, args: [this.#untold] };
    return { records, problems: this.#untold > 0 ? [...this.#problems, more] : this.#problems };
  }

  #recordOf(entry: RawEntry, fields: ReadonlyMap<string, string>): SourceRecord | undefined {
    const { key, type, start, end } = entry;
    const item = entryItem(key, type, fields);
    if (!item) {
      // What does not end lost its title to that, which has been told.
      if (entry.isClosed) this.#tell('noTitle', entry, entry.keyAt, [key]);
      return undefined;
    }
    const { line } = this.#positions.at(start);
    const endLine = this.#positions.at(end).line;
    const aliases = listedKeys(fields.get('ids')).filter((alias) => alias !== key);
    const record = { place: { file: this.#file, line }, endLine, item };
    return aliases.length > 0 ? { ...record, aliases } : record;
  }

  /** The entry's fields, with those of the entries that it names, of those that these name, and so on. */
  #completed(entry: RawEntry): ReadonlyMap<string, string> {
    const fields = new Map(entry.fields);
    const open: { readonly from: RawEntry; readonly path: ReadonlySet<string> }[] = [
      { from: entry, path: new Set([entry.key]) },
    ];
    for (let count = 0; count < MOST_PARENTS; count++) {
      const next = open.shift();
      if (!next) break;
      for (const name of ['xdata', 'crossref']) {
        for (const key of listedKeys(next.from.fields.get(name)).slice(0, MOST_PARENTS)) {
          const parent = next.path.has(key) ? undefined : this.#parent(key);
          if (parent) {
            if (name === 'xdata') takeData(fields, parent.fields);
            else inherit(entry.type, fields, parent.type, parent.fields);
            open.push({ from: parent, path: new Set([...next.path, key]) });
          } else
            this.#tell(next.path.has(key) ? 'cycle' : 'unknownParent', entry, entry.keyAt, [entry.key, key]);
        }
      }
    }
    return fields;
  }

  #parent(key: string): RawEntry | undefined {
    const known = this.#parents.get(key);
    if (known || this.#parents.has(key)) return known;
    const start = this.#starts.get(key);
    const parent = start === undefined ? undefined : this.scanner.again(start);
    this.#parents.set(key, parent);
    return parent;
  }

  get #isFull(): boolean {
    return this.#problems.length >= MOST_PROBLEMS;
  }

  #tell(code: string, { key }: RawEntry, from: number, args: readonly (string | number)[]): void {
    this.#report({ code, severity: 'warning', from, to: from + key.length, args });
  }

  #report({ code, severity, from, to, args }: Omit<ScanProblem, 'args'> & Pick<Problem, 'args'>): void {
    if (this.#isFull) {
      this.#untold++;
      return;
    }
    const start = this.#positions.at(from);
    const end = this.#positions.at(to);
    this.#problems.push({
      code: `bibtex.${code}`,
      severity,
      ...start,
      endLine: end.line,
      endColumn: end.column,
      ...(args && args.length > 0 ? { args } : {}),
    });
  }
}
