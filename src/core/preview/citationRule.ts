import { divideSuffix } from '../citation/locator';
import type { ScannedCitation } from '../citation/model';
import { scanCitations } from '../citation/scan';
import type { CitedItem } from '../csl/cite';
import { readFrontMatter } from '../noteFrontMatter';
import type { BlockState, CoreState, InlineRule, InlineState, MarkdownIt, Token } from './markdownIt';
import { type PreviewOptions, readPreviewOptions } from './previewOptions';

/** The token of a citation; its `meta` are the items cited, its `content` is the source. */
export const CITATION = 'attention_citation';
/** The token in whose place the reference list is shown; its `meta` is what the note cites. */
export const REFERENCES = 'attention_references';

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
  md.core.ruler.push(REFERENCES, addReferences);
}

function citationRule(md: MarkdownIt): InlineRule {
  const plans = new WeakMap<InlineState, ReadonlyMap<number, ScannedCitation>>();
  return (state, silent) => {
    let plan = plans.get(state);
    if (!plan) plans.set(state, (plan = planOf(md, state)));
    const citation = plan.get(state.pos);
    if (!citation || citation.end > state.posMax) return false;
    if (!silent) {
      const token = state.push(CITATION, '', 0);
      token.content = state.src.slice(citation.start, citation.end);
      token.meta = citation.items.map(citedItem);
    }
    state.pos = citation.end;
    return true;
  };
}

function planOf(md: MarkdownIt, { src, env }: InlineState): Map<number, ScannedCitation> {
  const defined = (env as { references?: Readonly<Record<string, unknown>> }).references ?? {};
  const isDefined = (label: string): boolean => Object.hasOwn(defined, md.utils.normalizeReference(label));
  const { citations } = scanCitations(src, isDefined);
  return new Map(citations.map((citation) => [citation.start, citation]));
}

function citedItem({ citekey, mode, prefix, affix }: ScannedCitation['items'][number]): CitedItem {
  return { id: citekey, mode, prefix, ...divideSuffix(affix) };
}

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
  return (token.children ?? []).flatMap(citationsIn);
}
