import { type Role, align, titleCost } from './listingAlign';
import {
  type Entry,
  type Facts,
  type Token,
  entriesOf,
  isPlausible,
  recordOf,
  withInferredYear,
} from './listingEntry';
import {
  type Line,
  LineReader,
  gluedTitle,
  hasBullet,
  isBanner,
  isButton,
  isChrome,
  isDot,
  readAuthorCount,
  readDate,
} from './listingLines';
import type { ReadResult, SourceRecord } from './paper';
import { ToldProblems } from './toldProblems';

/** Lines read between two chances to pause. */
const SLICE = 250;
/** Lines aligned at once, and how many at their end are kept back until more is known. */
const WINDOW = 512;
const KEPT_BACK = 128;
/** Longest line, in characters, that can be an abstract. */
const LONGEST_LINE = 20_000;
/** How many characters tell whether a file is text, and lines whether blank lines separate. */
const SAMPLE = 65_536;
/** After so many entries a text that is no listing is given up. */
const ENTRIES_TO_JUDGE = 2000;

const CONTROL = /[\0-\x08\x0e-\x1f\x7f]/;
const ADDRESS_AT_END = /(?:https?:\/\/|www\.)\S+$/;
const CLOSED = /[.!?:;)\]}"'”’…*]$/;

/**
 * Reads a saved listing of daily papers, told nothing but its text, in any of three layouts: title and abstract on
 * consecutive lines, the first title glued to the word "Subscribe"; separated by blank lines, with authors and date
 * below; the same without these. Titles and abstracts come out as they stand there.
 *
 * A generator: the caller may pause between steps. Problems: `listing.empty`, `listing.binary` (control characters:
 * the file if at its head, else the entry), `listing.none` (no listing), `listing.truncated` (a title without an
 * abstract, or an abstract that breaks off at the end), `listing.longLine` (args: its length), `listing.encoding`
 * (replacement characters; args: lines that have any) and `listing.moreProblems` (args: how many are not told). A
 * bad entry costs no other. Time and memory are linear in the text.
 */
export function* readListing(file: string, text: string): Generator<void, ReadResult> {
  const binary = firstBinaryLine(text.slice(0, SAMPLE));
  if (binary !== undefined) return failure('listing.binary', binary);
  const listing = new ListingReader(file, text);
  while (listing.step()) yield;
  return listing.result();
}

const failure = (code: string, line: number): ReadResult => ({
  records: [],
  problems: [{ code, severity: 'error', line }],
});

/** The line of the first NUL in a sample, or of the first control character where these abound. */
function firstBinaryLine(sample: string): number | undefined {
  const controls = sample.match(new RegExp(CONTROL, 'g'))?.length ?? 0;
  const at = controls * 100 > sample.length ? sample.search(CONTROL) : sample.indexOf('\0');
  return at < 0 || controls === 0 ? undefined : sample.slice(0, at).split('\n').length;
}

const isSpaced = (sample: string): boolean =>
  (sample.match(/\n\s*?\n/g)?.length ?? 0) * 4 > (sample.match(/\n/g)?.length ?? 0);

class ListingReader {
  readonly #file: string;
  readonly #lines: LineReader;
  readonly #spaced: boolean;
  readonly #records: SourceRecord[] = [];
  readonly #problems = new ToldProblems('listing.moreProblems');
  #window: Token[] = [];
  /** Lines that belong to the page's frame if nothing but such lines follows. */
  #held: Line[] = [];
  #inHeader = true;
  /** The button before the first title: on a line of its own, or to be expected. */
  #button: 'expected' | 'found' | undefined;
  #isListing = false;
  #pageStart = 0;
  #newestYear: number | undefined;
  #isEmpty = true;
  /** Entries without a flawed line, and how many have one. */
  #entries = 0;
  #flawed = 0;
  #plausible = 0;
  #complete = 0;
  #garbledLines = 0;
  #firstGarbled = 0;
  #last: Entry | undefined;

  constructor(file: string, text: string) {
    this.#file = file;
    this.#lines = new LineReader(text.startsWith('\ufeff') ? text.slice(1) : text);
    this.#spaced = isSpaced(text.slice(0, SAMPLE));
  }

  /** Reads some more; false when all is read. */
  step(): boolean {
    for (let count = 0; count < SLICE; count++) {
      const line = this.#lines.next();
      if (!line) return false;
      this.#isEmpty = false;
      this.#take(line);
    }
    return this.#entries < ENTRIES_TO_JUDGE || !this.#isHopeless();
  }

