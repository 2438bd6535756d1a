import { type Arrivals, arrivingRecords } from '../core/arrivals';
import { arrivingEntries } from '../core/bibtex/arrivingEntries';
import { readBibtex } from '../core/bibtex/readBibtex';
import { readCslJson } from '../core/cslJson';
import { readCslYaml } from '../core/cslYaml';
import { readDecisions } from '../core/decisions';
import type { Library } from '../core/library';
import type { Problem, ReadResult } from '../core/paper';
import { readTextFile } from '../core/textFile';
import { decode } from './decode';
import type { FileSlice, LibraryFile, LibraryFileKind } from './protocol';

/** By kind of file what reads its records. */
const READERS: Readonly<
  Record<Exclude<LibraryFileKind, 'decisions'>, (file: string, text: string) => Generator<void, ReadResult>>
> = { listing: readTextFile, 'csl-json': readCslJson, 'csl-yaml': readCslYaml, bibtex: readBibtex };

/** Entries of longer files are offered before they are read, characters. */
const LARGE = 1 << 20;

/** What is done with what was read. */
export interface ReadingHost {
  /** Runs a job in the background. */
  queue(job: Generator<void, void>): void;
  /** Told when the library has something to merge. */
  changed(): void;
  /** Told all problems of a file that was read. */
  found(uri: string, problems: readonly Problem[]): void;
  failed(message: string, error: unknown): void;
}

/** Reads files, as they come in from the host, into the library. */
export class LibraryFiles {
  readonly #library: Library;
  readonly #arrivals: Arrivals;
  readonly #host: ReadingHost;
  readonly #incoming = new Map<string, { readonly write: number; readonly buffer: Uint8Array }>();
  /** Newest content wins: what an older job read is dropped. */
  readonly #stamps = new Map<string, number>();
  /** What is wrong with the user's files in themselves. */
  readonly #ownProblems = new Map<string, readonly Problem[]>();
  /** What was told of them last. */
  readonly #toldProblems = new Map<string, string>();
  #stopped = false;

  constructor(library: Library, arrivals: Arrivals, host: ReadingHost) {
    this.#library = library;
    this.#arrivals = arrivals;
    this.#host = host;
  }

  /** Whether files may be missing because somebody did not want to wait for them. */
  get isStopped(): boolean {
    return this.#stopped;
  }

  /** Reads no more papers. */
  stop(): void {
    this.#stopped = true;
  }

  /** Takes a slice of a file; with the last, the file is read. */
  write({ file, write, size, offset, bytes }: FileSlice): void {
    if (offset === 0) this.#incoming.set(file.uri, { write, buffer: new Uint8Array(size) });
    const incoming = this.#incoming.get(file.uri);
    // A slice of content that a newer write replaced.
    if (incoming?.write !== write) return;
    incoming.buffer.set(bytes, offset);
    if (offset + bytes.length < size) return;
    this.#incoming.delete(file.uri);
    if (this.#isLeftOut(file)) return;
    this.#host.queue(this.#read(file, incoming.buffer, this.#stamp(file.uri)));
  }

  /** A file is no longer part of the library. */
  remove(uri: string): void {
    this.#stamp(uri);
    this.#incoming.delete(uri);
    this.#library.remove(uri);
    this.#arrivals.remove(uri);
    this.#ownProblems.delete(uri);
    this.#toldProblems.delete(uri);
    this.#host.found(uri, []);
    this.#host.changed();
  }

  #stamp(uri: string): number {
    const stamp = (this.#stamps.get(uri) ?? 0) + 1;
    this.#stamps.set(uri, stamp);
    return stamp;
  }

  /** Whether a file was still to be read when reading was stopped. What was decided is few words, and always read. */
  #isLeftOut({ kind }: LibraryFile): boolean {
    return this.#stopped && kind !== 'decisions';
  }

  /** Reads one file; whatever is wrong with it is told, and costs no other file. */
  *#read(file: LibraryFile, bytes: Uint8Array, stamp: number): Generator<void, void> {
    const problems: Problem[] = [];
    const isWanted = () => this.#stamps.get(file.uri) === stamp && !this.#isLeftOut(file);
    try {
      if (!isWanted()) return;
      const decoded = yield* decode(bytes);
      problems.push(...decoded.problems);
      const steps = this.#parse(file, decoded.text, problems);
      let step = steps.next();
      for (; !step.done; step = steps.next()) {
        yield;
        if (!isWanted()) return;
      }
      step.value();
    } catch (error) {
      this.#host.failed(`Reading ${file.name} failed`, error);
      problems.push({ code: 'file.failed', severity: 'error', line: 1 });
    }
    // Of the user's files the library knows more: told when that has been updated.
    if (file.origin === 'user') this.#ownProblems.set(file.uri, problems);
    else this.#host.found(file.uri, problems);
    this.#host.changed();
  }

  /** Reads the text by the file's kind; returns what puts the result into the library. */
  *#parse(
    { uri, name, kind, origin }: LibraryFile,
    text: string,
    problems: Problem[],
  ): Generator<void, () => void> {
    if (kind === 'decisions') {
      const { decisions, problems: found } = readDecisions(text);
      problems.push(...found);
      return () => this.#library.putDecisions(uri, decisions);
    }
    const isKnown = (key: string) => this.#library.get(key) !== undefined;
    if (kind === 'bibtex' && text.length > LARGE && !this.#library.hasRecordsOf(uri))
      (yield* this.#arrivals.putting(uri, yield* arrivingEntries(text), isKnown))();
    const read = yield* READERS[kind](name, text);
    problems.push(...read.problems);
    const own = origin === 'user' ? arrivingRecords(read.records) : [];
    const putArrivals = yield* this.#arrivals.putting(uri, own, isKnown);
    return () => {
      this.#library.putRecords(uri, origin, read.records);
      putArrivals();
    };
  }

  /** Whether a file of the user's was read, and the library has what it says. */
  has(uri: string): boolean {
    return this.#toldProblems.has(uri);
  }

  /** What is wrong with the user's files in themselves, and what only the library knows of them. */
  tellProblems(): void {
    const ofKeys = this.#library.keyProblems();
    for (const [uri, own] of this.#ownProblems) {
      const problems = [...own, ...this.#library.problemsOf(uri), ...(ofKeys.get(uri) ?? [])];
      const told = JSON.stringify(problems);
      if (this.#toldProblems.get(uri) === told) continue;
      this.#toldProblems.set(uri, told);
      this.#host.found(uri, problems);
    }
  }
}
