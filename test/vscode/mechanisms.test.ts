import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { openUntitled } from './untitled';

/** Our card of a mechanism at the `‸` of a note, and what it covers. */
async function cardAt(
  marked: string,
  language = 'markdown',
): Promise<{ card: vscode.MarkdownString; text: string; covers: string } | undefined> {
  const content = marked.replace('‸', '');
  const document = await openUntitled(content, language);
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    document.positionAt(marked.indexOf('‸')),
  );
  for (const { contents, range } of hovers)
    for (const card of contents)
      if (
        card instanceof vscode.MarkdownString &&
        card.value.includes('attentionNotes.openFamily') &&
        range
      ) {
        const text = card.value.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
        return { card, text, covers: document.getText(range) };
      }
  return undefined;
}

suite('Cards of mechanisms', () => {
  test('show what a name in the text of a note means, with formula, cost, picture and papers', async () => {
    for (const [note, covers, title] of [
      ['Use grouped-‸query attention here.', 'grouped-query attention', 'Grouped-query attention'],
      ['With G‸QA, decoding is fast.', 'GQA', 'Grouped-query attention'],
      ['The **KV ca‸ches** grow.', 'KV caches', 'KV cache'],
      ['# An attention s‸ink', 'attention sink', 'Attention sink'],
      ['| a |\n|---|\n| Deformable Atten‸tion |\n', 'Deformable Attention', 'Deformable attention'],
      ['It uses sliding window\nat‸tention.', 'sliding window\nattention', 'Sliding-window attention'],
    ] as const) {
      const found = await cardAt(note);
      assert.equal(found?.covers, covers, note);
      assert.ok(found.text.toLowerCase().includes(`**${title.toLowerCase()}**`), found.text.slice(0, 300));
    }
    const { text = '' } = (await cardAt('With G‸QA.')) ?? {};
    assert.match(text, /\n\n\*\*Grouped-query attention\*\* \(GQA\)\n\n/);
    assert.match(text, /`[^`]*softmax[^`]*`/);
    assert.match(text, /memory `[^`]+` · \[[^\]]+\]\(https:\/\/arxiv\.org\/abs\/[\d.]+\)/);
    assert.match(
      text,
      /!\[Attention pattern of Grouped-query attention\]\(\S+\/media\/mechanisms\/grouped-query-(dark|light)\.svg\|width=\d+\)/,
    );
    assert.match(text, /\n- .+ \(.+, \d{4}\)\n/);
    assert.match(text, /\n\*Head design and KV sharing\*: \d+ papers.* · .*20\d\d: \d+/);
  });

  test('trust no command but the one that opens the page of their family', async () => {
    const { card } = (await cardAt('With G‸QA.')) ?? {};
    assert.deepEqual(card?.isTrusted, { enabledCommands: ['attentionNotes.openFamily'] });
    const commands = card.value.match(/\(command:[^)]*\)/g);
    assert.deepEqual(commands, [
      `(command:attentionNotes.openFamily?${encodeURIComponent('[{"id":"multi-head"}]')})`,
    ]);
  });

  test('are quiet everywhere else', async () => {
    for (const note of [
      'See [see GQ‸A @ali2021xcit].',
      'The `GQ‸A` flag',
      '```\nGQ‸A\n```\n',
      'The $GQ‸A$ term',
      '<!-- GQ‸A -->',
      '[GQ‸A](x.md)',
      'In gqa_mod‸ule.py',
      'Some atten‸tion is needed.',
      'The mem‸ory of the graph transformer',
      '---\ntitle: GQ‸A\n---\n',
    ])
      assert.equal(await cardAt(note), undefined, note);
  });

  test('come in notes only', async () => {
    assert.equal(await cardAt('With G‸QA.', 'plaintext'), undefined);
  });

  test('can be turned off, and on again', async () => {
    const setting = vscode.workspace.getConfiguration('attentionNotes');
    await setting.update('mechanismHovers', false, vscode.ConfigurationTarget.Global);
    try {
      assert.equal(await cardAt('With G‸QA.'), undefined);
    } finally {
      await setting.update('mechanismHovers', undefined, vscode.ConfigurationTarget.Global);
    }
    assert.ok(await cardAt('With G‸QA.'));
  });
});
