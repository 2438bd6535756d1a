import assert from 'node:assert/strict';
import fc from 'fast-check';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { escapeIcons, escapeLinks, escapeMarkdown } from '../../src/core/markdown';

const parse = (markdown: string) => unified().use(remarkParse).parse(markdown);

suite('Escaping', () => {
  test('makes any text one plain paragraph that reads the same', () => {
    const hostile = fc.string({
      unit: fc.constantFrom(
        ...Array.from('[]()<>!*_`#&;:/@\\|~$-+.1a "\'\n='),
        'http://x',
        'command:x',
        '&amp;',
        '$(sync)',
      ),
    });
    fc.assert(
      fc.property(hostile, (text) => {
        const shown = text.replace(/\s+/g, ' ');
        const { children } = parse(`x ${escapeMarkdown(text)}`);
        assert.equal(children.length, 1);
        const [paragraph] = children;
        assert.ok(paragraph?.type === 'paragraph');
        assert.deepEqual(
          paragraph.children.map((child) => child.type),
          ['text'],
        );
        const [only] = paragraph.children;
        assert.equal(only?.type === 'text' ? only.value : '', `x ${shown}`.trimEnd());
      }),
    );
  });

  test('leaves no icon, link or command to be found', () => {
    assert.doesNotMatch(
      escapeMarkdown('$(sync) [a](command:x) <img src=x> https://a.b'),
      /\$\(|\]\(|<|:\/\//,
    );
  });

  test('makes icons of rows plain text, and changes nothing else', () => {
    assert.equal(escapeIcons('A $(bug) and $(sync~spin)'), 'A \\$(bug) and \\$(sync~spin)');
    assert.equal(escapeIcons('Costs $(n log n)$, $5\n(a)'), 'Costs $(n log n)$, $5 (a)');
  });

  test('leaves no link in a message, and shows what it said', () => {
    // As VS Code looks for links in messages.
    const link = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i;
    for (const text of [
      'A [b](command:c) d',
      '[](file:x)[y](https://z "t")',
      '[[a](command:b)](command:c)',
    ]) {
      assert.doesNotMatch(escapeLinks(text), link);
      assert.equal(escapeLinks(text).replaceAll('\u200b', ''), text);
    }
    assert.equal(escapeLinks('[@key] (p. 3), f[0] (x)'), '[@key] (p. 3), f[0] (x)');
  });
});
