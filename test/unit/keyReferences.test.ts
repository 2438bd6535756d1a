import assert from 'node:assert/strict';
import type { TextChange } from '../../src/core/decisionEdit';
import { finish } from '../../src/core/finish';
import { renamedReferences, renamedSeparations } from '../../src/core/keyReferences';

const applied = (text: string, changes: readonly TextChange[]): string =>
  changes.reduceRight((all, { start, end, text: own }) => all.slice(0, start) + own + all.slice(end), text);
const bibtex = (text: string) => applied(text, finish(renamedReferences(text, 'old', 'new')));
const decisions = (text: string) => applied(text, renamedSeparations(text, 'old', 'new'));

suite('What refers to an entry', () => {
  test('of BibTeX names it by its new key', () => {
    assert.equal(
      bibtex('@inproceedings{a,\n  title = {T},\n  crossref = {old},\n  xdata = "b,old , older"\n}'),
      '@inproceedings{a,\n  title = {T},\n  crossref = {new},\n  xdata = "b,new , older"\n}',
    );
    assert.equal(
      bibtex('@misc{b, RELATED={ old}, xref = {old}, entryset={older,old}}'),
      '@misc{b, RELATED={ new}, xref = {new}, entryset={older,new}}',
    );
  });

  test('is nothing that only has the same letters', () => {
    for (const text of [
      '@misc{old, title = {old}, note = {crossref of old}, ids = {old}}',
      '@misc{a, crossref = {Old}, related = {old fashioned}, relatedtype = {old}}',
      '@misc{a, crossref = old}',
      '',
    ])
      assert.equal(bibtex(text), text);
  });

  test('is found in files of any length, each once', () => {
    const one = `@misc{a, title = {${'x'.repeat(997)}}, crossref = {old}}\n`;
    assert.equal(bibtex(one.repeat(2000)), one.replace('{old}', '{new}').repeat(2000));
  });

  test('in a workspace file stays told apart', () => {
    const text =
      '{\n  // mine\n  "papers": { "a": { "not": ["b", "old"] }, "old": { "aliases": ["old"] } }\n}\n';
    assert.equal(decisions(text), text.replace('"b", "old"', '"b", "new"'));
    for (const other of ['', '{', '[]', '{"papers":{"a":{"not":"old"}}}'])
      assert.equal(decisions(other), other);
  });
});
