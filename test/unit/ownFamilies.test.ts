import assert from 'node:assert/strict';
import { FAMILIES } from '../../src/core/families/families';
import { classify } from '../../src/core/families/classify';
import { type FamilyDecision, FamilyList } from '../../src/core/families/familyList';
import { familiesOf } from '../../src/core/families/membership';

const decision = (traits: Partial<FamilyDecision> = {}): FamilyDecision => ({
  ...{ terms: [], hidden: false },
  ...traits,
});

const SPEECH = new FamilyList(
  new Map([
    ['speech', decision({ label: 'Speech attention', terms: ['monotonic attention', 'Speech-Attention'] })],
    ['kv-cache', decision({ terms: ['paged blocks'] })],
  ]),
);

const read = (title: string, abstract = '', list = SPEECH) =>
  familiesOf({ title, abstract, hits: list.termsIn({ title, abstract }) });

suite("A user's own families", () => {
  test("leave the field's families as they are where nothing was decided", () => {
    const list = new FamilyList();
    assert.deepEqual(
      list.all.map(({ id, label }) => [id, label]),
      FAMILIES.map(({ id, label }) => [id, label]),
    );
    assert.deepEqual(list.termsIn({ title: 'Monotonic attention', abstract: 'x' }), []);
  });

  test('stand under their headings, behind those of the field, and rename, move and hide these', () => {
    const list = new FamilyList(
      new Map([
        ['mine', decision({ group: 'efficiency' })],
        ['linear', decision({ label: 'Kernels', group: 'core' })],
        ['other', decision({ hidden: true })],
      ]),
    );
    const ids = (group: string) => list.all.filter((family) => family.group === group).map(({ id }) => id);
    assert.deepEqual(ids('core'), ['self-attention', 'cross-attention', 'multi-head', 'scoring', 'linear']);
    assert.equal(ids('efficiency').at(-1), 'mine');
    const { label, short, own } = list.get('linear') ?? {};
    assert.deepEqual([label, short, own], ['Kernels', undefined, false]);
    assert.deepEqual([list.get('mine')?.label, list.get('mine')?.own], ['mine', true]);
    assert.equal(list.get('other')?.hidden, true);
    assert.ok(
      list.placeOf('mine') < list.placeOf('other') && list.placeOf('nothing') > list.placeOf('other'),
    );
  });

  test('take a paper whose title has one of their terms, in any form of it, and quote it', () => {
    const title = 'Speech Attentions for long recordings';
    const { primary, evidence } = read(title, 'We use linear attention.');
    assert.equal(primary.family, 'speech');
    const [first] = evidence;
    assert.deepEqual([first?.family, first?.field, first?.text], ['speech', 'title', 'Speech Attentions']);
    assert.equal(title.slice(first?.start, first?.end), first?.text);
  });

  test('take a paper whose abstract has their terms twice, and list one that has them once', () => {
    const title = 'Linear attention with kernel feature maps';
    const twice = read(title, 'Monotonic attention helps. We extend monotonic attention.');
    assert.equal(twice.primary.family, 'speech');
    assert.equal(twice.secondary[0]?.family, classify({ title }).primary.family);
    const once = read(title, 'It is compared with monotonic attention.');
    assert.equal(once.primary.family, 'linear');
    assert.equal(once.secondary[0]?.family, 'speech');
    assert.ok(once.evidence.some(({ family }) => family === 'speech'));
  });

  test('take a paper that would be in none by one term in its abstract', () => {
    assert.equal(read('Recognizing birds', 'A study with monotonic attention.').primary.family, 'speech');
    assert.equal(read('Recognizing birds', 'A study with paged blocks.').primary.family, 'kv-cache');
  });

  test('name every family once, at most two besides the first', () => {
    const terms = ['alpha', 'beta', 'gamma', 'delta'];
    const list = new FamilyList(new Map(terms.map((term) => [term, decision({ terms: [term] })])));
    const { primary, secondary } = read('Linear attention', terms.join(' '), list);
    assert.equal(primary.family, 'linear');
    assert.deepEqual(
      secondary.map(({ family }) => family),
      ['alpha', 'beta'],
    );
    const first = read('Alpha', 'alpha beta gamma', list);
    assert.deepEqual(
      [first.primary, ...first.secondary].map(({ family }) => family),
      ['alpha', 'beta', 'gamma'],
    );
  });

  test('yield to the family a paper was moved to, which remembers what was computed', () => {
    const paper = { title: 'Linear attention with kernel feature maps', abstract: '' };
    const { primary, secondary, computed, evidence } = familiesOf({ ...paper, moved: 'theory' });
    assert.deepEqual(primary, { family: 'theory', confidence: 1 });
    assert.deepEqual(computed, classify(paper).primary);
    assert.ok(secondary.every(({ family }) => family !== 'theory'));
    assert.deepEqual(evidence, classify(paper).evidence);
  });
});
