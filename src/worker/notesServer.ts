import {
  type CancellationToken,
  type MessageConnection,
  type RequestType,
  ResponseError,
} from 'vscode-jsonrpc';
import { citedAt } from '../core/citationAt';
import type { Span } from '../core/citation/model';
import { type PlacedCitations, placeCitations } from '../core/citationPlace';
import { type Rewrite, type Rewrites, rewritesAt, sortedByYear } from '../core/citationRewrites';
import { citedKeys } from '../core/citedKeys';
import type { Cite } from '../core/citedIn';
import type { Insertion } from '../core/insertion';
import { keyEdits } from '../core/keyRenaming';
import { type CitationItem, type NoteCitations, readNote } from '../core/note';
import { NoteChecks } from '../core/noteChecks';
import { NoteStructure, type Prose } from '../core/noteStructure';
import { NoteText, type TextEdit } from '../core/noteText';
import {
  type ReferenceEntry,
  type ReferencesEdit,
  comesTwice,
  findReferences,
  writeReferences,
} from '../core/referencesBlock';
import { placeTable } from '../core/tablePlace';
import { decode } from './decode';
import { CLOCK, Lane, type LaneClock } from './lane';
import * as messages from './notesProtocol';
import { PROTOCOL_VERSION, REQUEST_CANCELLED, initialize } from './protocol';

/** How often reading in the background says that it goes on, ms. */
const TELL_MS = 250;

/**
 * The notes worker: everything that parses Markdown. It is a worker of its own because a parse cannot be interrupted:
 * the host ends this worker when one takes too long, and the library answers on.
 */
export class NotesServer {
  readonly #connection: MessageConnection;
  readonly #clock: LaneClock;
  readonly #lane: Lane;
  /** The open notes, by address. */
  readonly #open = new Map<string, OpenNote>();
  /** What was said last of work in the background. */
  #told = { job: 0, at: 0 };

  constructor(connection: MessageConnection, clock: LaneClock = CLOCK) {
    this.#connection = connection;
    this.#clock = clock;
    this.#lane = new Lane(clock);
  }

