import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { readDecisions } from '../../src/core/decisions';
import { readCslJson } from '../../src/core/cslJson';
import { Arrivals } from '../../src/core/arrivals';
import { Library } from '../../src/core/library';
import { readListing } from '../../src/core/listing';
import type { Paper } from '../../src/core/paper';
import { Concepts } from '../../src/core/search/concepts';
import { FullTextIndex } from '../../src/core/search/fullText';
import { Meanings } from '../../src/core/search/meaning';
import { SuggestIndex } from '../../src/core/search/suggest';
import { isFunctionWord } from '../../src/core/search/words';
import type { TreeNode } from '../../src/core/tree';
import { Answers } from '../../src/worker/answers';
import { ArrangedPapers } from '../../src/worker/arrangedPapers';
import { PaperSearch } from '../../src/worker/paperSearch';

function finish<T>(steps: Generator<unknown, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** The shipped papers in an own family or as they are, with items of the user's own, indexed; some of them cited. */
function answering(decisions = '{}', own: readonly object[] = []) {
  const library = new Library();
  for (const name of readdirSync('seeds').sort()) {
    const read = name.endsWith('.json') ? readCslJson : readListing;
    library.putRecords(name, 'seed', finish(read(name, readFileSync(`seeds/${name}`, 'utf8'))).records);
  }
  library.putRecords('own.json', 'seed', finish(readCslJson('own.json', JSON.stringify(own))).records);
  library.putDecisions('attention-notes.json', readDecisions(decisions).decisions);
  finish(library.update());
  const [heads, fullText] = [new SuggestIndex(), new FullTextIndex()];
  heads.put(library.papers);
  finish(fullText.put(library.papers));
  const answers = new Answers({
    library,
    arrivals: new Arrivals(),
    heads,
    fullText,
    meanings: new Meanings(new Concepts(() => [])),
  });
  const cites = ['ali2021xcit', 'chen2021crossvit'].map((citekey) => ({ citekey, line: 1, column: 1 }));
  answers.putCites([{ uri: 'a.md', cites }]);
  return { answers, papers: library.papers, library, heads, fullText };
}

const ALL = 1000;
const sorted = (keys: readonly string[]) => [...keys].sort();
const keysOf = (papers: readonly { citekey: string }[]) => papers.map(({ citekey }) => citekey);

suite('The query language, asked through every list', () => {
  const { answers, papers } = answering();
  const find = (query: string) => answers.find({ query, limit: ALL });
  const found = (query: string) => keysOf(find(query).papers);
  const complete = (typed: string) => answers.complete({ typed, cited: [], without: [], limit: ALL });
  const where = (is: (paper: Paper) => boolean) => keysOf(papers.filter(is));
  const inTree = (filter: string) => {
    const tree = answers.arranged.tree({ groupBy: 'year', sortBy: 'newest', filter });
    const below = (row: TreeNode): string[] =>
      row.kind === 'paper' ? [row.citekey] : tree.children(row.id).flatMap(below);
    return tree.children(undefined).flatMap(below);
  };

  test('fields alone leave the same papers everywhere', () => {
    const queries: [string, (paper: Paper) => boolean][] = [
      ['year:2023..2024', ({ year = 0 }) => year === 2023 || year === 2024],
      ['cited:yes', ({ citekey }) => citekey === 'ali2021xcit' || citekey === 'chen2021crossvit'],
      [
        'has:code -year:2024',
        ({ links, year }) =>
          year !== 2024 && links.some((link) => /github\.com\/.+\/.|4open\.science/.test(link)),
      ],
      [
        'family:linear',
        ({ families: { primary, secondary } }) =>
          [primary, ...secondary].some(({ family }) => family === 'linear'),
      ],
      [
        'author:chen author:fan ',
        ({ authors }) => ['Chen', 'Fan'].every((name) => authors.some(({ family }) => family === name)),
      ],
    ];
    for (const [query, is] of queries) {
      const expected = sorted(where(is));
      assert.ok(expected.length > 0 && expected.length < papers.length, query);
      assert.deepEqual(sorted(found(query)), expected, query);
      assert.equal(find(query).total, expected.length, query);
      assert.deepEqual(sorted(keysOf(complete(query).rows)), expected, query);
      assert.deepEqual(sorted(inTree(query)), expected, query);
      assert.deepEqual(sorted(keysOf(answers.search.search({ query, limit: ALL }))), expected, query);
      assert.deepEqual(sorted(keysOf(answers.suggest({ typed: query, limit: ALL }))), expected, query);
    }
  });

  test('fields and words: in the order of the words alone, before the limit counts', () => {
    const isRecent = new Set(where(({ year = 0 }) => year >= 2023));
    for (const words of ['attention', 'linear', 'vision transformer']) {
      const all = found(words).filter((key) => isRecent.has(key));
      assert.deepEqual(found(`year:2023.. ${words}`), all);
      assert.deepEqual(keysOf(answers.find({ query: `${words} year:2023..`, limit: 3 }).papers).length, 3);
      const typed = keysOf(complete(words).rows).filter((key) => isRecent.has(key));
      assert.deepEqual(keysOf(complete(`year:2023.. ${words}`).rows), typed);
    }
  });

  test('a word of abstracts goes before one of titles that it would be but for a typo', () => {
    const heads = new SuggestIndex();
    heads.put(papers);
    const words = new Set(papers.flatMap(({ abstract = '' }) => abstract.match(/\b[a-z]{5,}\b/g) ?? []));
    const typed = [...words].slice(0, 1000).filter((word) => {
      if (isFunctionWord(word)) return false;
      const one = { limit: 1 };
      return (
        heads.suggest(word, { ...one, typos: false }).length === 0 && heads.suggest(word, one).length > 0
      );
    });
    assert.ok(typed.length > 20);
    for (const word of typed) {
      const having = where(({ abstract = '' }) => new RegExp(`\\b${word}\\b`).test(abstract));
      const rows = keysOf(complete(word).rows);
      assert.ok(
        having.every((citekey) => rows.includes(citekey)),
        word,
      );
      assert.ok(having.every((citekey) => inTree(word).includes(citekey)));
    }
  });

  test('a word that nobody has is one mistyped, whatever shares its root', () => {
    const heads = new SuggestIndex();
    heads.put(papers);
    for (const typed of ['vasani', 'postion', 'costant', 'postion encoding']) {
      const expected = heads.suggest(typed, { limit: ALL }).map(({ citekey }) => citekey);
      assert.ok(expected.length > 0, typed);
      const rows = keysOf(complete(typed).rows);
      assert.deepEqual(sorted(rows), sorted(expected), typed);
    }
  });

  test('without words the newest come first, and their number is known', () => {
    const newest = found('').filter((key) => where(({ year }) => year === 2024).includes(key));
    assert.deepEqual(found('year:2024'), newest);
    assert.deepEqual(keysOf(answers.find({ query: 'year:2024', limit: 2 }).papers), newest.slice(0, 2));
    assert.equal(answers.find({ query: 'year:2024', limit: 2 }).total, newest.length);
    assert.equal(answers.find({ query: 'attention', limit: 2 }).total, null);
    assert.deepEqual(found('family:'), found(''));
  });

  test('a phrase finds the papers that have it, and they are explained by it', () => {
    const phrase = 'computational complexity';
    const expected = where(({ title, abstract = '' }) =>
      `${title} ${abstract}`.toLowerCase().replaceAll(/\s+/g, ' ').includes(phrase),
    );
    assert.ok(expected.length > 2);
    assert.deepEqual(sorted(found(`"${phrase}"`)), sorted(expected));
    for (const { excerpt } of find(`"${phrase}"`).papers) {
      assert.ok(excerpt);
      const marked = excerpt.ranges.map(([start, end]) => excerpt.text.slice(start, end).toLowerCase());
      assert.ok(marked.includes(phrase), excerpt.text);
    }
    const [hit] = answers.search.search({ query: `"${phrase}"`, limit: 1 });
    assert.ok(hit?.excerpt);
    assert.deepEqual(sorted(found(`"${phrase}" -${phrase.split(' ')[0] ?? ''}`)), []);
  });

  test('the words of a passage stand where a row behind authors and year still shows them', () => {
    const explained = find('quadratic complexity long sequences').papers.flatMap(
      ({ excerpt }) => excerpt ?? [],
    );
    assert.ok(explained.length > 10);
    for (const { text, ranges } of explained) {
      assert.ok(text.length <= 60, text);
      assert.ok((ranges[0]?.[0] ?? 60) < 30, text);
    }
  });

  test('says what is wrong, and answers the rest', () => {
    const { papers: rows, advice } = find('year:abc family:linear');
    assert.deepEqual(keysOf(rows), found('family:linear'));
    assert.deepEqual(
      advice.problems.map(({ code, value }) => [code, value]),
      [['year', 'abc']],
    );
    assert.deepEqual(
      answers.arranged.adviceOn('family:nonsense cited:x').problems.map(({ code }) => code),
      ['cited', 'family'],
    );
  });

  test('a query of which nothing can be read asks for no paper in lists, and filters nothing in the tree', () => {
    assert.deepEqual(keysOf(complete('year:soon').rows), []);
    assert.deepEqual(found('year:soon'), []);
    assert.equal(inTree('year:soon').length, papers.length);
    assert.ok(complete('year:soon linear').rows.length > 3);
  });

  test('advises on a filter as it is typed', () => {
    const adviceOn = (typed: string) => answers.arranged.adviceOn(typed);
    assert.deepEqual(
      adviceOn('linear fam').hints.map(({ query }) => query),
      ['linear family:'],
    );
    assert.equal(adviceOn('linear family:').hints[0]?.query, 'linear family:linear ');
    assert.equal(adviceOn('linear year:1850 ').without?.count, inTree('linear ').length);
    assert.deepEqual(adviceOn('linear '), { problems: [], hints: [], without: null });
  });

  test('a mistyped field asks for nothing, and the words beside it count', () => {
    assert.deepEqual(found('auther:chen linear'), found('linear'));
    assert.deepEqual(found('auther:chen'), []);
    assert.deepEqual(keysOf(complete('auther:chen').rows), []);
    assert.deepEqual(
      complete('auther:chen').advice.problems.map(({ code, meant }) => [code, meant]),
      [['field', 'author']],
    );
    assert.deepEqual(sorted(found('year:>=2023')), sorted(found('year:2023..')));
  });

  test('a key that looks like a mistyped field is completed, and the problem is told only where no paper has it', () => {
    const keys = ['Lear:2019', 'Bear:2020', 'Hear:2021a', 'Cite:2018', 'tag:Sung'];
    const items = keys.map((id) => ({ id, type: 'article', title: `A paper of its own ${id.slice(0, 2)}` }));
    const { answers: own } = answering('{}', items);
    const completed = (typed: string) => own.complete({ typed, cited: [], without: [], limit: ALL });
    for (const key of keys)
      for (const typed of [key, `${key} `, key.slice(0, -1), `{${key.slice(0, -2)}`, key.toLowerCase()]) {
        const { rows, advice } = completed(typed);
        assert.equal(rows[0]?.citekey, key, typed);
        assert.deepEqual(advice.problems, [], typed);
      }
    assert.equal(completed('Lear:20').rows[0]?.named, true);
    assert.deepEqual(completed('Lear:1999').rows, []);
    assert.equal(completed('Lear:1999').advice.problems[0]?.meant, 'year');
    assert.deepEqual(
      completed('auther:chen').advice.problems.map(({ meant }) => meant),
      ['author'],
    );
  });

  test('where nothing is found, names the clause to give up and how many papers there are without', () => {
    const { without } = find('family:linear year:1850').advice;
    assert.equal(without?.clause, 'year:1850');
    assert.equal(without.count, found('family:linear').length);
    assert.deepEqual(found(without.query), found('family:linear'));
    assert.equal(find('family:linear').advice.without, null);
    assert.equal(complete('xcit year:1850').advice.without?.count, complete('xcit ').rows.length);
  });

  test('what a query finds in the group alone is named', () => {
    const inGroup = (typed: string, without: readonly string[]) =>
      answers.complete({ typed, cited: [], without, limit: ALL });
    const all = keysOf(complete('author:panda').rows);
    assert.ok(all.includes('chen2021crossvit'));
    assert.deepEqual(inGroup('author:panda', all).already, all);
    assert.deepEqual(inGroup('author:panda', all).rows, []);
    assert.deepEqual(inGroup('year:2021', all).already, []);
    assert.deepEqual(inGroup('author:panda year:1850', all).already, []);
  });

  test('a field behind an at sign alone is as good as a name', () => {
    assert.ok(complete('year:2021').rows.every(({ named }) => named));
    assert.ok(complete('attention').rows.some(({ named }) => !named));
    assert.ok(complete('year:').rows.every(({ named }) => !named));
    assert.equal(complete('chen2021crossvit').rows[0]?.exact, true);
  });

  test('filters once for the tree, its other orders and the advice, and anew when that may be out of date', () => {
    const { library, heads, fullText } = answering();
    const asked: string[] = [];
    class CountedSearch extends PaperSearch {
      override filter(typed: string) {
        asked.push(typed);
        return super.filter(typed);
      }
    }
    const cited = () => new Set<string>();
    const arranged = new ArrangedPapers(library, new CountedSearch(library, heads, fullText, cited), cited);
    const ask = (filter: string) => {
      asked.length = 0;
      arranged.adviceOn(filter);
      for (const groupBy of ['year', 'venue'] as const) arranged.tree({ groupBy, sortBy: 'newest', filter });
      arranged.adviceOn(filter);
      return [...asked];
    };
    assert.deepEqual(ask('linear '), ['linear ']);
    assert.deepEqual(ask('linear '), []);
    assert.deepEqual(ask('sparse '), ['sparse ']);
    for (const forget of ['forget', 'forgetFiltered', 'forgetCited'] as const) {
      arranged[forget]();
      assert.deepEqual(ask('sparse '), ['sparse '], forget);
    }
  });

  test('the tree follows what is cited where its filter asks for it', () => {
    const { answers: own } = answering();
    const rows = () =>
      own.arranged.tree({ groupBy: 'year', sortBy: 'newest', filter: 'cited:yes' }).children(undefined);
    const count = () => rows().reduce((sum, row) => sum + (row.kind === 'group' ? row.count : 0), 0);
    own.citedPapersChanged();
    assert.equal(count(), 2);
    own.forgetCites();
    own.citedPapersChanged();
    assert.equal(count(), 0);
  });

  test('families of the user can be asked for', () => {
    const moved = JSON.stringify({
      version: 1,
      papers: { ali2021xcit: { family: 'routing' } },
      families: { routing: { label: 'Routing of tokens' } },
    });
    const { answers: own } = answering(moved);
    assert.deepEqual(keysOf(own.find({ query: 'family:"routing of"', limit: ALL }).papers), ['ali2021xcit']);
    assert.deepEqual(
      own.find({ query: 'family:rou', limit: ALL }).advice.hints.map(({ query, value }) => [query, value]),
      [['family:routing ', 'Routing of tokens']],
    );
  });
});
