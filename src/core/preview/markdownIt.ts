/** What is used of markdown-it, whose parser and renderer the Markdown preview hands over. */
export interface MarkdownIt {
  readonly core: { readonly ruler: Ruler<CoreRule> };
  readonly block: { readonly ruler: Ruler<BlockRule> };
  readonly inline: { readonly ruler: Ruler<InlineRule> };
  readonly renderer: { readonly rules: Record<string, RenderRule | undefined> };
  readonly utils: { normalizeReference(label: string): string };
}

interface Ruler<Rule> {
  before(other: string, name: string, rule: Rule, options?: { alt: string[] }): void;
  getRules(chain: string): readonly Rule[];
  push(name: string, rule: Rule): void;
}

export type CoreRule = (state: CoreState) => void;
export type InlineRule = (state: InlineState, silent: boolean) => boolean;
export type BlockRule = (state: BlockState, startLine: number, endLine: number, silent: boolean) => boolean;
export type RenderRule = (tokens: readonly Token[], index: number, options: unknown, env: unknown) => string;

export interface Token {
  type: string;
  content: string;
  /** First line and the one behind the last. */
  map: [number, number] | null;
  children: Token[] | null;
  meta: unknown;
  block: boolean;
}

export interface CoreState {
  readonly src: string;
  readonly tokens: Token[];
  readonly Token: new (type: string, tag: string, nesting: -1 | 0 | 1) => Token;
}

export interface InlineState {
  readonly src: string;
  pos: number;
  /** Text that is not in a token yet. */
  pending: string;
  readonly posMax: number;
  readonly env: unknown;
  push(type: string, tag: string, nesting: -1 | 0 | 1): Token;
}

export interface BlockState {
  readonly src: string;
  readonly bMarks: readonly number[];
  readonly eMarks: readonly number[];
  readonly tShift: readonly number[];
  readonly sCount: readonly number[];
  readonly blkIndent: number;
  line: number;
  push(type: string, tag: string, nesting: -1 | 0 | 1): Token;
}
