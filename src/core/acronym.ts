/** Acronyms that belong to the field, not to one paper. */
const COMMON = new Set(
  (
    'AI AIGC API ASR BERT CFG CLIP CNN COCO CPU CTR CV DiT DL DNN FFN FLOP GAN GNN GPT GPU GQA ICL KV LLM LMM LSTM LVLM MAE ' +
    'MHA MHSA ML MLLM MLP MQA MT NLP NMT OOD QA RAG RL RNN ROI SAM SGD SNN SOTA SR SSL SSM T2I T2V TPU TTS VAE ViT VLM VQA'
  ).split(' '),
);

const WORD = String.raw`\p{Lu}[\p{L}\d^+*.&/-]*[\p{L}\d+*]|\p{Ll}{1,2}\p{Lu}[\p{L}\d+-]*|\d[\p{L}\d-]*\p{Lu}[\p{L}\d+-]*`;
const VERB =
  'propos(?:e|es|ed|ing)|introduc(?:e|es|ed|ing)|present(?:s|ed|ing)?|develop(?:s|ed|ing)?|design(?:s|ed|ing)?|' +
  'devis(?:e|es|ed|ing)|describ(?:e|es|ed)|formulat(?:e|es|ed)|build|built|offer(?:s|ed)?|releas(?:e|es|ed)|' +
  'contribut(?:e|es|ed)|explor(?:e|es|ed)';
const OURS = new RegExp(
  String.raw`\b(?:we|our|this (?:paper|work|article|study|report))\b|\b(?:is|are) proposed\b`,
  'iu',
);
const INTRODUCED = new RegExp(
  String.raw`\b(?:${VERB}|call(?:s|ed)?|named|namely|termed|dub(?:bed)?|coined)\b`,
  'giu',
);
const PARENTHESES = new RegExp(
  String.raw`\((?:i\.e\.,? |dubbed |named |called |termed |or |abbreviated as )?(${WORD})(?:[,;] [^()]*)?\)`,
  'gu',
);
const CALLED = new RegExp(
  String.raw`\b(?:dubbed|called|termed|named|coined|denoted|namely|abbreviated|referred to|which we (?:call|dub|term|name)|we (?:call|dub|term|name)(?: (?:it|this|them|our|the|these|resulting|proposed|new|method|model|approach|architecture|framework|\w+ation)){0,4})(?: as| by| the)?:? ["'“]?(${WORD})(?=["'”]?(?:[,.;:)]|$| (?:\p{Ll}|\()))`,
  'gu',
);
const DIRECT = new RegExp(
  String.raw`\b(?:${VERB})(?: the| our| \p{Ll}+ \p{Ll}+,| here)? (${WORD})(?=[,:.;]| ?--| —| \(| (?:as|that|which|to|a|an|for|and|in|by)\b)`,
  'gu',
);
const OUR_MODEL = new RegExp(
  String.raw`\b[Oo]ur (?:[\p{L}-]+ ){0,4}?(?:method|model|approach|framework|architecture|network|algorithm|system|mechanism|module|benchmark),? (${WORD})(?=,| (?:is|has|can|achieves|outperforms|consists|uses|introduces)\b)`,
  'gu',
);
/** Told quickly: whether a sentence has anything with the shape of a name. */
const NAME_INSIDE = /[a-z][A-Z]|[A-Z][A-Z0-9-]|[0-9][A-Z]|[^\0-\x7f]/;
const ADDRESS = /https?:\/\/\S+/g;
/** What stands between "we propose" and what is proposed; anything else there introduces something known. */
const NOT_THE_OBJECT = /\b(?:for|in|on|that|which|to|from|by|via|using|with|where|into|between)\b/i;
const DESCRIBING = /-(?:based|style|like|aware|guided|driven|free|level|wise)$/i;

/**
 * The names a paper gives to its own work, as printed, without repeats, those in the title first. From the title: its
 * head before a colon, and what stands in parentheses. From the abstract: what is put in parentheses behind the object
 * of "we propose …", what is "called" or "dubbed", the object itself where it has the looks of a name, and "our model
 * X". Acronyms that everybody uses ("Large Language Models (LLMs)") are left out, except as a title's head.
 */
