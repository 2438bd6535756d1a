import { PhraseTrie } from '../families/phrases';
import { splitWords } from '../families/words';
import { fold } from '../fold';
import { root, stem } from './stem';
import { isQuestionWord } from './words';

/** Something that a paper can be about, and how it is spoken of. */
export interface Concept {
  readonly id: string;
  /** Whether it is a way to attend, something that attention is used for, or what papers of every kind speak of. */
  readonly kind: 'mechanism' | 'topic' | 'setting';
  /** As people read it: 'KV cache eviction'. */
  readonly label: string;
  /** Phrases that name it wherever they stand, as {@link PhraseTrie} takes them. */
  readonly names: readonly string[];
  /** Words in which somebody asks for it who does not know its names. */
  readonly plain: string;
}

/** What a text says of a concept. */
export interface Mention {
  readonly concept: Concept;
  /** How often, or how surely where it is not named: from 0 to 1. */
  readonly weight: number;
}

/** A single word with capitals beyond the first letter: as an abbreviation it is one only as it is written. */
const ABBREVIATION = /^\p{L}+\p{Lu}[\p{L}\p{N}]*$/u;
/** A single word with a capital: a name like Retention, where it is no label, whose first letter is always one. */
const PROPER = /^\p{Lu}\p{L}+$/u;
/** What ends a name and no word of a text: that of FAVOR+. */
const TRAILING = /[^\p{L}\p{N}]+$/u;
/** What the sentences say that hold one method against others, which are then not what the paper is about. */
const COMPARING = /^(?:outperform|surpass|exceed|baseline|compared$)/;
/** A word that somebody has given a capital; that of a sentence's first word says nothing. */
const CAPITAL = /\p{Lu}/u;
/** Concepts that a question in plain words may mean: more of them would drown its own words. */
const MOST_MEANT = 15;
/** The least share of a question's words, by weight, that must speak for a concept. */
const LEAST_SHARE = 0.1;
/** What a word counts that no concept is described with. */
const UNKNOWN = 0.7;

/** Concepts learnt between two chances to pause. */
const BATCH = 10;

interface Name {
  readonly concept: Concept;
  /** As it must be written in a printed text; undefined where case does not matter. */
  readonly written?: string;
}

/**
 * Knows the concepts of a field: finds those that a printed text names, and those that a typed text means. A name is
 * looked for as whole words whose inflections do not matter; names within longer names count too, so that what is
 * about KV cache eviction is about the KV cache. Names of a single word that have a capital must have it in print. A
 * mechanism with a capital within a sentence that compares is what a paper is compared with, and does not count. A typed
 * text that does not name a concept is held against the words of its description, the rarer the weightier, as a search
 * would hold it against papers.
 */
export class Concepts {
  readonly #source: () => readonly Concept[];
  readonly #names = new PhraseTrie<Name>(stem);
  /** By root: the concepts whose names or descriptions have it. */
  readonly #described = new Map<string, Set<Concept>>();
  /** How many are known; all when that is done. */
  #known = 0;
  #done = false;

  /** Knows nothing before it has learnt what `source` gives. */
  constructor(source: () => readonly Concept[]) {
    this.#source = source;
  }

  /** Learns the concepts that it was made for, once. A generator: the caller may pause between steps. */
  *learn(): Generator<void, void> {
    if (this.#done) return;
    this.#done = true;
    for (const concept of this.#source()) {
      this.#learn(concept);
      if (++this.#known % BATCH === 0) yield;
    }
  }

  #learn(concept: Concept): void {
    for (const name of concept.names) {
      const word = name.replace(TRAILING, '');
      const isProper = ABBREVIATION.test(word) || (name !== concept.label && PROPER.test(word));
      const written = isProper ? { written: word } : {};
      const phrase = fold(name)
        .replace(/[^\p{L}\p{N}/*]+/gu, ' ')
        .trim();
      if (phrase !== '') this.#names.add(phrase, { concept, ...written });
    }
    for (const word of rootsOf([...concept.names, concept.plain].join(' '))) {
      const having = this.#described.get(word);
      if (having) having.add(concept);
      else this.#described.set(word, new Set([concept]));
    }
  }

  /** The concepts that a printed text names, with how often. */
  mentionedIn(text: string): Map<Concept, number> {
    const found = new Map<Concept, number>();
    const { forms, starts, ends, sentences } = splitWords(text);
    const comparing = new Set(sentences.filter((_, index) => COMPARING.test(forms[index] ?? '')));
    for (const { start, values } of this.#names.findAll(forms.map(stem))) {
      const written = text.slice(starts[start], ends[start]);
      const isCompared =
        comparing.has(sentences[start] ?? 0) &&
        sentences[start] === sentences[start - 1] &&
        CAPITAL.test(written);
      const here = values
        .filter(
          ({ concept, written: asWritten }) =>
            !(isCompared && concept.kind === 'mechanism') && isWritten(asWritten, written),
        )
        .map(({ concept }) => concept);
      for (const concept of new Set(here)) found.set(concept, (found.get(concept) ?? 0) + 1);
    }
    return found;
  }

  /** Whether a word alone names a concept. */
  isName(word: string): boolean {
    return this.#namedIn(fold(word)).size > 0;
  }

  /** The concepts that a typed text means, surest first. */
  meantBy(text: string): Mention[] {
    const folded = fold(text);
    const named = this.#namedIn(folded);
    const { forms } = splitWords(folded);
    const described = this.#describedBy(forms.map(root)).filter(({ concept }) => !named.has(concept));
    return [...Array.from(named, (concept) => ({ concept, weight: 1 })), ...described];
  }

  /** Nobody types capitals; the letters of an abbreviation must be all there all the same. */
  #namedIn(folded: string): Set<Concept> {
    const { forms, starts, ends } = splitWords(folded);
    const named = new Set<Concept>();
    for (const { start, values } of this.#names.findAll(forms.map(stem))) {
      const typed = folded.slice(starts[start], ends[start]);
      for (const { concept, written } of values)
        if (isWritten(written?.toLowerCase(), typed)) named.add(concept);
    }
    return named;
  }

  /** What speaks less for a concept than for the best one counts by its square, and all the less, the less that says. */
  #describedBy(words: readonly string[]): Mention[] {
    const shares = new Map<Concept, number>();
    let whole = 0;
    for (const word of new Set(words)) {
      if (isQuestionWord(word)) continue;
      const having = this.#described.get(word);
      const weight = Math.log(1 + this.#known / (having?.size ?? 1));
      whole += having ? weight : weight * UNKNOWN;
      for (const concept of having ?? []) shares.set(concept, (shares.get(concept) ?? 0) + weight);
    }
    const all = Array.from(shares, ([concept, share]) => ({ concept, share: share / whole }))
      .filter(({ share }) => share >= LEAST_SHARE)
      .sort((a, b) => b.share - a.share || (a.concept.id < b.concept.id ? -1 : 1));
    // Of too many for which the same speaks, none is meant more than the others: none is.
    const bar = all[MOST_MEANT]?.share ?? 0;
    const ranked = all.filter(({ share }) => share > bar);
    const best = ranked[0]?.share ?? 1;
    return ranked.map(({ concept, share }) => ({ concept, weight: (share / best) ** 2 * Math.sqrt(best) }));
  }
}

const rootsOf = (text: string): Set<string> =>
  new Set(
    splitWords(fold(text))
      .forms.map(root)
      .filter((word) => !isQuestionWord(word)),
  );

/** Whether a word is an abbreviation as it must be written, or its plural; any word where that does not matter. */
const isWritten = (written: string | undefined, word: string): boolean =>
  written === undefined || word === written || word === `${written}s`;
