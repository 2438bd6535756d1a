import assert from 'node:assert/strict';
import { finish } from '../../src/core/finish';
import { readTextFile } from '../../src/core/textFile';

const read = (text: string) => {
  const { records, problems } = finish(readTextFile('a.md', text));
  return {
    titles: records.map(({ item: { id, title }, place }) => [id, title, place.line]),
    problems: problems.map(({ code, line }) => [code, line]),
  };
};

suite('Files of text', () => {
  test('are read as the entries that a note has in its front matter, those without a title told', () => {
    const front = '---\ntitle: x\nreferences:\n- id: a\n  title: One\n- id: b\n';
    assert.deepEqual(read(`${front}---\n\nText.\n\n- id: c\n  title: No entry\n`), {
      titles: [['a', 'One', 4]],
      problems: [['cslYaml.noTitle', 6]],
    });
    assert.deepEqual(read('---\nreferences: [{id: a, title: x}]\n---\n'), { titles: [], problems: [] });
  });

  test('are read as listings where they are such, and else have one problem', () => {
    const abstract =
      'We show that it works, and why. It is swift on every task that we tried, and needs little.';
    const listing = `On attention of our own\n\n${abstract}\n\n  • 3 authors\n·\nJan 1, 2024\n`;
    assert.deepEqual(read(listing), {
      titles: [[undefined, 'On attention of our own', 1]],
      problems: [],
    });
    for (const text of [
      '# A note\n\nOf attention.\n',
      '<!doctype html>\n<p>A page</p>\n',
      '---\ntitle: x\n---\n',
    ])
      assert.deepEqual(read(text), { titles: [], problems: [['listing.none', 1]] });
  });
});
