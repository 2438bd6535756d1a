import assert from 'node:assert/strict';
import fc from 'fast-check';
import { GROUPS } from '../../src/core/families/families';
import { FamilyList } from '../../src/core/families/familyList';
import type { Paper } from '../../src/core/paper';
import { familiesMeant } from '../../src/core/search/familiesMeant';
import { filterOf } from '../../src/core/search/filters';
import { readQuery } from '../../src/core/search/query';
import { oddText, paperOf } from '../support/papers';

const PAPERS: readonly Paper[] = [
  {
    ...paperOf({
      citekey: 'dao2022flash',
      title: 'FlashAttention: Fast and IO-Aware',
      year: 2022,
      family: 'systems',
    }),
    authors: [
      { given: 'Tri', family: 'Dao' },
      { given: 'Luc', family: 'Gool', 'non-dropping-particle': 'Van' },
    ],
    venue: 'NeurIPS 2022',
    abstract: 'We prune attention heads. Kernels are fused; the multi-head part is exact.',
    links: ['https://github.com/Dao-AILab/flash-attention'],
    acronyms: ['FlashAttention'],
    arxiv: '2205.14135',
  },
  {
    ...paperOf({
      citekey: 'gluck2019',
      title: 'Linear models of vidéo',
      year: 2019,
      family: 'linear',
      by: ['Glück'],
    }),
    abstract: '',
    links: ['https://github.com/Dao-AILab', 'https://someone.github.io/project'],
    doi: '10.1/x',
    item: { title: '', 'container-title': 'Journal of Vision' },
  },
  {
    ...paperOf({
      citekey: 'li2023',
      title: 'Videos and memory',
      by: ['Liu', 'Daoust'],
      secondary: ['linear'],
    }),
    year: 2023,
    abstract: 'Pruning videos, one head at a time.',
    organization: 'OpenLab',
    families: {
      primary: { family: 'memory', confidence: 1 },
      secondary: [{ family: 'linear', confidence: 0.4 }],
      evidence: [],
    },
  },
];
const BY_KEY = new Map(PAPERS.map((paper) => [paper.citekey, paper]));
const surroundings = (families = new FamilyList()) => ({
  paper: (citekey: string) => BY_KEY.get(citekey),
  families,
  cited: () => new Set(['li2023']),
  papers: () => PAPERS,
  having: () => undefined,
});
const left = (typed: string, families?: FamilyList) => {
  const { accepts } = filterOf(readQuery(typed), surroundings(families));
  return PAPERS.map(({ citekey }) => citekey).filter((key) => accepts?.(key) ?? true);
};
const [DAO, GLUCK, LI] = PAPERS.map(({ citekey }) => citekey);
const ALL = [DAO, GLUCK, LI];

