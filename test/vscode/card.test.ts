import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { FAMILIES } from '../../src/core/families/families';
import { groupCard, paperCard } from '../../src/extension/paperCard';
import { paperOf } from '../support/papers';

const described = (traits: Partial<Parameters<typeof paperOf>[0]> = {}, lines: readonly number[] = []) => {
  const uri = vscode.Uri.file('/notes/long.md').toString();
  const paper = paperOf({ citekey: 'chen2021crossvit', title: 'CrossViT', ...traits });
  const notes = lines.length > 0 ? [{ uri, lines }] : [];
  return { paper, citedIn: { total: notes.length, notes }, families: FAMILIES, related: [] };
};

const plain = ({ value }: vscode.MarkdownString) =>
  value.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));

suite('Cards', () => {
  test('have no link where half a character stands in the address, and all others', () => {
    const links = ['https://github.com/a/\ud800'];
    const text = plain(paperCard(described({ doi: '10.1/\udc00x', arxiv: '2103.14899', links })));
    assert.match(text, /\[arXiv 2103\.14899\]\(https:\/\/arxiv\.org\/abs\/2103\.14899\)/);
    assert.doesNotMatch(text, /DOI|Code/);
    const whole = plain(paperCard(described({ doi: '10.1/\ud83d\ude00' })));
    assert.match(whole, /\[DOI\]\(https:\/\/doi\.org\/10\.1\/%F0%9F%98%80\)/);
  });

  test('name the first five lines of a note', () => {
    assert.match(plain(paperCard(described({}, [1, 2, 3, 4, 5]))), /\(lines \[1\]\S+, .*\[5\][^…]*\)$/);
    assert.match(
      plain(paperCard(described({}, [1, 2, 3, 4, 5, 60, 70]))),
      /\(lines \[1\]\S+, .*\[5\]\S+, …\)$/,
    );
  });

  test('of a long group are those of its first papers, and count the others', () => {
    const group = (size: number) =>
      plain(
        groupCard(
          Array.from({ length: size }, (_, index) => described({ title: `Paper ${index + 1}` })),
          [],
        ),
      );
    const titles = (text: string) => text.match(/(?<=\*\*)Paper \d+(?=\*\*)/g);
    assert.equal(titles(group(8))?.length, 8);
    assert.doesNotMatch(group(8), /more paper/);
    assert.equal(titles(group(9))?.at(-1), 'Paper 8');
    assert.match(group(9), /\n\nand 1 more paper$/);
    assert.match(group(60), /\n\nand 52 more papers$/);
  });

  test('name related papers with what both are about, escaped', () => {
    const [family] = FAMILIES;
    const row = { citekey: 'a_b2024', title: 'T', byline: 'A', year: 2024, family, score: 1 };
    const card = paperCard({
      ...described(),
      related: [{ ...row, arxiv: null, shared: ['KV cache', '[x](y)'] }],
    });
    assert.match(plain(card), /\[Related papers\]\(command:attentionNotes\.findRelated\?\S+\)\n/);
    assert.ok(plain(card).endsWith('\n- T (2024 · @a_b2024 · both: KV cache, [x](y))'));
    assert.ok(!card.value.includes('[x](y)'));
  });

  test('of a group name the keys that the library does not know', () => {
    const text = plain(groupCard([described()], ['no_body', 'other']));
    assert.match(text, /\*\*CrossViT\*\*[^]*\n\nNot in the library: @no\\?_body, @other$/);
  });
});