  /** Registers every handler and starts listening, synchronously: a message before that would be lost. */
  listen(): void {
    const connection = this.#connection;
    connection.onRequest(initialize, () => PROTOCOL_VERSION);
    connection.onRequest(messages.readCitations, ({ job, text }, token) =>
      this.#parse(job, token, () => {
        const { citations, problems } = readNote(text);
        return { citations, problems };
      }),
    );
    this.#answer(messages.readOpenNote, ({ read, text }) => ({
      ...contentOf(text, read),
      problems: read.problems,
    }));
    this.#answer(messages.judgePlace, (note, { at }) => note.judgePlace(at));
    this.#answer(messages.citationAt, ({ read }, { offset }) => citedAt(read, offset) ?? null);
    this.#answer(messages.takesLocator, (note, { start, end }) => note.takesLocator(start, end));
    this.#answer(messages.proseAt, (note, { offset, reach }) => note.proseAt(offset, reach) ?? null);
    this.#answer(messages.placeCitations, (note, { offsets, citekeys }) => note.place(offsets, citekeys));
    this.#answer(messages.placeTable, (note, { offset, table }) => note.placeTable(offset, table) ?? null);
    this.#answer(messages.findReferences, (note) => note.references());
    this.#answer(messages.writeReferences, (note, { entries }) => note.writeReferences(entries));
    this.#answer(messages.readKeys, ({ text, read }, { within, own }) => {
      const keys = citedKeys(text, read, own);
      return within ? keys.filter(({ start, end }) => start <= within.end && within.start <= end) : keys;
    });
    this.#answer(messages.readBibliographies, ({ read }) => read.bibliographies);
    this.#answer(messages.rewriteCitation, (note, { selection }) => note.rewrites(selection));
    this.#answer(
      messages.sortCitation,
      (note, { selection, years }) => note.sorted(selection, new Map(years)) ?? null,
    );
    this.#answer(messages.renameKeys, (note, { keys, citekey }) => note.rename(keys, citekey) ?? null);
    connection.onRequest(messages.checkNote, async ({ job, note: state, aliases }, token) => {
      const note = this.#take(state);
      if (!note) return 'unread';
      const steps = note.checks.findings(new Map(aliases));
      return this.#lane.run(
        this.#announced(job, steps, () => token.isCancellationRequested || note.version !== state.version),
      );
    });
    connection.onRequest(messages.readNotes, ({ job, notes }, token) =>
      this.#lane.run(this.#readAll(job, notes, token)),
    );
    connection.onRequest(messages.closeNote, ({ uri }) => {
      this.#open.delete(uri);
    });
    connection.listen();
  }

  /** Answers a question about an open note. */
  #answer<P extends messages.AboutNote, R>(
    type: RequestType<P, R | messages.Unread, void>,
    answer: (note: OpenNote, params: P) => R,
  ): void {
    this.#connection.onRequest(type.method, async (params: P, token: CancellationToken) => {
      // Before anything is awaited, and even when the question is no longer wanted: later edits build on these.
      const note = this.#take(params.note);
      if (!note) return 'unread';
      return this.#parse(params.job, token, () =>
        note.version === params.note.version ? answer(note, params) : cancelled(),
      );
    });
  }

  #take({ uri, version, change }: messages.NoteState): OpenNote | undefined {
    const known = this.#open.get(uri);
    if ('text' in change) {
      const note = known ?? new OpenNote();
      note.change(version, [{ start: 0, end: note.text.length, text: change.text }]);
      this.#open.set(uri, note);
      return note;
    }
    if (known?.version !== change.from) return undefined;
    known.change(version, change.edits);
    return known;
  }

  /** Announces a parse and does it, unless it is no longer wanted. */
  async #parse<T>(job: number, token: CancellationToken, parse: () => T): Promise<T | ResponseError> {
    // A cancellation that arrived with the request is heard only in a later macrotask.
    await this.#clock.pause();
    if (token.isCancellationRequested) return cancelled();
    // What goes on in the background must say so again: the host's clock is for the last that was announced.
    this.#told = { job, at: this.#clock.now() };
    await this.#connection.sendNotification(messages.didBegin, { job });
    return parse();
  }

  *#readAll(
    job: number,
    notes: readonly Uint8Array[],
    token: CancellationToken,
  ): Generator<void, messages.NoteContent[] | ResponseError> {
    const contents: messages.NoteContent[] = [];
    for (const bytes of notes) {
      const read = yield* this.#announced(job, readContent(bytes), () => token.isCancellationRequested);
      if (read instanceof ResponseError) return read;
      contents.push(read);
    }
    return contents;
  }

  /** Announces every moment at which it still goes on: the host's clock is for what cannot be interrupted. */
  *#announced<T>(
    job: number,
    steps: Generator<void, T>,
    isUnwanted: () => boolean,
  ): Generator<void, T | ResponseError> {
    for (;;) {
      if (isUnwanted()) return cancelled();
      const { job: toldJob, at } = this.#told;
      if (toldJob !== job || this.#clock.now() - at > TELL_MS) {
        this.#told = { job, at: this.#clock.now() };
        void this.#connection.sendNotification(messages.didBegin, { job });
      }
      const step = steps.next();
      if (step.done) return step.value;
      yield;
    }
  }
}

function* readContent(bytes: Uint8Array): Generator<void, messages.NoteContent> {
  const { text } = yield* decode(bytes);
  return contentOf(text, yield* new NoteText(text).readSteps());
}

