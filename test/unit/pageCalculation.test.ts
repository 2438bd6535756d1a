import assert from 'node:assert/strict';
import { MECHANISMS } from '../../src/core/mechanisms/mechanism';
import { type FieldId, MODELS, fieldsOf } from '../../src/core/mechanisms/parameters';
import { calculate, fieldsOfBoth } from '../../src/pages/calculation';
import { describeMechanisms, writeComparison } from '../../src/worker/mechanisms';

const typed = (values: Partial<Record<FieldId, string>> = {}) =>
  new Map(Object.entries(values) as [FieldId, string][]);

const reasons = (calculation: ReturnType<typeof calculate>) =>
  Array.from(calculation.refusals.values(), ({ field, reason }) => `${field}: ${reason}`);

suite('The inputs of the playground', () => {
  test('are those of both mechanisms, each once, the precision last', () => {
    const ids = fieldsOfBoth(['sliding-window', 'block-sparse']).map(({ id }) => id);
    const both = new Set([...fieldsOf('sliding-window'), ...fieldsOf('block-sparse')].map(({ id }) => id));
    assert.deepEqual(new Set(ids), both);
    assert.equal(ids.length, both.size);
    assert.equal(ids.at(-1), 'bytes');
  });

  test('name both things that one letter stands for', () => {
    const rank = fieldsOfBoth(['linear', 'low-rank']).find(({ id }) => id === 'rank');
    assert.equal(rank?.label, 'Features / Projected length');
  });

  test('are right as they come, for every pair of mechanisms', () => {
    for (const a of MODELS)
      for (const b of MODELS) {
        const { costs, refusals } = calculate([a, b], typed());
        assert.deepEqual([costs?.map(({ model }) => model), refusals.size], [[a, b], 0], `${a}, ${b}`);
      }
  });
});

suite('What the playground computes', () => {
  test('are the costs of both mechanisms at the same numbers', () => {
    const values = { n: '4', heads: '2', kvHeads: '1', headDim: '8', layers: '1', bytes: '2' };
    const { costs, parameters } = calculate(['grouped-query', 'causal'], typed(values));
    // Two (keys, values) of 4 tokens in 1 or 2 heads of 8 numbers of 2 bytes.
    assert.deepEqual(
      costs?.map(({ kvCache }) => kvCache.value),
      [2 * 4 * 1 * 8 * 2, 2 * 4 * 2 * 8 * 2],
    );
    assert.deepEqual(parameters, { n: 4, heads: 2, kvHeads: 1, headDim: 8, layers: 1, bytes: 2 });
  });

  test('takes what is usual for the first mechanism for both', () => {
    const [latent] = fieldsOf('latent').filter(({ id }) => id === 'heads');
    const [causal] = fieldsOf('causal').filter(({ id }) => id === 'heads');
    assert.notEqual(latent?.default, causal?.default);
    assert.equal(calculate(['latent', 'causal'], typed()).parameters.heads, latent?.default);
    assert.equal(calculate(['causal', 'latent'], typed()).parameters.heads, causal?.default);
  });

  test('is nothing while an input is wrong, and every wrong one is named', () => {
    const values = { n: '', heads: '0', headDim: '1.5', layers: '1e9', bytes: '2' };
    const wrong = calculate(['causal', 'grouped-query'], typed(values));
    assert.equal(wrong.costs, undefined);
    assert.deepEqual(reasons(wrong).sort(), [
      'headDim: notWhole',
      'heads: tooSmall',
      'layers: tooLarge',
      'n: notANumber',
    ]);
    const undivided = calculate(['grouped-query'], typed({ heads: '32', kvHeads: '5' }));
    assert.deepEqual(reasons(undivided), ['kvHeads: doesNotDivide']);
    assert.deepEqual(reasons(calculate(['causal'], typed({ heads: '32', kvHeads: '5' }))), []);
  });
});

suite('Tables of mechanisms', () => {
  const { computed } = describeMechanisms('linear');
  const columns = (table: string | null) =>
    (table ?? '').split('\n').map((row) => row.split(/(?<!\\)\|/).length - 2);

  test('have a column for each of one or two mechanisms, whatever their formulas say', () => {
    assert.ok(computed.length > 20);
    for (const { id } of computed) {
      const [one, two] = [writeComparison([id], {}), writeComparison([id, 'multi-head-attention'], {})];
      assert.deepEqual(new Set(columns(one)), new Set([2]), id);
      assert.deepEqual(new Set(columns(two)), new Set([3]), id);
    }
  });

  test('are none for mechanisms and numbers that have no costs', () => {
    const free = MECHANISMS.find(({ model }) => model === undefined);
    assert.ok(free);
    for (const ids of [[], ['nobody'], [free.id], ['linear', 'nobody'], ['linear', 'linear', 'linear']])
      assert.equal(writeComparison(ids, {}), null, String(ids));
    assert.equal(writeComparison(['linear'], { n: -1 }), null);
  });
});

suite('The mechanisms of a family', () => {
  test('are the named ones, and all that can be computed', () => {
    const { named, computed } = describeMechanisms('multi-head');
    assert.ok(named.some(({ abbreviation }) => abbreviation === 'GQA'));
    assert.ok(named.every(({ family, id }) => family === 'multi-head' && id !== 'multi-head'));
    assert.ok(computed.some(({ family }) => family === 'linear'));
  });

  test('are none of a family of the user’s own', () => {
    assert.deepEqual(describeMechanisms('speech').named, []);
  });
});
