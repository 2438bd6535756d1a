import { fold } from '../fold';
import { isFunctionWord, parts } from './words';

/** One word of a typed text, folded. */
export interface TypedWord {
  readonly text: string;
  /** More letters may follow. */
  readonly unfinished: boolean;
  /** A paper need not have it. */
  readonly optional: boolean;
}

/** A typed text as type-ahead reads it. */
export interface Typed {
  /** Without what surrounds a key in Markdown; an arXiv id or DOI bare. Empty when nothing is asked for. */
  readonly whole: string;
  /** Letters and digits of `whole`, folded. */
  readonly glued: string;
  readonly words: readonly TypedWord[];
}

/** More only costs time. */
const MOST_LETTERS = 400;
const MOST_WORDS = 24;
const BEFORE_KEY = /^[\s\-@{}[\]()<>"'“”]+/;
const AFTER_KEY = /[\s{}[\]()<>"'“”.,;:!?]+$/;
const RESOLVER = /\b(?:https?:\/\/)?(?:www\.)?(?:arxiv\.org\/(?:abs|pdf|html)\/|(?:dx\.)?doi\.org\/)/gi;
const SCHEME = /\b(?:arxiv|doi)\s*:?\s*(?=\d|[a-z-]+(?:\.[a-z]{2})?\/\d)/gi;
const ARXIV = /^(\d{4}\.\d{1,5}|[a-z-]+(?:\.[a-z]{2})?\/\d{7})(?:v\d*)?(?:\.pdf)?$/;
const DOI = /^10\.\d{4,9}\/\S*$/;

/** Reads what was typed after `@` or into a search box. */
export function readTyped(typed: string): Typed {
  const bare = typed.slice(0, MOST_LETTERS).replace(BEFORE_KEY, '').replace(RESOLVER, '').replace(SCHEME, '');
  const unfinished = !/\s$/.test(bare);
  const text = bare.replace(AFTER_KEY, '');
  const words = text.split(/\s+/).flatMap((chunk) => identifier(chunk) ?? parts(chunk));
  return {
    whole: identifier(text) ?? text,
    glued: parts(text).join(''),
    words: words.slice(0, MOST_WORDS).map((word, index) => ({
      text: word,
      unfinished: unfinished && index === words.length - 1,
      optional: isFunctionWord(word) && !words.every(isFunctionWord),
    })),
  };
}

/** An arXiv id without version or a DOI, also an unfinished one, as papers are indexed under it. */
function identifier(chunk: string): string | undefined {
  const folded = fold(chunk.replace(AFTER_KEY, ''));
  return ARXIV.exec(folded)?.[1] ?? DOI.exec(folded)?.[0];
}
