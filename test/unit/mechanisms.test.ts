import assert from 'node:assert/strict';
import { FAMILIES } from '../../src/core/families/families';
import { comparisonTable } from '../../src/core/mechanisms/comparison';
import { formula } from '../../src/core/mechanisms/formula';
import { MECHANISMS, mechanismOf, type Mechanism } from '../../src/core/mechanisms/mechanism';
import { readableBytes, readableCount, readableFlops } from '../../src/core/mechanisms/readable';

const named = (id: string): Mechanism => mechanismOf(id) ?? assert.fail(id);

suite('mechanisms', () => {
  test('tell of all 22 families, each before the mechanisms that belong to it', () => {
    assert.deepEqual(
      MECHANISMS.filter(({ id, family }) => id === family).map(({ id }) => id),
      FAMILIES.map(({ id }) => id),
    );
    const order = FAMILIES.map(({ id }) => id);
    const groups = MECHANISMS.map(({ family }) => family).filter((each, at, all) => each !== all[at - 1]);
    assert.deepEqual(groups, order);
    for (const { id } of FAMILIES) assert.equal(mechanismOf(id)?.id, id);
    assert.ok(MECHANISMS.length - FAMILIES.length >= 60);
  });

  test('have ids and names of their own, two sentences, and sources on arXiv', () => {
    assert.equal(new Set(MECHANISMS.map(({ id }) => id)).size, MECHANISMS.length);
    assert.equal(new Set(MECHANISMS.map(({ name }) => name)).size, MECHANISMS.length);
    for (const { id, what, cost, source } of MECHANISMS) {
      assert.match(id, /^[a-z0-9]+(?:-[a-z0-9]+)*$/);
      assert.equal(what.split(/(?<=\.)\s+(?=\p{Lu})/u).length, 2, `${id}: ${what}`);
      assert.ok(what.endsWith('.') && what.length < 420, `${id}: ${what.length}`);
      for (const each of [cost?.source, source])
        if (each) assert.match(each.url, /^https:\/\/arxiv\.org\/abs\/\d{4}\.\d{4,5}$/, id);
    }
  });

  test('say in which paper a named one was introduced, save for what is older than papers on it', () => {
    const silent = MECHANISMS.filter(({ id, family, source }) => id !== family && !source).map(
      ({ id }) => id,
    );
    assert.deepEqual(silent, ['key-value-cache', 'scanpath', 'eye-tracking']);
  });

  test('say more of a family than its definition does', () => {
    for (const { id, definition } of FAMILIES)
      assert.ok((mechanismOf(id)?.what.length ?? 0) > definition.length + 40, id);
  });

  test('have terms that name one mechanism only', () => {
    const owners = new Map<string, string>();
    for (const { id, terms } of MECHANISMS) {
      for (const term of terms) {
        const plain = term.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ');
        assert.equal(owners.get(plain), undefined, `${term}: ${id}`);
        owners.set(plain, id);
      }
    }
    for (const vague of [
      'attention',
      'window',
      'memory',
      'graph',
      'transformer',
      'se',
      'pooling',
      'head',
      'cache',
    ])
      assert.equal(owners.get(vague), undefined, vague);
  });
});

