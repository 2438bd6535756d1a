import { divideSuffix } from '../citation/locator';
import type { ScannedCitation } from '../citation/model';
import { scanCitations } from '../citation/scan';
import type { CitedItem } from '../csl/cite';
import { readFrontMatter } from '../noteFrontMatter';
import type {
  BlockRule,
  BlockState,
  CoreState,
  InlineRule,
  InlineState,
  MarkdownIt,
  Token,
} from './markdownIt';
import { type PreviewOptions, readPreviewOptions } from './previewOptions';

/** The token of a citation; its `meta` are the items cited, its `content` is the source. */
export const CITATION = 'attention_citation';
/** The token in whose place the reference list is shown; its `meta` is what the note cites. */
export const REFERENCES = 'attention_references';

/** The rule that keeps `[@key]: address` from being a link's definition. */
const DEFINITION = 'attention_definition';

/** What a note cites, as its preview shows it. */
export interface PreviewedNote {
  /** In the order of the text. */
  readonly citations: readonly (readonly CitedItem[])[];
  /** Keys that are to be listed without being cited in the text. */
  readonly uncited: readonly string[];
  readonly options: PreviewOptions;
}

/**
 * Makes markdown-it read citations by the grammar that reads notes: the text of a block is scanned once, and where
 * the scan has a citation, there is one. Behind the last block, or in place of `::: {#refs}`, comes the token of
 * the reference list.
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

function citationRule(md: MarkdownIt): InlineRule {
  const plans = new WeakMap<InlineState, Plan>();
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
function isPlain({ src, pos }: InlineState, { citations, opaqueStarts }: Plan): boolean {
  const character = src[pos];
  if (citations.size === 0 || (character !== '<' && character !== '`')) return false;
  // Processing instructions end elsewhere in CommonMark.
  return !opaqueStarts.has(pos) || (character === '<' && src[pos + 1] === '?');
}

function takePlain(state: InlineState, silent: boolean): boolean {
  if (!silent) state.pending += state.src[state.pos] ?? '';
  state.pos++;
  return true;
}

function planOf(md: MarkdownIt, { src, env }: InlineState): Plan {
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
function definitionRule(md: MarkdownIt): BlockRule {
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

const REFS = /^:{3,}[ \t]*\{[^}\n]*#refs(?=[\s}])[^}\n]*\}[ \t]*:*$/;

/** The block in which pandoc puts the reference list; what it has inside is of an earlier list. */
function refsBlock(state: BlockState, startLine: number, endLine: number, silent: boolean): boolean {
  const lineAt = (line: number): string =>
    state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line]).trimEnd();
  if ((state.sCount[startLine] ?? 0) - state.blkIndent >= 4 || !REFS.test(lineAt(startLine))) return false;
  if (silent) return true;
  let depth = 1;
  let line = startLine + 1;
  for (; line < endLine && depth > 0; line++) {
    const text = lineAt(line);
    if (/^:{3,}$/.test(text)) depth--;
    else if (/^:{3,}[ \t]*[^\s:]/.test(text)) depth++;
  }
  const token = state.push(REFERENCES, '', 0);
  token.map = [startLine, line];
  token.block = true;
  state.line = line;
  return true;
}

function addReferences(state: CoreState): void {
  const { end, citations: uncited } = readFrontMatter(state.src, 0);
  const frontLines = end === 0 ? 0 : state.src.slice(0, end).split('\n').length - 1;
  const cited = state.tokens
    .filter(({ map }) => map === null || map[0] >= frontLines)
    .flatMap((token) => citationsIn(token));
  const note: PreviewedNote = {
    citations: cited.map(({ meta }) => meta as readonly CitedItem[]),
    uncited: uncited.flatMap(({ items }) => items.map(({ citekey }) => citekey)),
    options: readPreviewOptions(state.src.slice(0, end)),
  };
  const placed = state.tokens.filter(({ type }) => type === REFERENCES);
  for (const [index, token] of placed.entries()) token.meta = index === 0 ? note : undefined;
  if (placed.length > 0 || (note.citations.length === 0 && note.uncited.length === 0)) return;
  const token = new state.Token(REFERENCES, '', 0);
  token.block = true;
  token.meta = note;
  state.tokens.push(token);
}

function citationsIn(token: Token): Token[] {
  if (token.type === CITATION) return [token];
  // What stands for a picture is text.
  if (token.type === 'image')
    return (token.children ?? [])
      .flatMap(citationsIn)
      .map((citation) => Object.assign(citation, { type: 'text' }));
  return (token.children ?? []).flatMap(citationsIn);
}
