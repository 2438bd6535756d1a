import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { readKnown } from '../families/known';
import { readOutside } from '../families/outside';

/** Most bytes a production bundle may have: what grows past this is looked at before it ships. */
const BUDGETS = {
  'node/extension.js': 300_000,
  'node/library.js': 1_230_000,
  'node/notes.js': 340_000,
  'web/extension.js': 300_000,
  'web/library.js': 1_230_000,
  'web/notes.js': 340_000,
  'pages/family.js': 50_000,
  'pages/page.css': 12_000,
} as const;

suite('Production bundles', () => {
  for (const [name, budget] of Object.entries(BUDGETS)) {
    test(`${name} keeps its budget`, () => {
      const { size } = statSync(`dist/${name}`);
      assert.ok(size <= budget, `${size} bytes, more than ${budget}`);
    });
  }

  for (const name of ['web/extension.js', 'web/library.js', 'web/notes.js']) {
    test(`${name} needs neither Node nor a document`, () => {
      const code = readFileSync(`dist/${name}`, 'utf8');
      for (const forbidden of [
        'document.createElement',
        'require("node:',
        'require("fs")',
        'require("path")',
        'process.env',
      ]) {
        assert.ok(!code.includes(forbidden), `contains ${forbidden}`);
      }
    });
  }

  for (const name of ['web/library.js', 'web/notes.js']) {
    test(`${name} is one classic script`, () => {
      const code = readFileSync(`dist/${name}`, 'utf8');
      assert.doesNotMatch(code, /\bimport\s*\(|^\s*(import|export)\b/m);
    });
  }

  test('the library never meets a Markdown parser, nor the host a search engine', () => {
    assert.doesNotMatch(readFileSync('dist/node/library.js', 'utf8'), /labelStartLink|blockQuotePrefix/);
    assert.doesNotMatch(readFileSync('dist/node/extension.js', 'utf8'), /blockQuotePrefix|autoVacuum/);
  });

  test('no title that families are measured with is in a bundle', () => {
    const titles = readFileSync('test/families/labels.tsv', 'utf8')
      .split('\n')
      .slice(1)
      .flatMap((row) => row.split('\t')[0] || []);
    assert.ok(titles.length > 100);
    const known = [...readKnown('open'), ...readKnown('held'), ...readOutside()].map(({ title }) => title);
    assert.ok(known.length > 300);
    for (const name of Object.keys(BUDGETS)) {
      const code = readFileSync(`dist/${name}`, 'utf8');
      assert.deepEqual(
        // Two words can be a mechanism's own name.
        [...titles, ...known].filter((title) => title.split(' ').length > 2 && code.includes(title)),
        [],
      );
    }
  });
});
