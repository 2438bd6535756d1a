import * as assert from 'node:assert/strict';
import { Worker } from 'node:worker_threads';
import * as vscode from 'vscode';
import type { AttentionNotesApi } from '../../src/extension/api';

/** Threads this test met while they were spoken to: the extension's, since it runs in this very process. */
const threads = new Map<string, Worker>();
const post = Worker.prototype.postMessage;

async function api(): Promise<AttentionNotesApi> {
  const extension = vscode.extensions.getExtension<AttentionNotesApi>('attention-notes.attention-notes');
  assert.ok(extension);
  return extension.activate();
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

suite('Workers that die', () => {
  suiteSetup(() => {
    Worker.prototype.postMessage = function (this: Worker, message: { method?: string }, ...rest: []) {
      const owner = message.method?.split('/')[0];
      if (owner === 'library' || owner === 'notes') threads.set(owner, this);
      post.call(this, message, ...rest);
    } as typeof post;
  });
  suiteTeardown(() => {
    Worker.prototype.postMessage = post;
  });

  test('the library is back, and every pending question is answered', async () => {
    const { listPapers, suggest } = await api();
    const before = (await listPapers()).length;
    for (const delay of [0, 3, 40]) {
      const pending = [listPapers(), suggest('cross vit')] as const;
      await wait(delay);
      const thread = threads.get('library');
      assert.ok(thread);
      await thread.terminate();
      const [papers, hits] = await Promise.all(pending);
      assert.equal(papers.length, before);
      assert.equal(hits[0]?.citekey, 'chen2021crossvit');
    }
    await vscode.commands.executeCommand('attentionNotes.restart');
    assert.equal((await listPapers()).length, before);
  });

  test('a note whose reading kills its worker costs no other note', async () => {
    const { listCitations } = await api();
    await listCitations('[@a]');
    const pending = listCitations('[@b] and [@c]');
    await threads.get('notes')?.terminate();
    assert.equal((await pending).length, 2);
  });
});
