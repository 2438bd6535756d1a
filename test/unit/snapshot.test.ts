import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import fc from 'fast-check';
import { readCslJson } from '../../src/core/cslJson';
import { readDecisions } from '../../src/core/decisions';
import { Library } from '../../src/core/library';
import { readListing } from '../../src/core/listing';
import { SuggestIndex } from '../../src/core/search/suggest';
import { KeptPapers, type Keepable, writeSnapshot } from '../../src/worker/keptPapers';
import { SLICE_BYTES } from '../../src/worker/protocol';
import { SectionWriter, readSections } from '../../src/worker/snapshotFile';
import { oddText, paperOf } from '../support/papers';

function done<T>(steps: Generator<unknown, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

const joined = (parts: readonly Uint8Array[]) => new Uint8Array(Buffer.concat(parts));

const fileOf = (sections: readonly Uint8Array[]) => {
  const writer = new SectionWriter();
  for (const section of sections) {
    for (let at = 0; at < section.length; at += 7000) writer.add(section.subarray(at, at + 7000));
    writer.endSection();
  }
  return joined(writer.finish());
};

const read = (file: Uint8Array) => done(readSections(file));

suite('Snapshot file', () => {
  const bytes = (length: number) => Uint8Array.from({ length }, (_, at) => (at * 31 + (at >> 8)) & 255);

  test('gives back its sections, however long', () => {
    const lengths = [0, 1, 3, SLICE_BYTES - 4, SLICE_BYTES, SLICE_BYTES + 5, 3 * SLICE_BYTES + 1, 0];
    const sections = lengths.map(bytes);
    const file = fileOf(sections);
    assert.deepEqual(
      read(file)?.map((section) => Buffer.from(section).equals(bytes(section.length)) && section.length),
      lengths,
    );
    assert.deepEqual(read(fileOf([])), []);
    // As a view that does not begin where words do.
    const shifted = new Uint8Array(file.length + 1);
    shifted.set(file, 1);
    assert.equal(read(shifted.subarray(1))?.length, lengths.length);
  });

  test('is nothing when any bit of it differs', () => {
    const file = fileOf([bytes(40), bytes(3), bytes(60)]);
    for (let at = 0; at < file.length; at++)
      for (let bit = 0; bit < 8; bit++) {
        const damaged = file.slice();
        damaged[at] = (damaged[at] ?? 0) ^ (1 << bit);
        assert.equal(read(damaged), undefined, `bit ${bit} of byte ${at}`);
      }
  });

  test('is nothing when it is cut off, goes on, or is something else', () => {
    const file = fileOf([bytes(40), bytes(3), bytes(60)]);
    for (let length = 0; length < file.length; length++)
      assert.equal(read(file.subarray(0, length)), undefined, String(length));
    for (const more of [1, 4, 400]) assert.equal(read(joined([file, new Uint8Array(more)])), undefined);
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (some) => read(some) === undefined));
  });
});

