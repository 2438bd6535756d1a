import assert from 'node:assert/strict';
import { readDecisions } from '../../src/core/decisions';
import { isCitekey, recordKey } from '../../src/core/recordedKey';

const paper = { citekey: 'old', item: { title: 'A Title', DOI: '10.1000/X' } };

function recorded(text: string, citekey = 'new', of: Parameters<typeof recordKey>[1] = paper): string {
  const change = recordKey(text, of, citekey);
  assert.ok(change);
  return text.slice(0, change.start) + change.text + text.slice(change.end);
}

suite('Recorded citation keys', () => {
  test('begin a file', () => {
    const text = recorded('');
    assert.deepEqual(JSON.parse(text), {
      papers: { new: { aliases: ['old'], facts: { DOI: '10.1000/x' } } },
    });
    assert.deepEqual(readDecisions(text).problems, []);
  });

  test('rename the record that there is, and keep its comments, its place and what others wrote', () => {
    const text = `{
  "papers": {
    "a": { "status": "read" },
    // the first one
    "old": { "aliases": ["older"], /* sure */ "rating": 5 },
    "z": { "family": "linear" }
  }
}
`;
    const changed = recorded(text);
    assert.match(changed, /\/\/ the first one\n *"new": \{[^}]*\/\* sure \*\/\s*"rating": 5/);
    const { decisions, problems } = readDecisions(changed);
    assert.deepEqual(problems, []);
    assert.deepEqual([...decisions.papers.keys()], ['a', 'new', 'z']);
    assert.deepEqual(decisions.papers.get('new')?.aliases, ['older', 'old']);
    assert.equal(decisions.papers.get('new')?.facts?.DOI, '10.1000/x');
  });

  test('may be those of an alias, and back', () => {
    const there = recorded('', 'new');
    const back = recorded(there, 'old', { ...paper, citekey: 'new' });
    assert.deepEqual(readDecisions(back).decisions.papers.get('old')?.aliases, ['new']);
  });

  test('say whose they are by DOI, else arXiv id, else title, unless the record says so', () => {
    const facts = (item: object, text = '') =>
      readDecisions(
        recorded(text, 'new', { citekey: 'old', item: { title: 'T', ...item } }),
      ).decisions.papers.get('new')?.facts;
    assert.deepEqual(facts({ URL: 'https://arxiv.org/abs/1706.03762v5' }), {
      URL: 'https://arxiv.org/abs/1706.03762',
    });
    assert.deepEqual(facts({}), { title: 'T' });
    assert.deepEqual(facts({}, '{"papers":{"old":{"facts":{"title":"Mine"}}}}'), { title: 'Mine' });
  });

  test('are not written into what is not JSON', () => {
    assert.equal(recordKey('{ "papers": ', paper, 'new'), undefined);
    assert.equal(recordKey('{ "papers": [] }', paper, 'new'), undefined);
  });

  test('are texts that a citation can hold', () => {
    for (const key of ['a', 'doi:10.1/x', 'a(b)', 'über', 'a{b}']) assert.ok(isCitekey(key), key);
    for (const key of ['', 'a b', 'a}', '{', 'a\nb']) assert.ok(!isCitekey(key), key);
  });
});
