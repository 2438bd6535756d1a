import { classify } from '../families/classify';
import type { Paper } from '../paper';
import type { Concept, Concepts, Mention } from './concepts';
import { LatentSpace, type Row, cosine } from './latent';
import { root } from './stem';
import { isQuestionWord, parts } from './words';

/** What a concept counts that most of the few papers on it are full of, and a family that is surely meant. */
const CONCEPT = 1.8;
const FAMILY = 0.8;
/** What counts a paper's further family. */
const SECONDARY = 0.4;
/** What papers count that speak alike. */
const ALIKE = 0.8;
/** So few papers make a concept as rare as it counts. */
const RARE = 4;

/** So much is surely meant, of concepts that are not named; names of so many are told. */
const SURE = 0.5;
const MOST_NAMED = 4;

/** A word of the title says more of a paper than one of the abstract. */
const IN_TITLE = 2;
/** The share of papers that may have changed before the space is made anew. */
const OUT_OF_DATE = 0.1;
/** Papers placed between two chances to pause. */
const BATCH = 50;

const NOBODY: ReadonlyMap<string, number> = new Map();

/** What one paper is about. */
export interface PaperMeaning {
  /** The concepts that it names, with how often; those of the title count double. */
  readonly concepts: ReadonlyMap<Concept, number>;
  readonly families: ReadonlyMap<string, number>;
  readonly row: Row;
  /** Where it lies among the others; undefined until that is computed. */
  place?: Float32Array;
}

/** What papers are about beyond their words: the concepts they name, and which papers speak alike. */
export class Meanings {
  readonly #concepts: Concepts;
  readonly #papers = new Map<string, PaperMeaning>();
  /** By concept: the papers that name it, with how often. */
  readonly #naming = new Map<Concept, Map<string, number>>();
  /** Numbers of the words and concepts that papers were ever said to have. */
  readonly #numbers = new Map<string, number>();
  #space: LatentSpace | undefined;
  /** How many papers have come or gone since the space was made. */
  #changes = 0;

  constructor(concepts: Concepts) {
    this.#concepts = concepts;
  }

  /** To be done before the first paper is put in. A generator: the caller may pause between steps. */
  prepare(): Generator<void, void> {
    return this.#concepts.learn();
  }

  /** Adds or replaces a paper. */
  put(paper: Paper): void {
    this.remove(paper.citekey);
    const concepts = this.#conceptsOf(paper);
    for (const [concept, count] of concepts) {
      const naming = this.#naming.get(concept);
      if (naming) naming.set(paper.citekey, count);
      else this.#naming.set(concept, new Map([[paper.citekey, count]]));
    }
    const row = this.#row(bagOf(paper, concepts), true);
    const place = this.#space && { place: this.#space.place(row) };
    this.#papers.set(paper.citekey, { concepts, families: familiesOf(paper), row, ...place });
    this.#changes++;
  }

  remove(citekey: string): void {
    const meaning = this.#papers.get(citekey);
    if (!meaning) return;
    for (const concept of meaning.concepts.keys()) this.#naming.get(concept)?.delete(citekey);
    this.#papers.delete(citekey);
    this.#changes++;
  }

