import { readFileSync, readdirSync } from 'node:fs';
import { baseCitekey, suffixedCitekey } from '../../src/core/citekey';
import { readCslJson } from '../../src/core/cslJson';
import { Library } from '../../src/core/library';
import { readListing } from '../../src/core/listing';
import type { Name, Paper, ReadResult } from '../../src/core/paper';
import type { Head } from '../../src/core/search/port';
import { isFunctionWord } from '../../src/core/search/words';
import { type Random, random } from '../support/random';
import { GrowingWords, Inventor, capitalised } from './growth';

/** What searching sees of a paper; as JSON, a line of a corpus. */
export type Entry = Head & Pick<Paper, 'abstract'>;

const SEED = 20261120;
/** Heaps' law as it fits the real papers: different words in so many words of their texts. */
const vocabularyOf = (words: number) => 11.3 * words ** 0.5636;
/** Different family names among so many authors. */
const familyNamesOf = (authors: number) => 9.2 * authors ** 0.6;
/** How many words of a hundred another takes the place of. */
const REPLACED = { abstract: 30, title: 45 };
/** Of a hundred titles so many begin with a name of their own, and of these names so many are new. */
const NAMED = 55;
const NEW_NAMES = 80;
const YEARS = { first: 2017, count: 10 };

/**
 * A library of any size, one entry after the other: first the papers that ship, then as many as wanted of their parts.
 * Abstracts are real sentences shuffled, titles real titles; in both a share of the words is replaced by others in a
 * way that keeps to the laws of growing texts, so that there are as many rare words, and lists of frequent ones are as
 * long, as in a library of that size. Always the same, and the beginning of a larger one is the smaller one.
 */
export function* corpus(count: number): Generator<Entry, void> {
  const real = shippedPapers();
  for (const entry of real.slice(0, count)) yield entry;
  if (count > real.length) yield* new Recombination(real).entries(count - real.length);
}

/** An entry as a paper of the library. */
export const paperOf = (entry: Entry): Paper => ({
  ...{ abstract: undefined, year: undefined, published: undefined, venue: undefined },
  ...{ arxiv: undefined, doi: undefined, authorCount: undefined, organization: undefined },
  ...{ publishedInferred: false, comments: undefined, links: [], sources: [] },
  ...{ item: { id: entry.citekey, title: entry.title }, ...entry },
});

/** The papers that ship, as the library makes them. */
function shippedPapers(): Entry[] {
  const library = new Library();
  for (const name of readdirSync('seeds').sort()) {
    const text = readFileSync(`seeds/${name}`, 'utf8');
    const steps: Generator<void, ReadResult> = name.endsWith('.json')
      ? readCslJson(name, text)
      : readListing(name, text);
    library.putRecords(name, 'seed', drain(steps).records);
  }
  drain(library.update());
  return library.papers.map((paper) => {
    const { citekey, aliases, title, authors, acronyms, abstract, year, published, venue, arxiv, doi } =
      paper;
    const facts = {
      citekey,
      aliases,
      title,
      authors,
      acronyms,
      abstract,
      year,
      published,
      venue,
      arxiv,
      doi,
    };
    return { ...facts, families: { ...paper.families, evidence: [] } };
  });
}