suite('mechanism formulas', () => {
  const both = (source: string): string[] => {
    const { text, mathml } = formula(source);
    return [text, mathml.replace(/^<math[^>]*>|<\/math>$/g, '')];
  };

  test('stand in Unicode and in MathML', () => {
    assert.deepEqual(both('x_i^2'), [
      'xᵢ²',
      '<msubsup><mrow><mi mathvariant="normal" class="variable">x</mi></mrow><mrow><mi mathvariant="normal" class="variable">i</mi></mrow><mrow><mn>2</mn></mrow></msubsup>',
    ]);
    assert.equal(both('softmax(frac{Q K^⊤}{sqrt{d}}) V')[0], 'softmax(QKᵀ / √d) V');
    assert.equal(both('frac{a + b}{c d} − 1')[0], '(a + b) / (cd) − 1');
    assert.equal(both('∑_{j ≤ i} e^{−q x}')[0], '∑_(j ≤ i) e^(−qx)');
    assert.match(both('max_j s_j')[1] ?? '', /<munder>/);
    assert.match(both('a < b')[1] ?? '', /<mo>&#60;<\/mo>/);
    assert.match(both('a\nb')[1] ?? '', /<mtable.*<mtr>.*<mtr>/);
  });

  test('are refused when a brace is left open or has no beginning', () => {
    for (const source of ['x^{2', 'a } b', 'frac{a}'])
      assert.throws(() => formula(source).text, /Not a formula/, source);
  });

  test('can be sent to another thread, and read twice', () => {
    const once = formula('x^2');
    const sent = JSON.parse(JSON.stringify(once)) as unknown;
    assert.deepEqual(sent, { text: once.text, mathml: once.mathml });
    assert.equal(once.text, 'x²');
  });

  test('of all mechanisms are sound: every element of MathML is closed, no markup in the text', () => {
    let count = 0;
    for (const { id, formula: each } of MECHANISMS) {
      if (!each) continue;
      count++;
      const open: string[] = [];
      for (const [, end, tag = ''] of each.mathml.matchAll(/<(\/?)(\w+)[^<>]*(?<!\/)>/g)) {
        if (end) assert.equal(open.pop(), tag, id);
        else open.push(tag);
      }
      assert.deepEqual(open, [], id);
      assert.match(each.mathml, /^<math xmlns="[^"]+" display="block">/);
      assert.doesNotMatch(each.text, /[`^_]\{|frac|sqrt|undefined|`/, id);
      for (const line of each.text.split('\n')) assert.ok(line.length < 130, `${id}: ${line}`);
    }
    assert.ok(count > 80);
  });
});

suite('mechanism comparison', () => {
  test('sets two side by side at the size of the first', () => {
    const table = comparisonTable([named('multi-head-attention'), named('grouped-query-attention')], {
      n: 4096,
      heads: 64,
      kvHeads: 8,
      layers: 80,
    });
    const rows = table.trimEnd().split('\n');
    assert.equal(rows[0], '|  | Multi-head attention (MHA) | Grouped-query attention (GQA) |');
    assert.equal(rows[1], '| --- | --- | --- |');
    const cache = rows.find((row) => row.startsWith('| Cache')) ?? '';
    assert.match(cache, /\| 10 GiB \(`2·n·h·d·L·p = 2·4096·64·128·80·2`\) \| 1.25 GiB /);
    assert.match(rows.find((row) => row.startsWith('| Formula')) ?? '', /`headᵢ = [^|]*`<br>`MHA/);
    assert.match(
      rows.at(-1) ?? '',
      /^\| Source \| \[Vaswani et al\. 2017.*\(https:\/\/arxiv\.org\/abs\/1706\.03762\)/,
    );
    assert.ok(!table.includes('Memory traffic'), 'neither has it');
  });

  test('gives both the same heads and layers where the usual ones differ', () => {
    const table = comparisonTable([named('grouped-query-attention'), named('multi-head-latent-attention')]);
    assert.match(table, /`n·\(r \+ dᵣ\)·L·p = 4096·\(512 \+ 64\)·32·2`/);
  });

  test('has three cells in every row, bars in formulas included', () => {
    for (const a of MECHANISMS) {
      for (const row of comparisonTable([a, named('graph')])
        .trimEnd()
        .split('\n')) {
        assert.equal(row.match(/(?<!\\)\|/g)?.length, 4, row);
        assert.ok(row.startsWith('| ') && row.endsWith(' |'), row);
      }
    }
  });

  test('has two cells in every row where there is one mechanism', () => {
    for (const row of comparisonTable([named('grouped-query-attention')])
      .trimEnd()
      .split('\n'))
      assert.equal(row.match(/(?<!\\)\|/g)?.length, 3, row);
  });

  test('names a parameter that does not fit, and says nothing of what cannot be counted', () => {
    const table = comparisonTable([named('grouped-query-attention'), named('rank-collapse')], {
      heads: 32,
      kvHeads: 5,
    });
    assert.match(table, /\| FLOPs of all layers \| Key\/value heads must divide 32\. \| – \|/);
  });

  test('speaks the language of the host', () => {
    const words = new Set<string>();
    comparisonTable(
      [named('grouped-query-attention'), named('flash-attention')],
      { heads: 0 },
      (text, ...args) => {
        words.add(text);
        return args.length > 0 ? `${text}:${args.join('/')}` : text;
      },
    );
    for (const text of ['Formula', 'Query heads', '{0} must be at least {1}.'])
      assert.ok(words.has(text), text);
  });
});

suite('readable numbers', () => {
  test('have three digits and a unit', () => {
    assert.deepEqual([0, 512, 1024, 327_680, 69_120, 1.5 * 2 ** 30].map(readableBytes), [
      '0 B',
      '512 B',
      '1 KiB',
      '320 KiB',
      '67.5 KiB',
      '1.5 GiB',
    ]);
    assert.deepEqual([12, 2_199_023_255_552, 999_999].map(readableFlops), [
      '12 FLOP',
      '2.2 TFLOP',
      '1 MFLOP',
    ]);
    assert.equal(readableCount(1234), '1.23 k');
  });
});