  /** Places all papers anew when enough of them have changed; those that come in between are placed among the others. */
  *settle(): Generator<void, void> {
    if (this.#changes <= this.#papers.size * OUT_OF_DATE) return;
    const papers = [...this.#papers.values()];
    this.#changes = 0;
    const space = yield* LatentSpace.of(
      papers.map(({ row }) => row),
      this.#numbers.size,
    );
    const places: Float32Array[] = [];
    for (const { row } of papers) {
      if (places.length % BATCH === 0) yield;
      places.push(space.place(row));
    }
    // At once, for places of two spaces do not compare; papers that came meanwhile are few.
    const placed = new Map(papers.map((paper, index) => [paper, places[index]]));
    for (const paper of this.#papers.values()) paper.place = placed.get(paper) ?? space.place(paper.row);
    this.#space = space;
  }

  get size(): number {
    return this.#papers.size;
  }

  of(citekey: string): PaperMeaning | undefined {
    return this.#papers.get(citekey);
  }

  /** The papers that name a concept, with how often. */
  naming(concept: Concept): ReadonlyMap<string, number> {
    return this.#naming.get(concept) ?? NOBODY;
  }

  /**
   * Adds to the scores of papers how well they answer what a query means beyond its words: those on concepts that it names or
   * describes, those that speak alike, and of all these those of families that it is about: a family alone answers nothing.
   * `words` are the query's, corrected.
   */
  answer(text: string, words: readonly string[], scores: Map<string, number>): void {
    const add = (citekey: string, score: number) => scores.set(citekey, (scores.get(citekey) ?? 0) + score);
    const mentions = this.#concepts.meantBy(text);
    for (const { concept, weight } of mentions) {
      const naming = this.naming(concept);
      const rarity = this.#rarity(naming.size + 1) / this.#rarity(RARE);
      for (const [citekey, count] of naming) add(citekey, (CONCEPT * weight * rarity * count) / (count + 1));
    }
    const place = this.#placeOf(words, mentions);
    if (place)
      for (const [citekey, paper] of this.#papers) {
        const nearness = paper.place ? cosine(place, paper.place) : 0;
        if (nearness > 0) add(citekey, ALIKE * nearness);
      }
    const families = familiesMeantBy(text);
    for (const citekey of scores.keys())
      for (const [family, sureness] of families)
        add(citekey, FAMILY * sureness * (this.#papers.get(citekey)?.families.get(family) ?? 0));
  }

  /** Whether a word alone names a concept: then it is no slip for another word. */
  isName(word: string): boolean {
    return this.#concepts.isName(word);
  }

  /** Names of the concepts that a text surely means. */
  namesMeantBy(text: string): string[] {
    const sure = this.#concepts.meantBy(text).filter(({ weight }) => weight >= SURE);
    return sure.slice(0, MOST_NAMED).flatMap(({ concept: { names } }) => names.flatMap(alternativesOf));
  }

  #rarity(papers: number): number {
    return Math.log(1 + this.size / papers);
  }

  #placeOf(words: readonly string[], mentions: readonly Mention[]): Float32Array | undefined {
    const bag = new Map(words.filter((word) => !isQuestionWord(word)).map((word) => [root(word), 1]));
    for (const { concept, weight } of mentions) bag.set(tokenOf(concept), weight);
    return this.#space?.place(this.#row(bag, false));
  }

  #conceptsOf({ title, abstract = '' }: Paper): Map<Concept, number> {
    const concepts = this.#concepts.mentionedIn(abstract);
    for (const [concept, count] of this.#concepts.mentionedIn(title))
      concepts.set(concept, (concepts.get(concept) ?? 0) + count * IN_TITLE);
    return concepts;
  }

  /** `grows`: words that are not known yet get a number. */
  #row(bag: ReadonlyMap<string, number>, grows: boolean): Row {
    const words: number[] = [];
    const weights: number[] = [];
    for (const [word, weight] of bag) {
      let number = this.#numbers.get(word);
      if (number === undefined && grows) this.#numbers.set(word, (number = this.#numbers.size));
      if (number === undefined) continue;
      words.push(number);
      weights.push(weight);
    }
    return { words: Uint32Array.from(words), weights: Float32Array.from(weights) };
  }
}

/** The families of a paper, each with what it counts. */
function familiesOf({ families: { primary, secondary } }: Paper): Map<string, number> {
  const families = new Map(secondary.map(({ family }) => [family, SECONDARY]));
  return primary.family === 'other' ? families : families.set(primary.family, 1);
}

/** The families that a query would belong to, were it a paper; the square root, for queries say little. */
function familiesMeantBy(text: string): Map<string, number> {
  const { primary, secondary } = classify({ title: text });
  const meant = [primary, ...secondary].filter(({ family }) => family !== 'other');
  return new Map(meant.map(({ family, confidence }) => [family, Math.sqrt(confidence)]));
}

/** `evict/drop pairs` → both; of names with a gap, none. */
function alternativesOf(name: string): string[] {
  if (name.includes('*')) return [];
  let spelled = [''];
  for (const word of name.split(' '))
    spelled = spelled.flatMap((before) => word.split('/').map((each) => `${before} ${each}`.trim()));
  return spelled;
}

/** A concept where it stands among words: no word begins so. */
const tokenOf = ({ id }: Concept): string => `#${id}`;

/** What a paper says, by the roots of its words and its concepts; often said counts more, but ever less so. */
function bagOf({ title, abstract = '' }: Paper, concepts: ReadonlyMap<Concept, number>): Map<string, number> {
  const bag = new Map<string, number>();
  const add = (word: string, count: number) => bag.set(word, (bag.get(word) ?? 0) + count);
  for (const word of parts(title)) if (!isQuestionWord(word)) add(root(word), IN_TITLE);
  for (const word of parts(abstract)) if (!isQuestionWord(word)) add(root(word), 1);
  for (const [concept, count] of concepts) add(tokenOf(concept), count);
  for (const [word, count] of bag) bag.set(word, 1 + Math.log(count));
  return bag;
}
