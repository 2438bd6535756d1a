import assert from 'node:assert/strict';
import { clusterRecords } from '../../src/core/cluster';
import { readDecisions } from '../../src/core/decisions';
import { finish } from '../../src/core/finish';
import { LinkedPapers } from '../../src/core/linkedPapers';
import { mergeItem } from '../../src/core/paperMaking';

suite('Linked papers', () => {
  /** What may differ when the first of entries goes, each of which says the key of the next one. */
  const partOfChain = (length: number) => {
    const records = Array.from({ length }, (_, index) => ({
      record: {
        place: { file: 'refs.bib', line: index + 1 },
        item: { id: `key${index}`, title: `Paper ${index}` },
        aliases: [`key${index + 1}`],
      },
      origin: 'user' as const,
      ...{ uri: 'refs.bib', index },
    }));
    const merge = (cluster: ReturnType<typeof clusters>[number]) => ({ cluster, item: mergeItem(cluster) });
    const clusters = () => finish(clusterRecords(records));
    const papers = clusters().map((cluster, index) => ({ ...merge(cluster), citekey: `key${index}` }));
    const linked = finish(LinkedPapers.of(papers, readDecisions('').decisions));
    return linked.partOf(records.slice(0, 1), [], merge);
  };

  test('are followed along their keys', () => {
    assert.equal(partOfChain(10)?.before.length, 10);
  });

  test('are not followed along a chain that takes merging too often', () => {
    assert.equal(partOfChain(400), undefined);
  });
});
