import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Concept, Concepts } from '../../src/core/search/concepts';
import { FullTextIndex } from '../../src/core/search/fullText';
import { LatentSpace, cosine } from '../../src/core/search/latent';
import { Meanings } from '../../src/core/search/meaning';
import { relatedPapers } from '../../src/core/search/related';
import { root, stem } from '../../src/core/search/stem';
import { attentionConcepts } from '../../src/core/search/thesaurus';
import { oddText, paperOf } from '../support/papers';

function run<T>(steps: Generator<void, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

function concept(id: string, names: string, plain = ''): Concept {
  const all = names.split(', ');
  return { id, kind: 'mechanism', label: all[0] ?? id, names: all, plain };
}

function knowing(...concepts: Concept[]): Concepts {
  const known = new Concepts(() => concepts);
  run(known.learn());
  return known;
}

const EVICTION = concept('eviction', 'KV cache eviction, evict/drop key value pairs', 'forget old words');
const CACHE = concept('cache', 'KV cache, key-value cache');
const SQUEEZE = concept('squeeze', 'SE, squeeze-and-excitation', 'weigh the channels of an image');
const known = knowing(EVICTION, CACHE, SQUEEZE);
const mentioned = (text: string) =>
  Object.fromEntries(Array.from(known.mentionedIn(text), ([{ id }, count]) => [id, count]));
const meant = (text: string) => known.meantBy(text).map(({ concept: { id } }) => id);

suite('concepts', () => {
  test('are found by any of their names, inflected and hyphenated, with how often', () => {
    assert.deepEqual(mentioned('We evict key-value pairs; evicting key value pairs is cheap.'), {
      eviction: 2,
    });
    assert.deepEqual(mentioned('Nothing of the kind'), {});
  });

  test('count within longer names: what is about eviction from the cache is about the cache', () =>
    assert.deepEqual(mentioned('KV-cache eviction'), { eviction: 1, cache: 1 }));

  test('are found by abbreviations only as these are written, in papers', () => {
    assert.deepEqual(mentioned('SE blocks, an SE-block'), { squeeze: 2 });
    assert.deepEqual(mentioned('Se vende'), {});
    assert.deepEqual(meant('se block'), ['squeeze']);
  });

  test('are not meant by another word with the stem of an abbreviation', () => {
    const graph = knowing(concept('graph', 'GAT, graph attention network'));
    assert.ok(graph.isName('GATs') && !graph.isName('gated'));
    assert.ok(graph.isName('gat') && !graph.isName('gate'));
  });

  test('are meant by words of their descriptions, where they are not named', () => {
    assert.deepEqual(meant('how do I make it forget what is old'), ['eviction']);
    assert.deepEqual(meant('weigh channels'), ['squeeze']);
    assert.deepEqual(meant('what is it about'), []);
  });

  test('meant by a name weigh more than meant by a description', () => {
    const [first, second] = known.meantBy('kv cache of an image');
    assert.equal(first?.concept.id, 'cache');
    assert.equal(first.weight, 1);
    assert.ok(second && second.weight < 1);
  });

  test('are not meant by a word that very many are described with, however they are called', () => {
    const speaking = (count: number) =>
      knowing(
        ...Array.from({ length: count }, (_, index) => concept(`all${index}`, `name${index}`, 'every head')),
        concept('cut', 'pruning', 'cut heads'),
      );
    const meantOf = (count: number, text: string) =>
      speaking(count)
        .meantBy(text)
        .map(({ concept: { id } }) => id);
    assert.equal(meantOf(14, 'which heads').length, 15);
    assert.deepEqual(meantOf(15, 'which heads'), []);
    assert.deepEqual(meantOf(15, 'which heads to cut'), ['cut']);
  });

  test('never throw, and weigh between 0 and 1, whatever is typed', () =>
    fc.assert(
      fc.property(fc.oneof(oddText, fc.string(), fc.constantFrom('kv', 'SE old', 'words/*')), (text) => {
        known.mentionedIn(text);
        for (const { weight } of known.meantBy(text)) assert.ok(weight > 0 && weight <= 1);
      }),
    ));
});

suite('the thesaurus', () => {
  const concepts = attentionConcepts();

  test('has every concept once, with a label, names and words of a description', () => {
    assert.equal(new Set(concepts.map(({ id }) => id)).size, concepts.length);
    for (const { id, label, names, plain } of concepts) {
      assert.match(id, /^[a-z\d]+(?:-[a-z\d]+)*$/);
      assert.ok(label.length > 1 && names.length > 0 && plain.trim() !== '', id);
      for (const name of names) assert.match(name, /^[\p{L}\p{N}][^|]+$/u, `${id}: ${name}`);
    }
  });

  test('knows abbreviations and what they stand for as one', () => {
    const all = knowing(...concepts);
    for (const [short, long] of [
      ['GQA', 'grouped-query attention'],
      ['MQA', 'multi-query attention'],
      ['RoPE', 'rotary position embedding'],
    ] as const) {
      const idOf = (text: string) =>
        all
          .meantBy(text)
          .filter(({ weight }) => weight === 1)
          .map(({ concept: { id } }) => id);
      assert.ok(
        idOf(short).some((id) => idOf(long).includes(id)),
        short,
      );
    }
  });
});

suite('roots and stems of words', () => {
  test('what is derived from one word meets', () => {
    assert.equal(root('compression'), root('compress'));
    assert.equal(root('interpretability'), root('interpretable'));
    assert.equal(root('visualizing'), root('visualization'));
    assert.notEqual(stem('compression'), stem('compress'));
  });

  test('short words keep their endings', () => {
    assert.equal(root('cation'), 'cation');
    assert.equal(root('her'), 'her');
  });
});

suite('the space of what speaks alike', () => {
  const row = (...words: number[]) => ({
    words: Uint32Array.from(words),
    weights: new Float32Array(words.length).fill(1),
  });

  test('brings texts together that share no word, but words of the same texts', () => {
    // Words 0 and 1 stand together often, as do 2 and 3; 4 is in every second text.
    const texts = [row(0, 1, 4), row(0, 1), row(0, 4), row(1), row(2, 3, 4), row(2, 3), row(2, 4), row(3)];
    const space = run(LatentSpace.of(texts, 5));
    const near = (a: number, b: number) => cosine(space.place(row(a)), space.place(row(b)));
    assert.ok(near(0, 1) > near(0, 3));
    assert.ok(near(2, 3) > near(2, 1));
  });

  test('is the same every time, and places what it does not know nowhere', () => {
    const texts = [row(0, 1), row(1, 2), row(0, 2), row(2)];
    const [a, b] = [run(LatentSpace.of(texts, 4)), run(LatentSpace.of(texts, 4))];
    assert.deepEqual(a.place(row(0, 2)), b.place(row(0, 2)));
    assert.ok(a.place(row(3)).every((coordinate) => coordinate === 0));
    assert.ok(
      run(LatentSpace.of([], 0))
        .place(row())
        .every((coordinate) => coordinate === 0),
    );
  });
});

const PAPERS = [
  paperOf({
    citekey: 'evict',
    title: 'Which Pairs to Drop',
    abstract: 'We evict key-value pairs from the cache.',
  }),
  paperOf({ citekey: 'drop', title: 'Smaller Memory', abstract: 'Drop key value pairs that nobody reads.' }),
  paperOf({ citekey: 'old', title: 'Old Words', abstract: 'An essay on old words and their history.' }),
  paperOf({ citekey: 'se', title: 'Excited Channels', abstract: 'Squeeze-and-excitation for maps.' }),
];

function meaningsOf(papers = PAPERS): { meanings: Meanings; index: FullTextIndex } {
  const meanings = new Meanings(new Concepts(() => [EVICTION, CACHE, SQUEEZE]));
  const index = new FullTextIndex(meanings);
  run(index.put(papers));
  return { meanings, index };
}

suite('searching by meaning', () => {
  const { index } = meaningsOf();
  const found = (query: string, limit = 10) => index.search(query, { limit }).map(({ citekey }) => citekey);

  test('finds by a name what is called by another one', () => {
    assert.deepEqual(found('KV cache eviction', 2).sort(), ['drop', 'evict']);
    assert.equal(found('SE')[0], 'se');
  });

  test('leaves a name as it is typed, however near it is to a word of the library', () =>
    // "Cache" is a word of a paper; SE names a concept, and no word of a paper is derived from it.
    assert.deepEqual(index.meant('SE'), ['SE', 'squeeze-and-excitation']));

  test('asks for every word when that is wanted, also for those that only say how something is asked', () => {
    const all = (query: string) =>
      index.search(query, { limit: 10, everyWord: true }).map(({ citekey }) => citekey);
    assert.deepEqual(all('evict pairs'), ['evict']);
    assert.deepEqual(all('evict zebra'), []);
    assert.deepEqual(all('evict maybe'), []);
    assert.deepEqual(all('key value pairs nobody').sort(), ['drop']);
  });

  test('finds what is derived from the same word', () => assert.equal(found('excitement')[0], 'se'));

  test('puts first what has all words in a row in its title', () => {
    const { index: titles } = meaningsOf([
      paperOf({ citekey: 'row', title: 'Attention Is All You Need, Again' }),
      paperOf({ citekey: 'other', title: 'Attention Attention', abstract: 'Attention needs attention.' }),
    ]);
    assert.equal(titles.search('attention is all you need', { limit: 2 })[0]?.citekey, 'row');
  });

  test('corrects typos before it looks for concepts', () =>
    assert.equal(found('squeze and excitatoin')[0], 'se'));

  test('forgets papers with what they are about', () => {
    const { index: other, meanings } = meaningsOf();
    other.remove(['evict', 'drop']);
    assert.deepEqual(other.search('KV cache eviction', { limit: 10 }), []);
    assert.equal(meanings.naming(EVICTION).size, 0);
  });

  test('asks for acceptance, best first, until there are enough', () => {
    const asked: string[] = [];
    const accepts = (citekey: string) => asked.push(citekey) > 1;
    const [hit] = index.search('evict pairs', { limit: 1, accepts });
    assert.equal(hit?.citekey, asked[1]);
    assert.equal(asked.length, 2);
  });
});

suite('related papers', () => {
  test('share concepts, which are the reasons; shared words alone make none', () => {
    const { meanings } = meaningsOf();
    const [first, ...others] = relatedPapers('evict', meanings, 10);
    assert.equal(first?.citekey, 'drop');
    assert.deepEqual(first.shared, ['KV cache eviction']);
    assert.deepEqual(others, []);
    assert.deepEqual(relatedPapers('old', meanings, 10), []);
    assert.deepEqual(relatedPapers('nobody', meanings, 10), []);
  });
});
