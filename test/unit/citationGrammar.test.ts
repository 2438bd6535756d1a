import assert from 'node:assert/strict';
import fc from 'fast-check';
import { needsBraces, scanKey } from '../../src/core/citation/citekey';
import type { ScannedCitation } from '../../src/core/citation/model';
import { scanCitations } from '../../src/core/citation/scan';

const MODES = { normal: 'N', authorInText: 'A', suppressAuthor: 'S' } as const;

const flat = (citation: ScannedCitation): ScannedCitation[] => [citation, ...citation.nested.flatMap(flat)];

/** `a:N b:S | c:A`: the items of each citation, those inside others after them. */
function cited(text: string): string {
  return scanCitations(text)
    .citations.flatMap(flat)
    .map(({ items }) => items.map(({ citekey, mode }) => `${citekey}:${MODES[mode]}`).join(' '))
    .join(' | ');
}

/** Inputs (behind "T ") and what pandoc 2.17.1.1 makes of them, except where `deviations.ts` says otherwise. */
const CASES: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  'groups and modes': [
    ['[@a; @b]', 'a:N b:N'],
    ['[see @a, pp. 3-5 and *x*; -@b]', 'a:N b:S'],
    ['@a [p. 3]', 'a:A'],
    ['@a\n[p. 3]', 'a:A'],
    ['@a [p. 3; @b]', 'a:A b:N'],
    ['@a [see @b]', 'a:A b:N'],
    ['-@a', 'a:S'],
    ['--@a ---@b - -@c', 'a:A | b:A | c:S'],
    ['[-@a]', 'a:S'],
    ['[--@a] [x -@a] [x-@a]', 'a:N | a:S | a:N'],
    ['[- @a]', 'a:N'],
    ['[@ a]', ''],
    ['@ a', ''],
    ['[@a, @b]', 'a:N | b:A'],
    ['[@a;\n@b]', 'a:N b:N'],
    ['[@a][@b]', 'a:A | b:N'],
    ['[@a] [b]', 'a:N'],
    ['[[@a]] [[[@a]]]', 'a:N | a:N'],
    ['[@a [x] y]', 'a:N'],
    ['[@a `]` y]', 'a:N'],
    ['[@a \\] y]', 'a:N'],
    ['[@a;] [;@a] [@a;;@b] [see; @a]', 'a:A | a:A | a:A | b:A | a:A'],
    ['[@a [see @b] c]', 'a:N | b:N'],
    ['@a [@b]\n@c\n[@d]', 'a:A b:N | c:A d:N'],
    ['[@a|b] "@b" (@c), @d; {@e}', 'a:N | b:A | c:A | d:A | e:A'],
  ],
  keys: [
    ['@Foo_bar.baz.', 'Foo_bar.baz:A'],
    ['@Foo_bar--baz', 'Foo_bar:A'],
    ['@a.b.c @a:b @a://b', 'a.b.c:A | a:b:A | a://b:A'],
    ['@a::b @a..b', 'a:A | a:A'],
    ['@a_ @a__b', 'a_:A | a__b:A'],
    ['@https://x.y/z?a=b', 'https://x.y/z?a:A'],
    ['@{https://x.y/z?a=b}', 'https://x.y/z?a=b:A'],
    ['@{a b}', ''],
    ['@{a', ''],
    ['@{a\nb}', ''],
    ['@{a{b}c} @{}', 'a{b}c:A | :A'],
    ['@10.48550/arXiv.1706.03762', '10.48550/arXiv.1706.03762:A'],
    ['@doi:10.1145/3292500.3330701', 'doi:10.1145/3292500.3330701:A'],
    ["@vaswani2017's @vaswani2017’s", 'vaswani2017:A | vaswani2017:A'],
    ['@Ünal @中 @½ @٣ @ª @𝒳y', 'Ünal:A | 中:A | ½:A | ٣:A | ª:A | 𝒳y:A'],
    ['@e\u0301x', 'e:A'],
    ['＠a', ''],
    ['[@*] @*', '*:N | *:A'],
    ['@types/node @media', 'types/node:A | media:A'],
  ],
  'what stands before': [
    ['me@x.com foo.@x 1@x 中@x', ''],
    ['foo_@x foo-@x foo/@x foo+@x (@x "@x —@x 🙂@x', 'x:A | x:A | x:A | x:A | x:A | x:A | x:A | x:A'],
    ['.@x ..@x ...@y', 'y:A'],
    ['**b**@a *c*@d _e_@f', ''],
    ['`c`@a $x$@b <b>@c</b> ~~e~~@f', 'a:A | b:A | c:A | f:A'],
    ['me@x@y me@x-y@z', 'y:A | z:A'],
    ['n@m--n@b @k.@_m@x', 'k:A | x:A'],
    ['\\@x \\\\@y \\*@z', 'y:A | z:A'],
  ],
  'code, math, HTML, TeX': [
    ['`@x` ``@a` x', ''],
    ['``` @a ``` @b `@c`` @d` ', 'b:A'],
    ['$@x$ $$@x$$', ''],
    ['costs $5 [@a] or $6', 'a:N'],
    ['$x @b\n$ $\n@c$', 'b:A | c:A'],
    ['$x $@a$ y', ''],
    ['$x @c$5', 'c$5:A'],
    ['<!-- @x --> <b title="@x"> <http://x.y/@c> <me@x.com>', ''],
    ['<!-- @c', 'c:A'],
    ['\\cite{@a} \\foo[@b]{@c} \\foo @d', 'd:A'],
    ['\\foo{y}[@a; @b]', 'a:N b:N'],
    ['\\begin{x} @a \\end{x} @b', 'b:A'],
    ['@中 $$\t[ @d\\foo{y} =$', '中:A | d:A'],
    ['`  `c`  @a `c` @b', 'b:A'],
    ['@k. | x;$@i/j@a\t\\ $\t**', 'k:A'],
    ['$& <b> ][@b"\\\n$and +@h:', 'h:A'],
    ['\\foo\n[@a >@b \\[\\]\t@*\n&', 'a:A | b:A | *:A'],
    ['\\foo@中\t12@k2017.\né', 'k2017:A'],
  ],
  links: [
    ['[@a](url) [@a]{.x} ![@a](x.png)', 'a:A | a:A | a:A'],
    ['[x](<@a> "@b") [x](y \'@c\') [y](z (@d)) [y]( "@e")', ''],
    ['[a](b "c"@d) @f', 'd:A | f:A'],
    ['[@a]( x', 'a:A'],
    ['[@a]{ x', 'a:A'],
    ['@a [p. 3](url)', 'a:A'],
    ['@a [@b]{x}', 'a:A | b:A'],
    ['[x][@a](y) @b', 'a:N | b:A'],
    ['@a [^1] [^@b] ^[@c]', 'a:A | c:A'],
    ['[p. 3]@m [x](u) ]', 'm:N'],
    ['[a $$x]$$ @b](u @c) [a <!-- ] --> @d](u @e) [a <http://x]y> @f](u @g)', 'b:A | d:A | f:A | g:A'],
  ],
  'what swallows a bracket': [
    ['[@a *x]', 'a:A'],
    ['[@a *x; y*; @b]', 'a:N b:N'],
    ['[@a **x] y**] z', 'a:N'],
    ['[@a ****x] [@b * x] [@c a_x]', 'a:N | b:N | c:N'],
    ['[@a "x] y"] [@b \'x] y\']', 'a:N | b:N'],
    ['"[@a" @b]', 'a:N | b:A'],
    ['[@a (x] y)]', 'a:N'],
    ['[@a $x]$ y] [@b [x](]) y]', 'a:N | b:N'],
    ['[@a <http://x]y> y] [@b <b ]> y]', 'a:N | b:N'],
    ['[@a &amp; x] [@a &#59; @b]', 'a:N | a:N | b:A'],
    ['<span>@a</span>[@b <span>]</span> c]', 'a:A | b:N'],
    ['H~@y~O ^@z^ ^@a b^', 'y~O:A | z:A | a:A'],
  ],
};