function drain<T>(steps: Generator<void, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** A word of a text that may be replaced, or what lies between two. */
interface Piece {
  readonly text: string;
  /** The word's number; -1 of what always stays. */
  readonly word: number;
}

interface Template {
  readonly pieces: readonly Piece[];
  readonly families: Paper['families'];
}

class Recombination {
  readonly #below: Random = random(SEED);
  readonly #words = new GrowingWords(this.#below, vocabularyOf);
  readonly #familyNames = new GrowingWords(this.#below, familyNamesOf);
  readonly #sentences: readonly (readonly Piece[])[];
  readonly #titles: readonly Template[];
  readonly #givenNames: readonly string[];
  readonly #venues: readonly (string | undefined)[];
  readonly #inventor: Inventor;
  readonly #names: string[];
  readonly #keys: Set<string>;
  readonly #ofMonth = new Map<string, number>();

  constructor(real: readonly Entry[]) {
    const sentences = real.flatMap(
      ({ abstract = '' }) => abstract.match(/[A-Z][^.]{40,300}\.(?= |$)/g) ?? [],
    );
    this.#sentences = sentences.map((text) => this.#piecesOf(text));
    this.#titles = real.map(({ title, families }) => ({
      pieces: this.#piecesOf(title.replace(/^[^:]*: /, '')),
      families,
    }));
    this.#inventor = new Inventor(this.#below, [...new Set(sentences.join(' ').match(/\p{L}+/gu))]);
    const authors = real.flatMap((paper) => paper.authors);
    for (const { family } of authors)
      if (family !== undefined) this.#familyNames.see(this.#familyNames.id(family));
    this.#givenNames = authors.flatMap(({ given }) => given ?? []);
    this.#venues = real.map(({ venue }) => venue);
    this.#names = real.flatMap(({ acronyms }) => acronyms);
    this.#keys = new Set(real.flatMap(({ citekey, aliases }) => [citekey, ...aliases]));
  }

  *entries(count: number): Generator<Entry, void> {
    for (let made = 0; made < count; made++) yield this.#entry();
  }

  #entry(): Entry {
    const { pieces, families } = this.#pick(this.#titles);
    const name = this.#below(100) < NAMED ? this.#name(pieces) : undefined;
    const rest = this.#replaced(pieces, REPLACED.title);
    const title = name === undefined ? rest : `${name}: ${rest}`;
    const authors = Array.from({ length: 1 + this.#below(6) }, () => this.#author());
    const year = YEARS.first + this.#below(YEARS.count);
    const month = twoDigits(1 + this.#below(12));
    const arxiv = this.#identifier(`${year - 2000}${month}`);
    return {
      citekey: this.#key(baseCitekey({ authors, year, title }), arxiv),
      ...{ aliases: [], title, authors, acronyms: name === undefined ? [] : [name] },
      abstract: this.#abstract(),
      ...{ year, published: `${year}-${month}-${twoDigits(1 + this.#below(28))}` },
      ...{ venue: this.#pick(this.#venues), arxiv, doi: undefined, families },
    };
  }

  /** A paper's name for itself; some are shared. */
  #name(title: readonly Piece[]): string {
    if (this.#below(100) >= NEW_NAMES) return this.#pick(this.#names);
    const printed = title.map(({ text }) => text).join('');
    const name = this.#below(2) === 0 ? this.#inventor.acronym(printed) : this.#inventor.systemName();
    this.#names.push(name);
    return name;
  }

  #author(): Name {
    const family = this.#familyNames.next(() => this.#inventor.familyName());
    return { family, given: this.#pick(this.#givenNames) };
  }

  #key(base: string, arxiv: string): string {
    const key = this.#keys.has(base) ? suffixedCitekey(base, { arxiv, title: '' }) : base;
    this.#keys.add(key);
    return key;
  }

  #identifier(month: string): string {
    const number = this.#ofMonth.get(month) ?? 20_000;
    this.#ofMonth.set(month, number + 1);
    return `${month}.${number}`;
  }

  #abstract(): string {
    const length = 900 + this.#below(1000);
    let text = '';
    while (text.length < length)
      text += (text === '' ? '' : ' ') + this.#replaced(this.#pick(this.#sentences), REPLACED.abstract);
    return text;
  }

  #replaced(pieces: readonly Piece[], share: number): string {
    let text = '';
    for (const piece of pieces) {
      if (piece.word < 0) text += piece.text;
      else if (this.#below(100) >= share) {
        this.#words.see(piece.word);
        text += piece.text;
      } else {
        const word = this.#words.next(() => this.#inventor.word());
        text += /^\p{Lu}/u.test(piece.text) ? capitalised(word) : word;
      }
    }
    return text;
  }

  #piecesOf(text: string): Piece[] {
    return text.split(/([\p{L}\p{N}]+)/u).map((piece, index) => {
      if (index % 2 === 0 || piece.length < 3 || isFunctionWord(piece.toLowerCase()))
        return { text: piece, word: -1 };
      const word = this.#words.id(/^\p{Lu}\p{Ll}+$/u.test(piece) ? piece.toLowerCase() : piece);
      this.#words.see(word);
      return { text: piece, word };
    });
  }

  #pick<T>(list: readonly T[]): T {
    return list[this.#below(list.length)] as T;
  }
}

const twoDigits = (number: number): string => String(number).padStart(2, '0');
