import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { AttentionNotesApi } from '../../src/extension/api';
import { openUntitled } from './untitled';

/** The texts of our hovers at the first `‸` of a note, and what their range covers. */
async function hoverAt(
  marked: string,
  language = 'markdown',
): Promise<{ text: string; covers: string } | undefined> {
  const offset = marked.indexOf('‸');
  const content = marked.replace('‸', '');
  const document = await openUntitled(content, language);
  const position = document.positionAt(offset);
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    position,
  );
  const ours = hovers.find(({ contents }) =>
    contents.some((part) => /@\w+\d{4}\w+/.test(plain(textOf(part)))),
  );
  if (!ours?.range) return undefined;
  const text = ours.contents.map(textOf).join('\n');
  return { text, covers: document.getText(ours.range) };
}

const textOf = (part: vscode.Hover['contents'][number]) =>
  part instanceof vscode.MarkdownString ? part.value : '';

const plain = (markdown: string) =>
  markdown.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));

suite('Hover cards', () => {
  test('show a paper on its key, with the key as the range', async () => {
    for (const [note, covers] of [
      ['See @chen2021cross‸vit for more.', '@chen2021crossvit'],
      ['See [@ali2021xcit; -@chen2021cross‸vit, p. 3].', '-@chen2021crossvit'],
      ['See ‸[@{chen2021crossvit}].', '[@{chen2021crossvit}]'],
      ['See [‸@{chen2021crossvit}].', '@{chen2021crossvit}'],
      ['See [@{chen2021cross‸vit}].', '@{chen2021crossvit}'],
      ['[text @chen2021cross‸vit](b)', '@chen2021crossvit'],
      ['# On @chen2021cross‸vit', '@chen2021crossvit'],
      ['---\nnocite: "@chen2021cross‸vit"\n---\n', '@chen2021crossvit'],
      ['| a |\n|---|\n| [@chen2021cross‸vit] |\n', '@chen2021crossvit'],
      ['Text[^1]\n\n[^1]: See\n  [@ali2021xcit;\n  @chen2021cross‸vit]\n', '@chen2021crossvit'],
    ] as const) {
      const hover = await hoverAt(note);
      assert.equal(hover?.covers, covers, note);
      assert.match(plain(hover.text), /CrossViT: Cross-Attention Multi-Scale Vision Transformer/);
      assert.match(plain(hover.text), /Chen, Fan, Panda · ICCV 2021 · @chen2021crossvit/);
    }
  });

  test('show every paper of a group on its brackets', async () => {
    for (const note of [
      'See ‸[@ali2021xcit, p. 2; @chen2021crossvit].',
      'See [@ali2021xcit; see @chen2021crossvit for more‸].',
    ]) {
      const hover = await hoverAt(note);
      assert.equal(hover?.covers, note.replace('‸', '').slice(4, -1));
      assert.match(plain(hover.text), /XCiT[^]*CrossViT/);
    }
  });

  test('quote the family and shorten the abstract', async () => {
    const text = plain((await hoverAt('@chen2021cross‸vit'))?.text ?? '');
    assert.match(text, /\*[^*]+\*: “[^”]+”/);
    const abstract = text.split('\n\n')[3] ?? '';
    assert.ok(abstract.length > 100 && abstract.length <= 420);
    assert.match(abstract, /[.!?]$/);
    assert.match(text, /\]\(https:\/\/arxiv\.org\/abs\/2103\.14899\)/);
  });

  test('are silent on prose, code, math, e-mail, addresses, front matter and other languages', async () => {
    for (const note of [
      'Nothing he‸re at all.',
      'See [see ‸ @chen2021crossvit].'.replace('see ‸ ', 'se‸e '),
      '`@chen2021cross‸vit`',
      '```\n@chen2021cross‸vit\n```',
      '    @chen2021cross‸vit',
      'Write to me@chen2021cross‸vit.org.',
      'See http://a.b/@chen2021cross‸vit now.',
      '<!-- @chen2021cross‸vit -->',
      '$@chen2021cross‸vit$',
      '[text](@chen2021cross‸vit)',
      '[text](a "@chen2021cross‸vit")',
      '![text](@chen2021cross‸vit)',
      '<http://a.b/@chen2021cross‸vit>',
      'npm i @chen2021crossvit/no‸de',
      '---\ntitle: @chen2021cross‸vit\n---\n',
      '@no2000‸body',
    ])
      assert.equal(await hoverAt(note), undefined, note);
    assert.equal(await hoverAt('@chen2021cross‸vit', 'plaintext'), undefined);
  });

  test('name the notes of the workspace that cite the paper, saved or not', async () => {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.ok(folder);
    const file = vscode.Uri.joinPath(folder, 'v1.0', 'sub', 'cites (it).md');
    const excluded = vscode.Uri.joinPath(folder, 'v1.0', 'node_modules', 'excluded.md');
    const write = (text: string, to = file) =>
      vscode.workspace.fs.writeFile(to, new TextEncoder().encode(text));
    const until = async (expected: RegExp) => {
      let text = '';
      for (let attempts = 0; attempts < 100; attempts++) {
        text = plain((await hoverAt('@chen2021cross‸vit'))?.text ?? '').replace(/\\/g, '');
        if (expected.test(text)) return;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      assert.match(text, expected);
    };
    // One of the sample notes, which nobody has opened.
    await until(/Cited in .*\[vision-backbones\.md\]\(file:[^)]*#L5\) \(line \[5\]/);
    await write('@chen2021crossvit', excluded);
    await write('x\n\n[@chen2021crossvit] and [@chen2021crossvit]\n\n@chen2021crossvit\n');
    await until(
      /\[v1\.0\/sub\/cites \(it\)\.md\]\([^)]*cites%20%28it%29\.md#L3\) \(lines \[3\]\([^)]*#L3\), \[5\]/,
    );
    const editor = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(file));
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '\n'));
    await until(/cites \(it\).*\(lines \[4\].*\[6\]/);
    await until(/^\*\*CrossViT(?![^]*excluded)/);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder, 'v1.0'), { recursive: true });
    await until(/^\*\*CrossViT(?![^]*cites \(it\))/);
  });

  test('run no commands but those that open a listing, list, copy or complete papers', async () => {
    const extension = vscode.extensions.getExtension<AttentionNotesApi>('attention-notes.attention-notes');
    await (await extension?.activate())?.whenReady();
    const document = await openUntitled('@chen2021crossvit');
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      new vscode.Position(0, 3),
    );
    const [part] = hovers.flatMap(({ contents }) => contents);
    assert.ok(part instanceof vscode.MarkdownString);
    const trust = part.isTrusted;
    assert.deepEqual(typeof trust === 'object' ? trust.enabledCommands : trust, [
      'attentionNotes.showSource',
      'attentionNotes.findRelated',
      'attentionNotes.copyAs',
      'attentionNotes.completePaper',
    ]);
    const links = [...part.value.matchAll(/\]\(command:([^?)]*)\?([^)]*)\)/g)];
    assert.deepEqual(
      links.map(([, command]) => command),
      ['attentionNotes.showSource', 'attentionNotes.copyAs', 'attentionNotes.findRelated'],
    );
    assert.deepEqual(JSON.parse(decodeURIComponent(links[2]?.[2] ?? '')), [{ citekey: 'chen2021crossvit' }]);
    const [argument] = JSON.parse(decodeURIComponent(links[0]?.[2] ?? '')) as unknown[];
    await vscode.commands.executeCommand(links[0]?.[1] ?? '', argument);
    assert.equal(vscode.window.activeTextEditor?.document.uri.scheme, 'attention-notes');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  test('follow an edit at once', async () => {
    const document = await openUntitled('`@chen2021crossvit`');
    const editor = await vscode.window.showTextDocument(document);
    await editor.edit((edit) => edit.replace(new vscode.Range(0, 0, 0, 1), ' '));
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      new vscode.Position(0, 5),
    );
    assert.ok(hovers.length > 0);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });
});
