import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';

const row = (citekey: string, order: number) => ({
  ...{ kind: 'paper', id: `family:x/${citekey}`, citekey, order },
  ...{ title: '', byline: '', year: 2021 },
});

const copied = (entries: string) => entries.match(/(?<=^@\w+\{).+(?=,$)/gm);

suite('Papers of the tree', () => {
  test('are copied as BibTeX, one or several in the order of the tree', async () => {
    const one = row('chen2021crossvit', 3);
    await vscode.commands.executeCommand('attentionNotes.copyBibtex', one);
    const entry = await vscode.env.clipboard.readText();
    assert.deepEqual(copied(entry), ['chen2021crossvit']);
    assert.match(
      entry,
      /^@inproceedings\{[^]*^ {2}title = \{\{CrossViT\}: [^]*^ {2}year = \{2021\},$[^]*^\}$/m,
    );
    const rows = [row('xia2023dat', 9), one, row('ali2021xcit', 1)];
    await vscode.commands.executeCommand('attentionNotes.copyBibtex', one, rows);
    const keys = ['ali2021xcit', 'chen2021crossvit', 'xia2023dat'];
    assert.deepEqual(copied(await vscode.env.clipboard.readText()), keys);
    await vscode.commands.executeCommand('attentionNotes.copyCitekey', one, rows);
    assert.equal(await vscode.env.clipboard.readText(), keys.map((key) => `@${key}`).join('; '));
  });

  test('are copied for the row the menu was opened on when it is not among the selected ones', async () => {
    const selected = [row('xia2023dat', 9), row('ali2021xcit', 1)];
    await vscode.commands.executeCommand('attentionNotes.copyBibtex', row('chu2021twins', 5), selected);
    assert.deepEqual(copied(await vscode.env.clipboard.readText()), ['chu2021twins']);
  });

  test('that are gone meanwhile leave the clipboard alone', async () => {
    await vscode.env.clipboard.writeText('mine');
    await vscode.commands.executeCommand('attentionNotes.copyBibtex', row('nobody1999nothing', 0));
    assert.equal(await vscode.env.clipboard.readText(), 'mine');
  });
});
