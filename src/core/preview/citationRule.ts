import type MarkdownIt from 'markdown-it';
import type { StateBlock, StateCore, StateInline, Token } from 'markdown-it';
import type { RuleBlock } from 'markdown-it/lib/parser_block.mjs';
import type { RuleInline } from 'markdown-it/lib/parser_inline.mjs';
import { divideSuffix } from '../citation/locator';
import type { ScannedCitation } from '../citation/model';
import { scanCitations } from '../citation/scan';
import type { CitedItem } from '../csl/cite';
import { readFrontMatter } from '../noteFrontMatter';
import { CLOSES_COMMENT, FENCE, OPENS_COMMENT, REFS } from '../referencesMarks';
import { type PreviewOptions, readPreviewOptions } from './previewOptions';

/** What a citation is until its block is read; then it is text, for everybody who reads the text of a heading. */
const CITATION = 'attention_citation';
/** The token in whose place the reference list is shown; its `meta` is what the note cites. */
export const REFERENCES = 'attention_references';

/** The rule that keeps `[@key]: address` from being a link's definition. */
const DEFINITION = 'attention_definition';

/** What a token of text cites, if that text is a citation. */
export const citedIn = ({ type, info, meta }: Token): readonly CitedItem[] | undefined =>
  type === 'text' && info === CITATION ? (meta as readonly CitedItem[]) : undefined;

/** What a note cites, as its preview shows it. */
export interface PreviewedNote {
  /** In the order of the text. */
  readonly citations: readonly (readonly CitedItem[])[];
  /** Keys that are to be listed without being cited in the text. */
  readonly uncited: readonly string[];
  /** Keys of the entries that the note has itself. */
  readonly own: readonly string[];
  readonly options: PreviewOptions;
}

/**
 * Makes markdown-it read citations by the grammar that reads notes: the text of a block is scanned once, and where
 * the scan has a citation, there is one. Behind the last block, or in place of the list that the note has
 * (`findReferences` in `referencesBlock.ts` says where), comes the token of the reference list.
 */
export function addCitationRules(md: MarkdownIt): void {
  md.inline.ruler.before('escape', CITATION, citationRule(md));
  md.block.ruler.before('fence', REFERENCES, refsBlock, {
    alt: ['paragraph', 'reference', 'blockquote', 'list'],
  });
  md.block.ruler.before('reference', DEFINITION, definitionRule(md));
  md.core.ruler.push(REFERENCES, addReferences);
}

/** What a text holds, by offset. */
interface Plan {
  readonly citations: ReadonlyMap<number, ScannedCitation>;
  readonly opaqueStarts: ReadonlySet<number>;
}

function citationRule(md: MarkdownIt): RuleInline {
  const plans = new WeakMap<StateInline, Plan>();
  return (state, silent) => {
    let plan = plans.get(state);
    if (!plan) plans.set(state, (plan = planOf(md, state)));
    const citation = plan.citations.get(state.pos);
    if (!citation || citation.end > state.posMax) return isPlain(state, plan) && takePlain(state, silent);
    if (!silent) {
      const token = state.push(CITATION, '', 0);
      token.content = state.src.slice(citation.start, citation.end);
      token.meta = citation.items.map(citedItem);
    }
    state.pos = citation.end;
    return true;
  };
}

/** Whether markdown-it would read code or HTML here where the grammar, in a text that cites, has none. */
function isPlain({ src, pos }: StateInline, { citations, opaqueStarts }: Plan): boolean {
  const character = src[pos];
  if (citations.size === 0 || (character !== '<' && character !== '`')) return false;
  // Processing instructions end elsewhere in CommonMark.
  return !opaqueStarts.has(pos) || (character === '<' && src[pos + 1] === '?');
}

function takePlain(state: StateInline, silent: boolean): boolean {
  if (!silent) state.pending += state.src[state.pos] ?? '';
  state.pos++;
  return true;
}

function planOf(md: MarkdownIt, { src, env }: StateInline): Plan {
  const defined = (env as { references?: Readonly<Record<string, unknown>> }).references ?? {};
  const isDefined = (label: string): boolean => Object.hasOwn(defined, md.utils.normalizeReference(label));
  const { citations, opaque } = scanCitations(src, isDefined);
  return {
    citations: new Map(citations.map((citation) => [citation.start, citation])),
    opaqueStarts: new Set(opaque.map(({ start }) => start)),
  };
}

function citedItem({ citekey, mode, prefix, affix }: ScannedCitation['items'][number]): CitedItem {
  return { id: citekey, mode, prefix, ...divideSuffix(affix) };
}

