import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';

const NAME = 'previewed.md';
const NOTE = `---
reference-section-title: What was read
---

# Windows

See [see @ali2021xcit, p. 3; @nobody2020never] and @chen2021crossvit, not \`@ali2021xcit\`.

::: {#refs}
:::

Last words.
`;

const folder = () => vscode.workspace.workspaceFolders![0]!.uri;
const uri = () => vscode.Uri.joinPath(folder(), NAME);

/** What VS Code's own Markdown preview shows of the note. */
async function render(): Promise<string> {
  const document = await vscode.workspace.openTextDocument(uri());
  return vscode.commands.executeCommand<string>('markdown.api.render', document);
}

/** What it shows once this holds. */
async function renderUntil(holds: (html: string) => boolean): Promise<string> {
  for (;;) {
    const html = await render();
    if (holds(html)) return html;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const styleSetting = () => vscode.workspace.getConfiguration('attentionNotes');

suite('Markdown preview', () => {
  suiteSetup(async () => {
    await vscode.workspace.fs.writeFile(uri(), new TextEncoder().encode(NOTE));
  });

  suiteTeardown(async () => {
    await styleSetting().update('citationStyle', undefined, vscode.ConfigurationTarget.Global);
    await vscode.workspace.fs.delete(uri());
  });

  test('shows citations, and the reference list where the note has its place', async () => {
    const html = await renderUntil((shown) => shown.includes('attention-notes-entry'));
    assert.match(html, /\(see <|\(<a href="#ref-ali2021xcit" title="Ali[^"]*">see Ali et al\. 2021, 3<\/a>/);
    assert.match(html, /title="[^"]*nobody2020never[^"]*"><strong>nobody2020never\?<\/strong>/);
    assert.match(
      html,
      /<h1[^>]*>What was read<\/h1>[^]*id="ref-ali2021xcit"[^]*id="ref-chen2021crossvit"[^]*Last words/,
    );
    assert.match(html, /<code>@ali2021xcit<\/code>/);
  });

  test('follows the setting', async () => {
    await styleSetting().update('citationStyle', 'ieee', vscode.ConfigurationTarget.Global);
    const html = await renderUntil((shown) => shown.includes('>[2]</a>'));
    assert.match(html, /\[1\] /);
  });

  test('follows the text', async () => {
    const document = await vscode.workspace.openTextDocument(uri());
    const edit = new vscode.WorkspaceEdit();
    edit.insert(uri(), document.positionAt(NOTE.indexOf('See')), 'First @hassani2022dilated. ');
    assert.ok(await vscode.workspace.applyEdit(edit));
    const html = await renderUntil((shown) => shown.includes('>[3]</a>'));
    assert.match(html, /First <span[^>]*><a href="#ref-hassani2022dilated"[^>]*>\[1\]<\/a>/);
    await document.save();
  });
});