suite('Kept papers', () => {
  const decisions = {
    papers: { ali2021xcit: { aliases: ['xcit'], family: 'mine' } },
    families: { mine: { label: 'Mine', terms: ['cross-covariance'] }, 'linear-kernel': { hidden: true } },
  };

  function seeds(): Library {
    const library = new Library();
    for (const name of readdirSync('seeds')) {
      const text = readFileSync(`seeds/${name}`, 'utf8');
      const { records } = done(name.endsWith('.json') ? readCslJson(name, text) : readListing(name, text));
      library.putRecords(name, 'seed', records);
    }
    const twins = ['2001.00001', '2001.00002'].map((id) => ({
      title: `Twins ${id}`,
      author: [{ family: 'Moe' }],
      issued: { 'date-parts': [[2020]] },
      URL: `https://arxiv.org/abs/${id}`,
    }));
    library.putRecords('twins', 'user', done(readCslJson('twins', JSON.stringify(twins))).records);
    library.putDecisions('notes', readDecisions(JSON.stringify(decisions)).decisions);
    done(library.update());
    return library;
  }

  const saved = (library: Keepable, build = 'one') => {
    const heads = new SuggestIndex();
    heads.put(library.papers);
    return joined(done(writeSnapshot(build, library, heads.save())));
  };

  const restored = (file: Uint8Array, build = 'one') => {
    const snapshot = done(KeptPapers.read(file, build));
    assert.ok(typeof snapshot === 'object');
    return snapshot;
  };

  test('are the library as it was, one by one and all together', () => {
    const library = seeds();
    const file = saved(library);
    const { papers: kept, heads } = restored(file);
    const plain = (value: unknown) => JSON.parse(JSON.stringify(value)) as unknown;
    assert.equal(kept.size, library.papers.length);
    for (const paper of library.papers)
      for (const key of [paper.citekey, ...paper.aliases])
        assert.deepEqual(plain(kept.get(key)), plain(paper), key);
    assert.equal(kept.get('nobody'), undefined);
    assert.equal(kept.get('xcit'), kept.get('ali2021xcit'));
    assert.deepEqual(plain(kept.papers), plain(library.papers));
    assert.equal(kept.papers[3], kept.get(kept.papers[3]?.citekey ?? ''));
    assert.deepEqual(kept.families.all, library.families.all);
    assert.deepEqual(kept.ambiguous, library.ambiguous);
    assert.ok(library.ambiguous.size > 0);
    assert.equal(kept.get('ali2021xcit')?.families.primary.family, 'mine');
    const index = SuggestIndex.load(heads);
    assert.equal(index?.suggest('cross vit', { limit: 1 })[0]?.citekey, 'chen2021crossvit');
    // The index must not keep the whole file in memory.
    assert.equal(heads.buffer.byteLength, heads.length);

    const steps = restored(file).papers;
    done(steps.readAll());
    assert.deepEqual(plain(steps.papers), plain(library.papers));
  });

  test('differ from a library exactly where it differs', () => {
    const library = seeds();
    const { papers: kept } = restored(saved(library));
    const compare = () => {
      const change = done(kept.compare(library));
      return change && [change.changed.map(({ citekey }) => citekey), [...change.removed]];
    };
    assert.equal(compare(), undefined);
    done(library.update());
    assert.equal(compare(), undefined);
    const decide = (papers: object, families: object = decisions.families) => {
      library.putDecisions('notes', readDecisions(JSON.stringify({ papers, families })).decisions);
      done(library.update());
    };
    decide({});
    assert.deepEqual(compare(), [['ali2021xcit'], []]);
    decide({ ...decisions.papers, chen2021crossvit: { facts: { title: 'Crossed' } } });
    assert.deepEqual(compare(), [['chen2021crossvit'], []]);
    decide(decisions.papers, { ...decisions.families, 'linear-kernel': { hidden: false } });
    assert.deepEqual(compare(), [[], []]);
    library.remove('twins');
    decide(decisions.papers);
    const [changed, removed] = compare() ?? [];
    assert.deepEqual(changed, []);
    assert.equal(removed?.length, 2);
  });

  test('are refused of another build, damaged or empty', () => {
    const file = saved({ papers: [paperOf({ citekey: 'a' })], ...emptyFacts() });
    assert.equal(done(KeptPapers.read(file, 'two')), 'other build');
    assert.equal(done(KeptPapers.read(file.subarray(0, -4), 'one')), 'damaged');
    assert.equal(done(KeptPapers.read(new Uint8Array(0), 'one')), 'damaged');
    assert.equal(done(KeptPapers.read(fileOf([file]), 'one')), 'damaged');
    assert.equal(restored(file).papers.get('a')?.citekey, 'a');
  });

  test('come back whatever their texts are', () => {
    fc.assert(
      fc.property(fc.uniqueArray(oddText, { maxLength: 8 }), oddText, oddText, (keys, title, abstract) => {
        const papers = keys.sort().map((citekey) => {
          const item = { id: citekey, title, abstract };
          return paperOf({ citekey, title, abstract, item, acronyms: [abstract] });
        });
        const { papers: kept } = restored(saved({ papers, ...emptyFacts() }));
        for (const paper of papers) {
          assert.equal(kept.get(paper.citekey)?.abstract, abstract);
          assert.deepEqual(kept.get(paper.citekey)?.acronyms, [abstract]);
        }
        assert.equal(kept.get('not there'), undefined);
        assert.equal(done(kept.compare({ papers, ...emptyFacts() })), undefined);
      }),
      { numRuns: 40 },
    );
  });
});

const emptyFacts = () => {
  const { families, ambiguous } = new Library();
  return { families, ambiguous };
};