/** Reads as a paragraph what CommonMark takes for a definition, but whose label is a group of citations. */
function definitionRule(md: MarkdownIt): RuleBlock {
  return (state, startLine, endLine, silent) => {
    const from = (state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0);
    if (state.src[from] !== '[' || (state.sCount[startLine] ?? 0) - state.blkIndent >= 4) return false;
    const label = LABEL.exec(state.src.slice(from, from + MAX_LABEL))?.[0];
    if (label === undefined || !label.includes('@')) return false;
    const first = scanCitations(label).citations[0];
    if (!first?.bracketed || first.start !== 0 || first.end !== label.length) return false;
    // The last rule is for paragraphs: it takes what is left.
    return md.block.ruler.getRules('').at(-1)?.(state, startLine, endLine, silent) ?? false;
  };
}

const LABEL = /^\[(?:[^\]]|(?<=\\)\])*(?<!\\)\]/;
const MAX_LABEL = 1000;

/** The block in which pandoc puts the reference list; what it has inside is of an earlier list. One without end is none. */
function refsBlock(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  const lineAt = (line: number): string => state.src.slice(state.bMarks[line], state.eMarks[line]).trimEnd();
  const fenceAt = (line: number): RegExpExecArray | null => FENCE.exec(lineAt(line));
  if (state.level > 0 || !REFS.test(fenceAt(startLine)?.[1] ?? '')) return false;
  // Within a paragraph nothing opens a division, unless it follows a fence at once.
  if (silent && !fenceAt(startLine - 1)) return false;
  // The first list counts.
  if (state.tokens.some((token) => token.type === REFERENCES || isMark(token, OPENS_COMMENT))) return false;
  let depth = 1;
  let line = startLine + 1;
  for (let code: string | undefined; line < endLine && depth > 0; line++) {
    const [, run = ''] = CODE_FENCE.exec(lineAt(line)) ?? [];
    if (code !== undefined) {
      if (run.startsWith(code) && lineAt(line).trim() === run) code = undefined;
    } else if (run !== '') code = run;
    else if (fenceAt(line)?.[1] === undefined && fenceAt(line)) depth--;
    else if (REFS.test(fenceAt(line)?.[1] ?? '')) return false;
    else if (fenceAt(line) && (state.isEmpty(line - 1) || fenceAt(line - 1))) depth++;
  }
  if (depth > 0) return false;
  if (silent) return true;
  const token = state.push(REFERENCES, '', 0);
  token.map = [startLine, line];
  token.block = true;
  state.line = line;
  return true;
}

const CODE_FENCE = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/;

const isMark = ({ type, level, content }: Token, mark: RegExp): boolean =>
  type === 'html_block' && level === 0 && !content.trim().includes('\n') && mark.test(content.trim());

/** Puts the token of the reference list in place of a list that is in the note, between comments. */
function replaceList({ Token, tokens }: StateCore): void {
  const start = tokens.findIndex((token) => token.type === REFERENCES || isMark(token, OPENS_COMMENT));
  const end = tokens.findIndex((token, index) => index > start && isMark(token, CLOSES_COMMENT));
  if (start < 0 || end < 0 || tokens[start]?.type === REFERENCES) return;
  const token = new Token(REFERENCES, '', 0);
  token.block = true;
  token.map = [tokens[start]?.map?.[0] ?? 0, tokens[end]?.map?.[1] ?? 0];
  tokens.splice(start, end - start + 1, token);
}

function addReferences(state: StateCore): void {
  replaceList(state);
  const { end, citations: uncited, references: own } = readFrontMatter(state.src, 0);
  const frontLines = end === 0 ? 0 : state.src.slice(0, end).split('\n').length - 1;
  const cited = state.tokens.flatMap((token) => {
    const citations = citationsIn(token);
    return token.map === null || token.map[0] >= frontLines ? citations : [];
  });
  const note: PreviewedNote = {
    citations: cited.map(({ meta }) => meta as readonly CitedItem[]),
    uncited: uncited.flatMap(({ items }) => items.map(({ citekey }) => citekey)),
    own,
    options: readPreviewOptions(state.src.slice(0, end)),
  };
  const placed = state.tokens.find(({ type }) => type === REFERENCES);
  if (placed) placed.meta = note;
  if (placed || (note.citations.length === 0 && note.uncited.length === 0)) return;
  const token = new state.Token(REFERENCES, '', 0);
  token.block = true;
  token.meta = note;
  state.tokens.push(token);
}

/** The citations in a token, made text. Only here: neighbouring texts are joined before. */
function citationsIn(token: Token): Token[] {
  if (token.type !== CITATION) return (token.children ?? []).flatMap(citationsIn);
  return [Object.assign(token, { type: 'text', info: CITATION })];
}
