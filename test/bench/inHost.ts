import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { AttentionNotesApi } from '../../src/extension/api';
import { COUNTS, LINE } from '../host/reporter.mjs';
import { QUERIES, longNote } from './material';
import { timeNotes } from './notes';
import { type Reading, type Recording, read, record } from './profiler';

/** What the launcher asks for, in the environment variable `ATTENTION_NOTES_BENCH`. */
export interface Order {
  readonly part: 'activation' | 'provider' | 'profile' | 'notes';
  /** Where the result goes, as JSON; profiles lie beside it. */
  readonly out: string;
  readonly rounds: number;
  /** Which of several starts this is. */
  readonly start: number;
  /** How many papers the library must have for the figures to mean anything. */
  readonly papers: number;
  /** How many notes the workspace has besides the sample. */
  readonly notes: number;
}

/** Several rounds of each measured thing, ms. */
export type Rounds = Readonly<Record<string, number[][]>>;

/** What was recorded of one phase, and of nothing for the same time. */
export interface Phase {
  readonly name: string;
  readonly calls: number;
  readonly work: Reading;
  readonly idle: Reading;
  readonly duration: number;
  readonly loop: Recording['loop'];
  readonly idleLoop: Recording['loop'];
}

const ID = 'attention-notes.attention-notes';
const PEER = 'vscode.markdown-language-features';

/** VS Code calls this in its extension host. The result lies in the order's file; the console has only its outcome. */
export async function run(): Promise<void> {
  const order = JSON.parse(process.env['ATTENTION_NOTES_BENCH'] ?? '') as Order;
  try {
    const result = await PARTS[order.part](order);
    writeFileSync(order.out, JSON.stringify(result));
    tell(`${COUNTS}{"passed":1,"failed":0,"skipped":0}`);
  } catch (error) {
    for (const line of String(error instanceof Error ? error.stack : error).split('\n')) tell(LINE + line);
    tell(`${COUNTS}{"passed":0,"failed":1,"skipped":0}`);
    throw error;
  }
}

// eslint-disable-next-line no-console -- the one way from this host to the launcher
const tell = (line: string) => console.log(line);

const PARTS: Readonly<Record<Order['part'], (order: Order) => Promise<unknown>>> = {
  activation: timeActivation,
  provider: timeProvider,
  profile: profilePhases,
  notes: timeNotes,
};

/** Extension hosts answer at once what they know and load the rest when it is first asked: not before the clock runs. */
function inactive(id: string): vscode.Extension<AttentionNotesApi> {
  const extension = vscode.extensions.getExtension<AttentionNotesApi>(id);
  if (!extension) throw new Error(`${id} is not installed`);
  if (extension.isActive) throw new Error(`${id} was activated before it could be timed`);
  return extension;
}

async function timed(work: () => Thenable<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Ours and VS Code's own Markdown extension, in turn first: who comes first pays for what both use. */
async function timeActivation({ start, papers }: Order): Promise<Readonly<Record<string, number>>> {
  const [ours, peer] = [inactive(ID), inactive(PEER)];
  const times: Record<string, number> = {};
  const steps = [
    async () => (times['activate()'] = await timed(() => ours.activate())),
    async () => (times['activate() of Markdown'] = await timed(() => peer.activate())),
  ];
  for (const step of start % 2 === 0 ? steps : steps.reverse()) {
    await step();
    await sleep(300);
  }
  times['library ready'] = await timed(() => ours.exports.whenReady());
  await checkLibrary(ours.exports, papers);
  return times;
}

async function checkLibrary(api: AttentionNotesApi, papers: number): Promise<void> {
  const counts = (await api.listFamilies()).map(({ count }) => count);
  const found = counts.reduce((sum, count) => sum + count, 0);
  if (found < papers) throw new Error(`The library has ${found} papers, not ${papers}`);
}

async function openNote(content: string): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument({ language: 'markdown', content });
  return vscode.window.showTextDocument(document);
}

async function insert(editor: vscode.TextEditor, at: vscode.Position, text: string): Promise<void> {
  if (!(await editor.edit((edit) => edit.insert(at, text)))) throw new Error('An edit was refused');
}

const endOf = ({ document }: vscode.TextEditor) => document.lineAt(document.lineCount - 1).range.end;

async function insertAtEnd(editor: vscode.TextEditor, text: string): Promise<vscode.Position> {
  await insert(editor, endOf(editor), text);
  return endOf(editor);
}

const complete = async (document: vscode.TextDocument, position: vscode.Position, trigger?: string) =>
  vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    document.uri,
    position,
    trigger,
  );

/** Where VS Code's Markdown extension completes a heading, and where nobody completes anything. */
const LINES = 'Silent prose ends here \n\n[x](#w\n';

