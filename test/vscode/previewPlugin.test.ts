import * as assert from 'node:assert/strict';
import markdownIt from 'markdown-it';
import * as vscode from 'vscode';
import type { AttentionNotesApi } from '../../src/extension/api';

const NOTE = 'See [@ali2021xcit, p. 3] and [@nobody2020never].\n\n::: {#refs}\n:::\n\nLast words.\n';

suite('What extends a Markdown preview', () => {
  test('shows citations and references in any host, at the second time at the latest', async () => {
    const extension = vscode.extensions.getExtension<AttentionNotesApi>('attention-notes.attention-notes');
    assert.ok(extension);
    const api = await extension.activate();
    await api.whenReady();
    const md = api.extendMarkdownIt(markdownIt());
    const env = { currentDocument: vscode.Uri.parse('untitled:previewed-anywhere.md') };
    let html = md.render(NOTE, env);
    assert.match(html, /ali2021xcit/);
    for (let tries = 0; !html.includes('attention-notes-entry') && tries < 200; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      html = md.render(NOTE, env);
    }
    assert.match(html, /<a href="#ref-ali2021xcit" title="[^"]*2021[^"]*">Ali et al\. 2021, 3<\/a>/);
    assert.match(html, /nobody2020never\?/);
    assert.match(html, /id="ref-ali2021xcit"[^]*Last words/);
  });
});
