import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { openUntitled } from './untitled';

/** The terms offered at the `‸` of a note, and the note once the first of them is taken. */
async function termsAt(marked: string): Promise<{ terms: string[]; taken: string | undefined }> {
  const content = marked.replace('‸', '');
  const document = await openUntitled(content);
  const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    document.uri,
    document.positionAt(marked.indexOf('‸')),
  );
  const rows = items.filter(({ kind }) => kind === vscode.CompletionItemKind.Unit);
  const [first] = rows;
  const range = first?.range instanceof vscode.Range ? first.range : undefined;
  const taken =
    range && typeof first?.insertText === 'string'
      ? content.slice(0, document.offsetAt(range.start)) +
        first.insertText +
        content.slice(document.offsetAt(range.end))
      : undefined;
  return { terms: rows.map(({ label }) => (typeof label === 'string' ? label : label.label)), taken };
}

suite('Completion of locators', () => {
  test('offers terms where a locator begins, and replaces what is typed of one', async () => {
    for (const [marked, expected] of [
      ['See [@a, ‸]', 'See [@a, p. ]'],
      ['See [see @a, ‸; @b]', 'See [see @a, p. ; @b]'],
      ['See [@a; -@b, p‸. 3]', 'See [@a; -@b, p. 3]'],
      ['𝒜 @a [‸]', '𝒜 @a [p. ]'],
      ['See [@a, ‸', 'See [@a, p. '],
      ['> [@a,\n> ‸ 3]', '> [@a,\n> p. 3]'],
      ['| [@a, ‸3] |\n|---|', '| [@a, p. 3] |\n|---|'],
      ['x[^1]\n\n[^1]: [@a, ‸]', 'x[^1]\n\n[^1]: [@a, p. ]'],
    ] as const) {
      const { terms, taken } = await termsAt(marked);
      assert.deepEqual(terms.slice(0, 4), ['p.', 'pp.', 'chap.', 'chaps.'], marked);
      assert.equal(taken, expected);
    }
  });

  test('is silent elsewhere', async () => {
    for (const marked of [
      'As @a, ‸',
      '[@a,‸]',
      '[@a, p. ‸]',
      '[@a; ‸]',
      '`[@a, ‸]`',
      '$[@a, ‸]$',
      'Mail me@a, ‸',
      '[a](b@c, ‸)',
      '```\n[@a, ‸]\n```',
    ])
      assert.deepEqual((await termsAt(marked)).terms, [], marked);
  });
});