suite('citation grammar', () => {
  for (const [title, cases] of Object.entries(CASES)) {
    test(`reads as pandoc: ${title}`, () => {
      for (const [input, expected] of cases)
        assert.equal(cited(`T ${input}`), expected, JSON.stringify(input));
    });
  }

  test('differs from pandoc on purpose in bare addresses and example lists', () => {
    assert.equal(cited('http://a.b/@c, foo:@d'), 'd:A');
    assert.equal(cited('[@d, http://a.b/@c; @e]'), 'd:N e:N');
    assert.equal(cited('@vaswani2017. Next'), 'vaswani2017:A');
    assert.equal(cited('(@x) y'), 'x:A');
    assert.equal(cited('@a) x'), 'a:A');
  });

  test('a defined label behind a key is a link, not a locator', () => {
    const { citations } = scanCitations('@a [x] and @b [y]', (label) => label === 'x');
    assert.deepEqual(
      citations.map(({ end, items }) => [end, items[0]?.affix]),
      [
        [2, ''],
        [17, 'y'],
      ],
    );
  });

  test('gives prefix and suffix as they stand in the text', () => {
    const [citation] = scanCitations('[see  also\n @a, p. *3*; cf. -@{b} ]').citations;
    assert.deepEqual(
      citation?.items.map(({ prefix, affix }) => [prefix, affix]),
      [
        ['see  also', ', p. *3*'],
        ['cf.', ''],
      ],
    );
  });

  test('a key that is printed is read back, with braces where it needs them', () => {
    const character = fc.constantFrom(...'ab1_.:/-+é中𝒳*=;!{}'.match(/[\s\S]/gu)!);
    fc.assert(
      fc.property(fc.string({ unit: character, minLength: 1, maxLength: 8 }), (key) => {
        const printed = needsBraces(key) ? `@{${key}}` : `@${key}`;
        const found = scanKey(`${printed} x`, 0);
        if (needsBraces(key) && !balanced(key)) return;
        assert.equal(found && printed.slice(found.keyStart, found.keyEnd), key);
      }),
    );
  });

  test('a group that is printed is read back', () => {
    const word = fc.constantFrom('', 'see', 'p. 3', 'cf. also', 'chap. 2 and more', 'x-y');
    const key = fc.constantFrom('a', 'b2017', 'c.d', 'é', 'e/f', 'g h'.replace(' ', '_'));
    const item = fc.record({ prefix: word, key, affix: word, suppressed: fc.boolean() });
    fc.assert(
      fc.property(fc.array(item, { minLength: 1, maxLength: 4 }), fc.boolean(), (items, braces) => {
        const printed = items.map(({ prefix, key: name, affix, suppressed }) =>
          [prefix, `${suppressed ? '-' : ''}@${braces ? `{${name}}` : name}`, affix]
            .filter(Boolean)
            .join(' '),
        );
        const [group] = scanCitations(`x [${printed.join('; ')}] y`).citations;
        assert.deepEqual(
          group?.items.map(({ prefix, citekey, affix, mode }) => [prefix, citekey, affix, mode]),
          items.map(({ prefix, key: name, affix, suppressed }) => [
            prefix,
            name,
            affix,
            suppressed ? 'suppressAuthor' : 'normal',
          ]),
        );
      }),
    );
  });

  test('hostile texts take linear time', () => {
    for (const part of HOSTILE) {
      const [short, long] = [2000, 8000].map(
        (length) => `${part.repeat(Math.ceil(length / part.length))} @z`,
      ) as [string, string];
      const ratio = () => milliseconds(long) / (8 * milliseconds(short) + 100);
      // Quadratic would be 16 times; a machine that is busy at one moment is not at all of them.
      const isLinear = Array.from({ length: 5 }).some(() => ratio() < 1);
      assert.ok(isLinear, part);
    }
  });
});

const HOSTILE = [
  '[',
  ']',
  '[@a ',
  '[@a;',
  '[a [',
  '@',
  '@{',
  '@a [',
  '^[',
  '[a](',
  '[a](b "c',
  '[a](<b',
  '![',
  '*a ',
  '_a*',
  '**a',
  "'a ",
  '"a ',
  '~~a ~b ',
  '`a``b',
  '$a ',
  '<a b="',
  '<!--',
  '<span>',
  '\\a{',
  '\\text{$',
  'http:',
  '(@a',
];

function milliseconds(text: string): number {
  const start = performance.now();
  scanCitations(text);
  return performance.now() - start;
}

function balanced(key: string): boolean {
  let depth = 0;
  for (const character of key) {
    if (character === '{') depth++;
    else if (character === '}' && --depth < 0) return false;
  }
  return depth === 0;
}
