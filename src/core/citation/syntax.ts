import { definition } from 'micromark-core-commonmark';
import type { Construct, Effects, Extension, State, TokenizeContext, Tokenizer } from 'micromark-util-types';
import type { ScannedCitation } from './model';
import { planOf, withPlan } from './plan';
import { scanCitations } from './scan';

declare module 'micromark-util-types' {
  interface TokenTypeMap {
    citation: 'citation';
    citationText: 'citationText';
  }
  interface Token {
    /** Of a `citation` token: the citation, its offsets counted from the start of the document. */
    _citation?: ScannedCitation;
  }
}

const EXCLAMATION_MARK = 33;
const DASH = 45;
const LEFT_PARENTHESIS = 40;
const LESS_THAN = 60;
const QUESTION_MARK = 63;
const AT = 64;
const LEFT_BRACKET = 91;
const BACKSLASH = 92;
const RIGHT_BRACKET = 93;
const GRAVE = 96;
/** Longest label of a link definition (CommonMark). */
const MAX_LABEL = 999;

const isLineEnding = (code: number): boolean => code <= -3;

/**
 * The micromark syntax extension for citations. Blocks are CommonMark's. At the first character of a text that
 * could matter, the text is read to its end once and scanned by the inline grammar (`scanCitations`); from then on
 * that plan decides what is a citation, also where CommonMark would see a code span, HTML or a link's target
 * and the grammar does not. `[@key]: address` is a citation, not a definition.
 */
export function citationSyntax(): Extension {
  const citation: Construct = { name: 'citation', tokenize: tokenizeCitation };
  const plain: Construct = { name: 'citationPlain', tokenize: tokenizePlain };
  return {
    text: {
      [AT]: citation,
      [DASH]: { ...citation, tokenize: tokenizeSuppressed },
      [EXCLAMATION_MARK]: { ...plain, tokenize: tokenizeExclamation },
      [LEFT_BRACKET]: citation,
      [GRAVE]: plain,
      [LESS_THAN]: plain,
      [RIGHT_BRACKET]: plain,
    },
    contentInitial: { [LEFT_BRACKET]: { name: 'citationDefinition', tokenize: tokenizeDefinition } },
    disable: { null: ['definition'] },
  };
}

const tokenizeCitation: Tokenizer = function (effects, ok, nok) {
  return withPlan(this, effects, planned(this, effects, ok, nok));
};

/** A dash matters only before an at sign: texts are full of others. */
const tokenizeSuppressed: Tokenizer = function (effects, ok, nok) {
  return (dash) => {
    const token = effects.enter('citation');
    effects.enter('citationText');
    effects.consume(dash);
    const decide: State = (code) => {
      const citation = planOf(this)?.citations.get(token.start.offset);
      if (!citation) return nok(code);
      token._citation = citation;
      return consumeRest(this, effects, citation, ok)(code);
    };
    return (code) => (code === AT ? withPlan(this, effects, decide)(code) : nok(code));
  };
};

/** An exclamation mark before a group makes no image: `![^x @a]`. */
const tokenizeExclamation: Tokenizer = function (effects, ok, nok) {
  const decide: State = (code) => (planOf(this)?.citations.has(this.now().offset) ? ok(code) : nok(code));
  const beforeBracket: State = (code) =>
    code === LEFT_BRACKET ? withPlan(this, effects, decide)(code) : nok(code);
  return consumeData(effects, beforeBracket);
};

/** Whether the character behind the next is this one. */
const before = (character: number): Construct => ({
  partial: true,
  tokenize: (effects, ok, nok) => (first) => {
    effects.consume(first);
    return (second) => (second === character ? ok(second) : nok(second));
  },
});

const consumeData =
  (effects: Effects, ok: State): State =>
  (code) => {
    effects.enter('data');
    effects.consume(code);
    effects.exit('data');
    return ok;
  };

/** The citation that the plan has here. */
function planned(context: TokenizeContext, effects: Effects, ok: State, nok: State): State {
  return (code) => {
    const citation = planOf(context)?.citations.get(context.now().offset);
    if (!citation) return nok(code);
    effects.enter('citation')._citation = citation;
    effects.enter('citationText');
    return consumeRest(context, effects, citation, ok)(code);
  };
}

/** Line endings get tokens of their own: micromark finds the lines of a text by them. */
function consumeRest(
  context: TokenizeContext,
  effects: Effects,
  citation: ScannedCitation,
  ok: State,
): State {
  const end = (code: number | null): State | undefined => {
    effects.exit('citationText');
    effects.exit('citation');
    return ok(code);
  };
  const text: State = (code) => {
    if (code === null || context.now().offset >= citation.end) return end(code);
    if (isLineEnding(code)) return lineEnding(code);
    effects.consume(code);
    return text;
  };
  const lineEnding: State = (code) => {
    effects.exit('citationText');
    effects.enter('lineEnding');
    effects.consume(code);
    effects.exit('lineEnding');
    effects.enter('citationText');
    return text;
  };
  return text;
}

/** Keeps CommonMark from reading code, HTML or a link's target where the plan has none. */
const tokenizePlain: Tokenizer = function (effects, ok, nok) {
  const consume = consumeData(effects, ok);
  return withPlan(this, effects, (code) => {
    const plan = planOf(this);
    const { offset } = this.now();
    if (plan === undefined || plan.citations.size === 0) return nok(code);
    if (code !== RIGHT_BRACKET && !plan.opaqueStarts.has(offset)) return consume(code);
    // Processing instructions end elsewhere in CommonMark.
    if (code === LESS_THAN) return effects.check(before(QUESTION_MARK), consume, nok)(code);
    if (code === GRAVE) return nok(code);
    const isTarget = plan.opaqueStarts.has(offset + 1);
    return isTarget ? nok(code) : effects.check(before(LEFT_PARENTHESIS), consume, nok)(code);
  });
};

/** CommonMark's definition, unless its label is a group of citations. */
const tokenizeDefinition: Tokenizer = function (effects, ok, nok) {
  const group: Construct = { partial: true, tokenize: tokenizeGroupLabel };
  return effects.check(group, nok, definition.tokenize.call(this, effects, ok, nok));
};

const tokenizeGroupLabel: Tokenizer = (effects, ok, nok) => {
  let label = '';
  const read: State = (code) => {
    if (code === null || label.length > MAX_LABEL) return nok(code);
    label += code < 0 ? (isLineEnding(code) ? '\n' : ' ') : String.fromCharCode(code);
    effects.consume(code);
    return code === RIGHT_BRACKET && label.at(-2) !== String.fromCharCode(BACKSLASH) ? decide : read;
  };
  const decide: State = (code) => {
    const first = scanCitations(label).citations[0];
    return first?.bracketed && first.start === 0 && first.end === label.length ? ok(code) : nok(code);
  };
  return read;
};