/** A list of so few rows costs little to carry to the window and back. */
const FEW = 10;

async function timeProvider({ rounds, papers }: Order): Promise<Rounds> {
  const api = await vscode.extensions.getExtension<AttentionNotesApi>(ID)?.activate();
  if (!api) throw new Error(`${ID} is not installed`);
  await api.whenReady();
  await checkLibrary(api, papers);
  const times: Record<string, number[][]> = {};
  const short = readFileSync('media/sample/vision-backbones.md', 'utf8');
  for (const [name, note] of [
    ['1 kB note', short],
    ['100 kB note', longNote(100_000)],
  ] as const) {
    const editor = await openNote(`${LINES}\n${note}`);
    const { document } = editor;
    await complete(document, new vscode.Position(2, 6), '#');
    for (let round = 0; round < rounds; round++) {
      const add = (what: string, time: number) =>
        ((times[`${what}, ${name}`] ??= Array.from({ length: rounds }, () => []))[round] ??= []).push(time);
      for (const query of QUERIES) {
        await insertAtEnd(editor, '\nSee [@');
        for (let typed = 1; typed <= query.length; typed++) {
          const position = await insertAtEnd(editor, query.slice(typed - 1, typed));
          let rows: readonly unknown[] = [];
          const time = await timed(
            async () => (rows = (await complete(document, position)).items.filter(isOurs)),
          );
          if (typed === query.length && rows.length === 0) throw new Error(`No rows for ${query}`);
          add('citation', time);
          if (rows.length <= FEW) add(`citation with ≤ ${FEW} rows`, time);
          // Whoever is asked first after an edit waits until all have heard of it: so each is asked after one.
          await insert(editor, new vscode.Position(1, 0), 'x');
          add('silent', await timed(() => complete(document, new vscode.Position(0, 23), ' ')));
          await insert(editor, new vscode.Position(1, 0), 'x');
          add('Markdown heading', await timed(() => complete(document, new vscode.Position(2, 6), '#')));
          add('suggest()', await timed(() => api.suggest(query.slice(0, typed), { limit: 50 })));
          add('getPaper() of nothing', await timed(() => api.getPaper('nobody')));
        }
        await insertAtEnd(editor, ']');
      }
    }
  }
  return times;
}

const isOurs = ({ kind }: vscode.CompletionItem) => kind === vscode.CompletionItemKind.Reference;

const CALLS = 200;

async function profilePhases({ out, papers }: Order): Promise<Phase[]> {
  const extension = inactive(ID);
  const folder = extension.extensionUri.path;
  const phases: Phase[] = [];
  const phase = async (name: string, calls: number, work: () => Promise<unknown>) => {
    const recorded = await record(work);
    const idle = await record(() => sleep(recorded.duration));
    for (const [kind, { profile }] of [
      ['work', recorded],
      ['idle', idle],
    ] as const)
      writeFileSync(out.replace(/json$/, `${name}-${kind}.cpuprofile`), JSON.stringify(profile));
    phases.push({
      ...{ name, calls, duration: recorded.duration, loop: recorded.loop, idleLoop: idle.loop },
      work: read(recorded.profile, folder),
      idle: read(idle.profile, folder),
    });
  };
  await phase('activation', 1, async () => {
    await extension.activate();
    await sleep(200);
  });
  await phase('loading', 1, async () => {
    await extension.exports.whenReady();
    await checkLibrary(extension.exports, papers);
  });
  const editor = await openNote(longNote(100_000));
  const { document } = editor;
  await insertAtEnd(editor, '\n');
  const type = (text: string) => async () => {
    for (const letter of text.repeat(CALLS).slice(0, CALLS)) {
      const position = await insertAtEnd(editor, letter);
      await complete(document, position);
    }
  };
  // The first tells what VS Code itself does for an edit and a completion in this note.
  await phase('prose', CALLS, type('Nothing is cited in this sentence. '));
  await phase('edits', CALLS, type(QUERIES.map((query) => `[@${query}] `).join('')));
  const places = [...document.getText().matchAll(/@\w+2\d{3}\w+/g)].slice(0, CALLS);
  if (places.length < 100) throw new Error('The note has too few citations to hover');
  let cards = 0;
  await phase('hovers', CALLS, async () => {
    for (let call = 0; call < CALLS; call++) {
      const position = document.positionAt((places[call % places.length]?.index ?? 0) + 2);
      const command = 'vscode.executeHoverProvider';
      cards += (await vscode.commands.executeCommand<vscode.Hover[]>(command, document.uri, position)).length;
    }
  });
  if (cards < CALLS) throw new Error(`${cards} hovers of ${CALLS} showed a card`);
  return phases;
}
