import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { AttentionNotesApi } from '../../src/extension/api';
import type { Order, Rounds } from './inHost';
import { longNote } from './material';

const ID = 'attention-notes.attention-notes';
/** How often each thing is asked in a long note. */
const CALLS = 10;
const LONG = 1_000_000;

async function timed(work: () => Thenable<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

const ask = <T>(command: string, uri: vscode.Uri, ...rest: unknown[]) =>
  vscode.commands.executeCommand<T[]>(command, uri, ...rest);

/** The place behind the first `@` of a citation that the note has. */
function keyIn(document: vscode.TextDocument): vscode.Position {
  const at = document.getText().search(/@\w+2\d{3}\w+/);
  if (at < 0) throw new Error('The note cites nothing');
  return document.positionAt(at + 2);
}

/**
 * A workspace of many notes, read for the first time while hovers are asked, then all citations of a paper: against
 * VS Code's own Markdown, which reads the same notes for the references of a heading. Then a long note: read for the
 * first time and after single letters, against the outline of VS Code's own Markdown.
 */
export async function timeNotes({ rounds, notes }: Order): Promise<Rounds> {
  const times: Record<string, number[][]> = {};
  const add = (what: string, round: number, ms: number) =>
    ((times[what] ??= Array.from({ length: rounds }, () => []))[round] ??= []).push(ms);
  const api = await vscode.extensions.getExtension<AttentionNotesApi>(ID)?.activate();
  if (!api) throw new Error(`${ID} is not installed`);
  await timeMany(notes, (what, ms) => add(`${what}, ${notes} notes`, 0, ms));
  for (let round = 0; round < rounds; round++)
    await timeLong((what, ms) => add(`${what}, 1 MB note`, round, ms));
  return times;
}

type Add = (what: string, ms: number) => void;

async function timeMany(notes: number, add: Add): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  if (!folder) throw new Error('No folder is open');
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, 'many/0/note-0.md'));
  await vscode.window.showTextDocument(document);
  const key = keyIn(document);
  const hover = () => timed(() => ask('vscode.executeHoverProvider', document.uri, key));
  await hover();
  let isRead = false;
  let found = 0;
  const reading = timed(async () => {
    const references = await ask<vscode.Location>('vscode.executeReferenceProvider', document.uri, key);
    found = new Set(references.map(({ uri }) => uri.toString())).size;
  }).then((ms) => {
    isRead = true;
    add('all citations, notes read for the first time', ms);
  });
  // At the interval of a hand, not one after the other: that would only measure the queue.
  while (!isRead) {
    add('hover while they are read', await hover());
    await sleep(100);
  }
  await reading;
  if (found < notes / 100) throw new Error(`Citations were found in ${found} notes of ${notes}`);
  for (let call = 0; call < CALLS; call++) {
    add('hover when they are read', await hover());
    add('all citations again', await timed(() => ask('vscode.executeReferenceProvider', document.uri, key)));
  }
  const heading = new vscode.Position(0, 3);
  const references = () => ask('vscode.executeReferenceProvider', document.uri, heading);
  add('Markdown: references of a heading, for the first time', await timed(references));
  for (let call = 0; call < CALLS; call++)
    add('Markdown: references of a heading again', await timed(references));
}

async function timeLong(add: Add): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language: 'markdown', content: longNote(LONG) });
  const editor = await vscode.window.showTextDocument(document);
  const key = keyIn(document);
  const highlights = () => ask('vscode.executeDocumentHighlights', document.uri, key);
  const outline = () => ask('vscode.executeDocumentSymbolProvider', document.uri);
  const steps = [
    async () => add('citations, read for the first time', await timed(highlights)),
    async () => add('Markdown: outline, for the first time', await timed(outline)),
  ];
  for (const step of Math.random() < 0.5 ? steps : steps.reverse()) await step();
  const middle = document.positionAt(LONG / 2);
  for (let call = 0; call < CALLS; call++) {
    await editor.edit((edit) => edit.insert(middle, 'x'));
    add('citations, after a letter', await timed(highlights));
    await editor.edit((edit) => edit.insert(middle, 'x'));
    add('Markdown: outline, after a letter', await timed(outline));
  }
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
}
