import assert from 'node:assert/strict';
import { readDecisions } from '../../src/core/decisions';
import type { CslItem } from '../../src/core/paper';
import { isCitekey, recordKey } from '../../src/core/recordedKey';

const source: CslItem = { title: 'A Title', DOI: '10.1000/X' };

function recorded(text: string, citekey = 'new', before = 'old', item = source): string {
  const change = recordKey(text, before, citekey, item);
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

  test('keep what two records of a paper tell it apart from', () => {
    const text = '{"papers":{"old":{"not":["b"],"facts":{"DOI":"10.1000/x"}},"new":{"not":["c","b"]}}}';
    assert.deepEqual(readDecisions(recorded(text)).decisions.papers.get('new')?.not, ['b', 'c']);
  });

  test('may be those of an alias, and back', () => {
    const there = recorded('', 'new');
    const back = recorded(there, 'old', 'new');
    assert.deepEqual(readDecisions(back).decisions.papers.get('old')?.aliases, ['new']);
  });

  test('say whose they are by DOI, else arXiv id, else title', () => {
    const facts = (item: object, text = '') =>
      readDecisions(recorded(text, 'new', 'old', { title: 'T', ...item })).decisions.papers.get('new')?.facts;
    const arxiv = { URL: 'https://arxiv.org/abs/1706.03762v5' };
    assert.deepEqual(facts(arxiv), { URL: 'https://arxiv.org/abs/1706.03762' });
    assert.deepEqual(facts({}), { title: 'T' });
    // What the sources do not know tells nothing alone.
    assert.deepEqual(facts(arxiv, '{"papers":{"old":{"facts":{"DOI":"10.1234/abc"}}}}'), {
      DOI: '10.1234/abc',
      URL: 'https://arxiv.org/abs/1706.03762',
    });
    assert.deepEqual(facts(arxiv, '{"papers":{"old":{"facts":null}}}'), {
      URL: 'https://arxiv.org/abs/1706.03762',
    });
  });

  test('become aliases where what was decided contradicts the sources', () => {
    const text = recorded('{"papers":{"old":{"facts":{"title":"Mine"}}}}', 'new', 'old', { title: 'T' });
    const { papers } = readDecisions(text).decisions;
    assert.deepEqual([...papers.keys()], ['old']);
    assert.deepEqual(papers.get('old')?.aliases, ['new']);
    assert.equal(papers.get('old')?.facts?.title, 'Mine');
  });

  test('join the records of the old key and the new', () => {
    const text =
      '{"papers":{"new":{"family":"linear"},"old":{"aliases":["older"],"rating":4,"facts":{"DOI":"10.1000/x"}}}}';
    const joined = JSON.parse(recorded(text)) as { papers: object };
    assert.deepEqual(joined.papers, {
      new: { aliases: ['older', 'old'], rating: 4, facts: { DOI: '10.1000/x' }, family: 'linear' },
    });
  });

  test('are not written into what is not JSON', () => {
    assert.equal(recordKey('{ "papers": ', 'old', 'new', source), undefined);
    assert.equal(recordKey('{ "papers": [] }', 'old', 'new', source), undefined);
  });

  test('are texts that a citation can hold', () => {
    for (const key of ['a', 'doi:10.1/x', 'a(b)', 'über', 'a{b}']) assert.ok(isCitekey(key), key);
    for (const key of ['', 'a b', 'a}', '{', 'a\nb', 'a|b', "a'b", 'a`b']) assert.ok(!isCitekey(key), key);
  });
});