  result(): ReadResult {
    this.#endPage();
    if (this.#isEmpty) return failure('listing.empty', 1);
    if (this.#isHopeless() || this.#entries + this.#flawed === 0) return failure('listing.none', 1);
    this.#checkEnd();
    if (this.#garbledLines > 0) this.#report('listing.encoding', this.#firstGarbled, [this.#garbledLines]);
    return { records: this.#records, problems: this.#problems.all };
  }

  /** Whether what was read so far is not like a listing. */
  #isHopeless(): boolean {
    return this.#isListing ? this.#complete + this.#flawed === 0 : this.#plausible * 2 < this.#entries;
  }

  #take(line: Line): void {
    const { text } = line;
    if (text.includes('\ufffd')) {
      this.#firstGarbled ||= line.line;
      this.#garbledLines++;
    }
    if (isBanner(text)) this.#takeBanner(text);
    else if (!this.#takeFacts(line)) this.#takeText(line);
  }

  #takeBanner(text: string): void {
    this.#held = [];
    if (!this.#inHeader) this.#endPage();
    this.#isListing = true;
    this.#inHeader = true;
    if (this.#button !== 'found') this.#button = isButton(text) ? 'found' : 'expected';
  }

  #takeText(line: Line): void {
    const mayBeGlued = this.#inHeader && this.#button !== 'found';
    const glued = mayBeGlued ? gluedTitle(line.text, this.#button === 'expected') : undefined;
    if (glued === undefined && isChrome(line.text)) {
      if (!this.#inHeader) this.#held.push(line);
      return;
    }
    for (const held of this.#held) this.#pushText(held);
    this.#held = [];
    this.#isListing ||= glued !== undefined;
    this.#inHeader = false;
    this.#button = undefined;
    this.#pushText(glued === undefined ? line : { ...line, text: glued });
  }

  #pushText({ text, line, adjacent }: Line): void {
    const flaw =
      text.length > LONGEST_LINE ? 'listing.longLine' : CONTROL.test(text) ? 'listing.binary' : undefined;
    const kept = flaw === undefined ? text : text.slice(0, LONGEST_LINE);
    this.#window.push({ text: kept, line, adjacent, facts: false, flaw, length: text.length });
    if (this.#window.length >= WINDOW) this.#settle(KEPT_BACK);
  }

  /** Takes a line that says something of the paper above it, or of the page; false for any other line. */
  #takeFacts(line: Line): boolean {
    const { text } = line;
    const date = readDate(text);
    if (date) {
      // Above the first title it is the page's own date.
      if (!this.#inHeader) this.#addFacts(line, { date });
      return true;
    }
    if (isDot(text)) return true;
    const count = readAuthorCount(text);
    const beforeDate = this.#standsBeforeDate(line);
    if (count !== undefined && (beforeDate || hasBullet(text))) this.#addFacts(line, { authorCount: count });
    else if (beforeDate && this.#canBeOrganization(line)) this.#addFacts(line, { organization: text });
    else return false;
    return true;
  }

  #standsBeforeDate({ text }: Line): boolean {
    if (text.length > 120 || this.#inHeader) return false;
    const dot = this.#lines.peek();
    return (
      dot?.adjacent === true && isDot(dot.text) && readDate(this.#lines.peek(1)?.text ?? '') !== undefined
    );
  }

  /** Not an abstract of one short line: an organisation has a blank line, or both title and abstract, before it. */
  #canBeOrganization({ adjacent }: Line): boolean {
    const [before, last] = [this.#window.at(-2), this.#window.at(-1)];
    return last?.facts === false && (!adjacent || before?.facts === false);
  }

  #addFacts(line: Line, facts: Pick<Facts, 'authorCount' | 'organization' | 'date'>): void {
    for (const held of this.#held) this.#pushText(held);
    this.#held = [];
    this.#isListing ||= facts.date?.year !== undefined || facts.authorCount !== undefined;
    const last = this.#window.at(-1);
    const known = { ...facts, endLine: line.line };
    if (last?.facts) Object.assign(last, known);
    else this.#window.push({ ...line, ...known, facts: true, length: line.text.length } satisfies Facts);
    const { year } = facts.date ?? {};
    if (year !== undefined) this.#newestYear = Math.max(year, this.#newestYear ?? year);
  }

  /** Tells titles from abstracts, and makes entries of all lines but the last ones: what follows may tell better. */
  #settle(keepBack: number): void {
    const tokens = this.#window;
    const roles = align(tokens, this.#spaced);
    const cut = keepBack === 0 ? tokens.length : lastTitle(roles, tokens.length - keepBack);
    this.#window = tokens.slice(cut);
    for (const entry of entriesOf(tokens.slice(0, cut), roles)) this.#finish(entry);
  }

  #endPage(): void {
    this.#settle(0);
    const inferredYear = (this.#newestYear ?? NaN) + 1;
    const page = Number.isNaN(inferredYear) ? [] : this.#records.slice(this.#pageStart);
    for (const [index, record] of page.entries())
      this.#records[this.#pageStart + index] = withInferredYear(record, inferredYear);
    this.#pageStart = this.#records.length;
    this.#newestYear = undefined;
  }

  #finish(entry: Entry): void {
    const { title, abstract, facts } = entry;
    this.#last = entry;
    const flawed = [title, ...abstract].find(({ flaw }) => flaw !== undefined);
    if (flawed) {
      this.#flawed++;
      this.#report(
        flawed.flaw ?? '',
        flawed.line,
        flawed.flaw === 'listing.longLine' ? [flawed.length] : undefined,
      );
      return;
    }
    this.#entries++;
    const complete = abstract.length > 0;
    if (isPlausible(entry)) this.#plausible++;
    // Before the first full entry, a line alone is more likely part of the page than a title.
    const isTitle = facts !== undefined || (this.#complete > 0 && titleCost(title.text) < 3);
    if (complete) this.#complete++;
    else this.#report('listing.truncated', title.line);
    if (complete || isTitle) this.#records.push(recordOf(this.#file, entry));
  }

  /** The end of a file that was cut off: an abstract without an end. */
  #checkEnd(): void {
    const abstract = this.#last?.facts ? undefined : this.#last?.abstract.at(-1);
    if (!abstract || abstract.flaw || CLOSED.test(abstract.text) || ADDRESS_AT_END.test(abstract.text))
      return;
    this.#report('listing.truncated', abstract.line);
  }

  #report(code: string, line: number, args?: readonly number[]): void {
    this.#problems.add(() => ({ code, severity: 'warning', line, ...(args && { args }) }));
  }
}

function lastTitle(roles: readonly Role[], before: number): number {
  const title = roles.lastIndexOf('title', before);
  return title > 0 ? title : roles.length;
}
