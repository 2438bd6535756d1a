import assert from 'node:assert/strict';
import { gfmFootnoteFromMarkdown } from 'mdast-util-gfm-footnote';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmFootnote } from 'micromark-extension-gfm-footnote';
import { gfmTable } from 'micromark-extension-gfm-table';
import remarkParse from 'remark-parse';
import { type Processor, unified } from 'unified';
import { LabelUse } from '../../src/core/citation/labels';
import { parseWithCitations } from '../../src/core/citation/remarkCitations';
import { HOSTILE } from '../support/hostileTexts';

/** The plugin that reads notes, without citations. */
function remarkPlain(this: Processor): void {
  const data = this.data();
  (data.micromarkExtensions ??= []).push(gfmTable(), gfmFootnote());
  (data.fromMarkdownExtensions ??= []).push(gfmTableFromMarkdown(), gfmFootnoteFromMarkdown());
}

const withCitations = (text: string): unknown =>
  parseWithCitations(text, new LabelUse({ links: new Set(), footnotes: new Set() }));
const withoutCitations = (text: string): unknown => unified().use(remarkParse).use(remarkPlain).parse(text);

/** Processor time, in milliseconds: what others do on the machine does not count. */
function cost(work: () => unknown): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** The least cost of several parses of each text with and without citations, in turns. */
function costs(texts: readonly string[]): { readonly own: number[]; readonly plain: number[] } {
  const own = texts.map(() => Infinity);
  const plain = texts.map(() => Infinity);
  for (let round = 0; round < 8; round++)
    for (const [index, text] of texts.entries()) {
      own[index] = Math.min(
        own[index]!,
        cost(() => withCitations(text)),
      );
      plain[index] = Math.min(
        plain[index]!,
        cost(() => withoutCitations(text)),
      );
    }
  return { own, plain };
}

/** How many times at most what is measured may exceed what it is compared with. */
const LIMIT = 1.5;
/** A machine that is busy at one moment is not at all of them. */
const isWithin = (measure: () => number): boolean => Array.from({ length: 6 }).some(() => measure() <= LIMIT);

const hostile = (part: string, length: number): string =>
  `x ${part.repeat(Math.ceil(length / part.length))} @z`;

const ORDINARY = Array.from(
  { length: 40 },
  (_, index) =>
    `## Windows of section ${index}\n\nAttention is *cheap* in local windows [see @key${index}, p. 3; @other${index}], and as @third${index} show
the \`cost\` grows with the [window](https://example.org/${index}). It has been measured many times, for many sizes of windows and
models, that wider ones are of little use. Nobody knows why; **maybe** the texts are short.\n\n- one point about heads\n- another one\n`,
).join('\n');

suite('cost of citations', () => {
  test('no text takes more time to grow than without citations', () => {
    for (const part of HOSTILE) {
      const texts = [hostile(part, 400), hostile(part, 1600)];
      const growth = ([short = 0, long = 0]: number[]): number => long / short;
      const excess = (): number => {
        const { own, plain } = costs(texts);
        return growth(own) / Math.max(4, growth(plain));
      };
      assert.ok(isWithin(excess), part);
    }
  });

  test('brackets that nothing closes take hardly more time than without citations', () => {
    for (const part of ['[', '[a [', ']', '[a](', '[a](<b', '*a ']) {
      const text = hostile(part, 4000);
      const ratio = (): number => {
        const { own, plain } = costs([text]);
        return own[0]! / plain[0]!;
      };
      assert.ok(isWithin(ratio), part);
    }
  });

  test('nor does an ordinary note', () => {
    const ratio = (): number => {
      const { own, plain } = costs([ORDINARY]);
      return own[0]! / plain[0]!;
    };
    assert.ok(isWithin(ratio));
  });
});