suite('The filter of a query', () => {
  test('years: one of several, both ends included', () => {
    assert.deepEqual(left('year:2022'), [DAO]);
    assert.deepEqual(left('year:2022..2023'), [DAO, LI]);
    assert.deepEqual(left('year:2023 year:..2019'), [GLUCK, LI]);
    assert.deepEqual(left('-year:2022'), [GLUCK, LI]);
  });

  test('families: primary and further ones, by id, label or words of them', () => {
    assert.deepEqual(left('family:linear'), [GLUCK, LI]);
    assert.deepEqual(left('family:lin'), [GLUCK, LI]);
    assert.deepEqual(left('family:systems family:linear'), ALL);
    assert.deepEqual(left('-family:linear'), [DAO]);
    const meant = (text: string, families = new FamilyList()) =>
      familiesMeant(text, families).map(({ id }) => id);
    assert.deepEqual(meant('sp'), ['sparse-local', 'channel-spatial', 'spatio-temporal']);
    assert.deepEqual(meant('Self-Attention'), ['self-attention']);
    assert.deepEqual(meant('kvcache'), ['kv-cache']);
    assert.deepEqual(meant('sharing kv'), ['multi-head']);
    assert.deepEqual(meant('nothing like it'), []);
  });

  test('families under a heading, where none is called like it', () => {
    const families = new FamilyList();
    const meant = (text: string) => familiesMeant(text, families);
    for (const text of [
      'efficiency',
      'Efficiency',
      'core mechanisms',
      'structure',
      'understanding',
      'vision',
    ]) {
      const group = GROUPS.find(({ id, label }) =>
        [id, label.toLowerCase()].includes(text.toLowerCase()),
      )?.id;
      assert.deepEqual(
        meant(text),
        families.all.filter((family) => family.group === group),
      );
    }
    assert.ok(meant('effic').every(({ group }) => group === 'efficiency') && meant('effic').length > 4);
    assert.deepEqual(left('family:efficiency'), ALL);
    assert.deepEqual(left('family:efficiency -family:memory'), [DAO, GLUCK]);
    assert.deepEqual(left('family:vision'), []);
  });

  test('families of the user, and labels that the user gave', () => {
    const decision = { terms: [], hidden: false };
    const families = new FamilyList(
      new Map([
        ['my-own', { ...decision, label: 'Routing of tokens' }],
        ['linear', { ...decision, label: 'Kernel tricks' }],
      ]),
    );
    assert.deepEqual(
      familiesMeant('rout', families).map(({ id }) => id),
      ['my-own'],
    );
    assert.deepEqual(left('family:"kernel tricks"', families), [GLUCK, LI]);
    assert.deepEqual(left('family:linear', families), [GLUCK, LI]);
  });

  test('a family that there is not is told and filters nothing', () => {
    const { problems, accepts } = filterOf(readQuery('family:zzz'), surroundings());
    assert.deepEqual(problems, [{ code: 'family', value: 'zzz', start: 0, end: 10 }]);
    assert.equal(accepts, undefined);
    assert.deepEqual(left('family:zzz year:2022'), [DAO]);
  });

  test('authors: all of several, whole names, initials, accents spelled either way', () => {
    assert.deepEqual(left('author:dao '), [DAO]);
    assert.deepEqual(left('author:dao'), [DAO, LI]);
    assert.deepEqual(left('author:"Van Gool" author:dao '), [DAO]);
    assert.deepEqual(left('author:"gool van"'), [DAO]);
    assert.deepEqual(left('author:"T. Dao"'), [DAO]);
    assert.deepEqual(left('author:"Dao T"'), [DAO]);
    assert.deepEqual(left('author:"L. Dao"'), []);
    assert.deepEqual(left('author:glueck '), [GLUCK]);
    assert.deepEqual(left('author:gluck author:dao'), []);
    assert.deepEqual(left('author:openlab '), [LI]);
    assert.deepEqual(left('-author:dao '), [GLUCK, LI]);
  });

  test('venues by words of either name', () => {
    assert.deepEqual(left('venue:neurips '), [DAO]);
    assert.deepEqual(left('venue:neurips2022 '), [DAO]);
    assert.deepEqual(left('venue:vision '), [GLUCK]);
    assert.deepEqual(left('venue:vis'), [GLUCK]);
    assert.deepEqual(left('venue:vis '), []);
  });

  test('what a paper has: all of several; a page on a code host is no code', () => {
    assert.deepEqual(left('has:code'), [DAO]);
    assert.deepEqual(left('has:abstract'), [DAO, LI]);
    assert.deepEqual(left('has:doi'), [GLUCK]);
    assert.deepEqual(left('has:arxiv has:code'), [DAO]);
    assert.deepEqual(left('has:arxiv has:doi'), []);
    assert.deepEqual(left('-has:code'), [GLUCK, LI]);
  });

  test('cited in notes or not', () => {
    assert.deepEqual(left('cited:yes'), [LI]);
    assert.deepEqual(left('cited:no'), [DAO, GLUCK]);
    assert.deepEqual(left('-cited:yes'), [DAO, GLUCK]);
  });

  test('phrases: consecutive words in title, abstract or names, hyphens and accents aside', () => {
    assert.deepEqual(left('"multi head"'), [DAO]);
    assert.deepEqual(left('"io aware"'), [DAO]);
    assert.deepEqual(left('"attention heads" "tri dao"'), [DAO]);
    assert.deepEqual(left('"models of video"'), [GLUCK]);
    assert.deepEqual(left('"heads attention"'), []);
    assert.deepEqual(left('"attention head"'), []);
    assert.deepEqual(left('"attention head'), [DAO]);
    assert.deepEqual(left('-"attention heads"'), [GLUCK, LI]);
  });

  test('words that no paper may have, in any inflection', () => {
    assert.deepEqual(left('-video'), [DAO]);
    assert.deepEqual(left('-pruned'), [GLUCK]);
    assert.deepEqual(left('-multi-heads'), [GLUCK, LI]);
    assert.deepEqual(left('-dao'), [GLUCK, LI]);
    assert.deepEqual(left('-flash'), ALL);
  });

  test('excludes no words that say nothing', () => {
    for (const typed of ['-the ', '-of', '-"in the" ', 'heads -with '])
      assert.equal(filterOf(readQuery(typed), surroundings()).accepts, undefined, typed);
    assert.deepEqual(left('-"and IO" '), [GLUCK, LI]);
    assert.deepEqual(left('"and" '), [DAO, LI]);
  });

  test('asks for nothing where nothing is typed yet, and about each paper once', () => {
    for (const typed of ['', 'words', 'family:', 'year: x', '"', '""', '-'])
      assert.equal(filterOf(readQuery(typed), surroundings()).accepts, undefined, typed);
    let asked = 0;
    const paper = (citekey: string) => {
      asked++;
      return BY_KEY.get(citekey);
    };
    const { accepts } = filterOf(readQuery('-video'), { ...surroundings(), paper });
    for (let time = 0; time < 3; time++) assert.equal(accepts?.('dao2022flash'), true);
    assert.equal(accepts?.('unknown'), false);
    assert.equal(asked, 2);
  });

  test('never fails, and a clause turned round leaves what it took', () => {
    const value = fc.oneof(oddText, fc.constantFrom('a', 'video', '2021', 'li', '..', 'i', 'code', 'no'));
    const field = fc.constantFrom('family', 'author', 'year', 'venue', 'has', 'cited');
    fc.assert(
      fc.property(field, value, (name, text) => {
        const clause = `${name}:"${text.replaceAll('"', '')}"`;
        const kept = left(clause);
        const { accepts } = filterOf(readQuery(clause), surroundings());
        const rest = left(`-${clause}`);
        assert.deepEqual([...kept, ...rest].sort(), accepts ? [...ALL].sort() : [...ALL, ...ALL].sort());
      }),
    );
  });
});