/** An open note: its text at a version, and what it cites once that was asked. */
class OpenNote {
  readonly #text = new NoteText('');
  readonly checks = new NoteChecks(this.#text);
  #version = 0;
  #read: NoteCitations | undefined;

  get version(): number {
    return this.#version;
  }

  get text(): string {
    return this.#text.text;
  }

  get read(): NoteCitations {
    return (this.#read ??= this.#text.read());
  }

  change(version: number, edits: Parameters<NoteText['change']>[0]): void {
    this.#version = version;
    if (edits.length === 0) return;
    this.#text.change(edits);
    this.#read = undefined;
  }

  /** Tries a letter behind the `@`: only where that makes a citation, one can be typed. */
  judgePlace(at: number): messages.TypedPlace | null {
    this.#text.change([{ start: at + 1, end: at + 1, text: 'x' }]);
    const { citations, bibliographies } = this.#text.read();
    this.#text.change([{ start: at + 1, end: at + 2, text: '' }]);
    const items = citations.flatMap((citation) => citation.items);
    const here = items.find(({ start, end }) => start <= at && at < end);
    if (!here) return null;
    const others = (all: readonly CitationItem[]) =>
      all.filter((item) => item !== here).map(({ citekey }) => citekey);
    const own = citations.find((citation) => citation.items.includes(here));
    const cited = others(items);
    // Nothing but `nocite` has normal items without brackets.
    const certain = here.mode === 'normal' && !own?.bracketed;
    return {
      cited,
      group: own?.bracketed ? others(own.items) : [],
      cites: cited.length > 0 || bibliographies.length > 0 || certain,
    };
  }

  /** Tries a page, also with the bracket that one has yet to type behind it. */
  takesLocator(start: number, end: number): boolean {
    const typed = this.text.slice(start, end);
    let page = '9';
    while (this.text.includes(page)) page += '9';
    return [`p. ${page}`, `p. ${page}]`].some((tried) => {
      this.#text.change([{ start, end, text: tried }]);
      const { citations } = this.#text.read();
      this.#text.change([{ start, end: start + tried.length, text: typed }]);
      return citations.some(({ items }) => items.some(({ locator }) => locator?.value.startsWith(page)));
    });
  }

  proseAt(offset: number, reach: number): Prose | undefined {
    return new NoteStructure(this.#text, offset).prose(reach);
  }

  placeTable(offset: number, table: string): Insertion | undefined {
    return placeTable(this.#text, offset, table);
  }

  references(): messages.ReferencesPlace {
    const place = findReferences(this.#text);
    return { place, comesTwice: comesTwice(this.#text, place) };
  }

  writeReferences(entries: readonly ReferenceEntry[]): ReferencesEdit {
    return writeReferences(this.#text, entries);
  }

  rename(keys: readonly string[], citekey: string): readonly TextEdit[] | undefined {
    return keyEdits(this.#text, keys, citekey);
  }

  rewrites(selection: Span): Rewrites {
    return rewritesAt(this.#text, selection);
  }

  sorted(selection: Span, years: ReadonlyMap<string, number>): Rewrite | undefined {
    return sortedByYear(this.#text, selection, years);
  }

  place(offsets: readonly number[], citekeys: readonly string[]): PlacedCitations {
    return placeCitations(this.#text, offsets, citekeys);
  }
}

const cancelled = (): ResponseError => new ResponseError(REQUEST_CANCELLED, 'cancelled');

const contentOf = (text: string, read: NoteCitations): messages.NoteContent => ({
  cites: citesOf(text, read),
  bibliographies: [
    ...read.bibliographies.map(({ name }) => name),
    ...(read.references.length > 0 ? [messages.THE_NOTE] : []),
  ],
});

/** The keys that a note cites, each with its place. Lines end as they do in the editor. */
function citesOf(text: string, { citations }: NoteCitations): Cite[] {
  const items = citations.flatMap(({ items: own }) => own).sort((a, b) => a.keyStart - b.keyStart);
  const ends = /\r\n|\r|\n/g;
  let [line, start] = [1, 0];
  let end = ends.exec(text);
  return items.map(({ citekey, keyStart }) => {
    for (; end && end.index < keyStart; end = ends.exec(text)) {
      line++;
      start = ends.lastIndex;
    }
    return { citekey, line, column: keyStart - start + 1 };
  });
}