export function acronymsOf(title: string, abstract = ''): string[] {
  return [...new Set([...inTitle(title, abstract), ...inAbstract(abstract)])];
}

function inTitle(title: string, abstract: string): string[] {
  const head = /^([^:]{2,24}):\s/.exec(title)?.[1]?.trim() ?? '';
  const rest = `${title.slice(head.length)} ${abstract}`.replace(ADDRESS, '');
  const isName = /^\S+(?: \d+)?$/.test(head) && (hasNameShape(head) || !occursInLowerCase(head, rest));
  const others = Array.from(title.matchAll(PARENTHESES), ([, word = '']) => word);
  return [...(isName ? [head] : []), ...others.filter(isOwn)];
}

/** An ordinary word: also printed in lower case. */
const occursInLowerCase = (word: string, text: string): boolean =>
  !/^\p{Lu}/u.test(word) || new Set(text.split(/[^\p{L}\d-]+/u)).has(word.toLowerCase());

function inAbstract(abstract: string): string[] {
  return abstract.split(/(?<=[.!?])\s+(?=\p{Lu})/u).flatMap((sentence) => {
    if (!NAME_INSIDE.test(sentence) || !OURS.test(sentence)) return [];
    const found = [...introduced(sentence), ...matches(sentence, CALLED), ...matches(sentence, DIRECT)];
    const ours = [...found, ...matches(sentence, OUR_MODEL)].sort((a, b) => a.at - b.at);
    return ours.map(({ word }) => word).filter(isOwn);
  });
}

interface Found {
  readonly word: string;
  readonly at: number;
}

const matches = (sentence: string, pattern: RegExp): Found[] =>
  Array.from(sentence.matchAll(pattern), ({ 0: all, 1: word = '', index }) => ({
    word: trimmed(word),
    at: index + all.length,
  })).filter(({ word }) => hasNameShape(word));

/** Acronyms in parentheses whose long form is the object of "we propose", "this paper introduces" and the like. */
function introduced(sentence: string): Found[] {
  const verbs = Array.from(sentence.matchAll(INTRODUCED), ({ 0: verb, index }) => index + verb.length);
  return Array.from(sentence.matchAll(PARENTHESES)).flatMap(({ 1: word = '', index }) => {
    const verb = verbs.findLast((end) => end < index);
    if (verb === undefined) return [];
    const object = sentence.slice(verb, index);
    return NOT_THE_OBJECT.test(object.slice(0, longFormStart(word, object))) ? [] : [{ word, at: index }];
  });
}

/**
 * Where the long form of an acronym begins in the text before it: its characters are looked for from the end, the
 * first at the beginning of a word (Schwartz and Hearst, "A simple algorithm for identifying abbreviation definitions
 * in biomedical text", 2003). The text's end when there is none.
 */
function longFormStart(acronym: string, before: string): number {
  const letters = Array.from(acronym.toLowerCase()).filter((char) => /[\p{L}\d]/u.test(char));
  const text = before.toLowerCase();
  let at = text.length;
  for (let index = letters.length - 1; index >= 0; index--) {
    do at = at > 0 ? text.lastIndexOf(letters[index] ?? '', at - 1) : -1;
    while (at > 0 && index === 0 && /[\p{L}\d]/u.test(text[at - 1] ?? ''));
    if (at < 0) return text.length;
  }
  return at;
}

const trimmed = (word: string): string => word.replace(/[.*/&-]+$/, '');

const isOwn = (word: string): boolean =>
  hasNameShape(word) && !COMMON.has(word) && !COMMON.has(word.replace(/s$/, '')) && !DESCRIBING.test(word);

/** Two capitals, a capital inside, or letters with digits, in one part of a hyphenated word. */
const hasNameShape = (word: string): boolean =>
  word.split('-').some((part) => /\p{Lu}.*\p{Lu}|\p{Ll}\p{Lu}|\p{Lu}.*\d|\d.*\p{Lu}/u.test(part)) ||
  /^\p{Lu}-\p{Lu}/u.test(word) ||
  /^\p{Lu}.*\+/u.test(word);
