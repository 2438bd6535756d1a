import assert from 'node:assert/strict';
import fc from 'fast-check';
import { MECHANISMS } from '../../src/core/mechanisms/mechanism';
import { findTerm, type OwnTerm } from '../../src/core/mechanisms/terms';

/** What is found at the mark `¦`: the term and the id it stands for. */
function at(marked: string, own?: readonly OwnTerm[]): string | undefined {
  const offset = marked.indexOf('¦');
  const text = marked.replace('¦', '');
  const hit = findTerm(text, offset, own);
  return hit && `${text.slice(hit.start, hit.end)} = ${hit.id}`;
}

suite('mechanism terms', () => {
  test('are found wherever they are touched, in any case and with hyphens, blanks or a line break', () => {
    assert.equal(at('the K¦V cache grows'), 'KV cache = key-value-cache');
    assert.equal(at('the KV cache¦ grows'), 'KV cache = key-value-cache');
    assert.equal(at('the KV¦ cache grows'), 'KV cache = key-value-cache');
    assert.equal(at('¦kv-caches'), 'kv-caches = key-value-cache');
    assert.equal(at('Key-Value C¦ache'), 'Key-Value Cache = key-value-cache');
    assert.equal(
      at('sliding\n  window att¦ention is'),
      'sliding\n  window attention = sliding-window-attention',
    );
    assert.equal(at('**linear att¦ention**'), 'linear attention = linear-attention');
    assert.equal(at('_linear attention¦_'), 'linear attention = linear-attention');
    assert.equal(at('Induction h¦eads (see'), 'Induction heads = induction-head');
  });

  test('are the longest that cover the place', () => {
    assert.equal(at('KV cache¦ eviction'), 'KV cache eviction = kv-cache-eviction');
    assert.equal(at('gated linear¦ attention'), 'gated linear attention = gated-linear-attention');
    assert.equal(at('multi-head self-at¦tention'), 'multi-head self-attention = multi-head-attention');
  });

  test('count as they are written where they are one word with a capital', () => {
    assert.equal(at('Ro¦PE'), 'RoPE = rotary-position-embedding');
    assert.equal(at('a ro¦pe'), undefined);
    assert.equal(at('M¦amba-2 blocks'), 'Mamba-2 = mamba');
    assert.equal(at('a black m¦amba'), undefined);
    assert.equal(at('no¦pe, not at all'), undefined);
    assert.equal(at('¦GQAs'), 'GQAs = grouped-query-attention');
    assert.equal(at('the pa¦sta is ready'), undefined);
  });

  test('know composed and decomposed letters, and their plain forms', () => {
    assert.equal(at('Ny¦stro\u0308m attention'), 'Nystro\u0308m attention = nystromformer');
    assert.equal(at('nystrom att¦ention'), 'nystrom attention = nystromformer');
    assert.equal(at('α-ent¦max'), 'α-entmax = entmax');
    assert.equal(at('𝛼🙂 G¦QA'), 'GQA = grouped-query-attention');
  });

  test('may begin a compound, and an abbreviation end one', () => {
    assert.equal(at('¦GQA-based'), 'GQA = grouped-query-attention');
    assert.equal(at('pre-R¦oPE keys'), 'RoPE = rotary-position-embedding');
    assert.equal(at('KV cache¦-aware'), 'KV cache = key-value-cache');
    assert.equal(at('FAVOR¦+ features'), 'FAVOR = performer');
    assert.equal(at('MQA/G¦QA'), 'GQA = grouped-query-attention');
    assert.equal(at('(see MH¦A/MQA/GQA).'), 'MHA = multi-head-attention');
  });

  test('are not parts of words, keys, paths, addresses and identifiers', () => {
    for (const text of [
      'non-linear¦ attention',
      'nonlinear¦ attention',
      'GQ¦A2',
      'kv_ca¦che.py',
      'KV-¦cache.py',
      'src/KV-¦cache/x',
      'docs/sliding-window-¦attention',
      '@kv-c¦ache',
      '[@ainslie2023; @flash-att¦ention]',
      '@{kv-c¦ache}',
      'me@G¦QA.org',
      'https://x.org/G¦QA',
      '[text](flash-att¦ention)',
      '\\cite{flash-att¦ention}',
      '\\G¦QA',
      'x_G¦QA',
      '[^kv-c¦ache]',
      '#linear-att¦ention',
      'short-term mem¦ory networks',
      'linear\n\natt¦ention',
      'linear. Att¦ention',
    ])
      assert.equal(at(text), undefined, text);
  });

  test('are quiet about the words of every day in a note on attention', () => {
    const text =
      'The attention window of the transformer has a memory; each head pools a graph of tokens with a mask, ' +
      'scores are normalised, an SE block is one thing, SE alone another; keys, values, queries, cache, softmax.';
    const found = Array.from(text, (_, offset) => findTerm(text, offset)?.id).filter(
      (id) => id !== undefined,
    );
    assert.deepEqual([...new Set(found)], ['squeeze-and-excitation']);
  });

  test('can be one’s own, which win over those of the same length', () => {
    const own = [
      { term: 'GQA', id: 'mine' },
      { term: 'ring cache', id: 'ring' },
    ];
    assert.equal(at('G¦QA', own), 'GQA = mine');
    assert.equal(at('Ring-c¦aches', own), 'Ring-caches = ring');
    assert.equal(at('KV ca¦che', own), 'KV cache = key-value-cache');
    assert.equal(at('', [{ term: '', id: 'empty' }]), undefined);
  });

  test('of every mechanism lead to it', () => {
    for (const { id, terms } of MECHANISMS)
      for (const term of terms)
        for (const offset of [4, 4 + Math.floor(term.length / 2), 4 + term.length - 1])
          assert.equal(findTerm(`The ${term} is`, offset)?.id, id, term);
  });

  test('are found or not, but never wrongly placed, in any text', () => {
    const words = fc.constantFrom(
      'KV',
      'cache',
      ' ',
      '-',
      'GQA',
      '@',
      '/',
      '_',
      '\n',
      'linear',
      'attention',
      's',
      '𝛼',
      '[',
      ']',
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 30 }), fc.nat(120), (parts, offset) => {
        const text = parts.join('');
        const hit = findTerm(text, offset);
        if (!hit) return;
        assert.ok(hit.start <= offset && offset <= hit.end);
        assert.doesNotMatch(text.slice(hit.start - 1, hit.start), /[\p{L}\p{N}@]/u);
        assert.doesNotMatch(text.slice(hit.end, hit.end + 1), /[\p{L}\p{N}@]/u);
      }),
    );
  });

  test('are looked for nearby only: the answer does not depend on what is far away', () => {
    const near = `${' '.repeat(300)}KV cache${' '.repeat(300)}`;
    const far = `${'(@x '.repeat(100_000)}${near}${'linear attention'.repeat(100_000)}`;
    const hit = findTerm(far, 400_000 + 303);
    assert.deepEqual(hit, { start: 400_300, end: 400_308, id: 'key-value-cache' });
  });
});
