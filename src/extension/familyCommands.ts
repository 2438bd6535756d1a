import { type Disposable, commands, l10n } from 'vscode';
import type { DecisionChange } from '../core/decisionEdit';
import type { GroupNode, TreeNode } from '../core/tree';
import { listFamilies } from '../worker/familyProtocol';
import { locateDecisions } from '../worker/protocol';
import { decisionsFile, writeDecisions } from './decisionFiles';
import { askFamilyName, chooseFamily, chooseTarget } from './familyPick';
import { familyLabel } from './familyWords';
import type { LibraryClient } from './libraryClient';
import { showInformation } from './messages';
import { type LastNote, onChosenPapers } from './paperCommands';

/** How long a moved paper is waited for in the tree, ms. */
const MOVED_MS = 5000;

/** The papers tree, as far as families are changed there. */
interface FamilyRows {
  readonly selection: readonly TreeNode[];
  reveal(citekey: string, options: { focus: boolean }): Promise<void>;
}

/**
 * Registers how a person changes the families: which one a paper is in, what one is called, which are shown. All of it
 * is written into the workspace file.
 */
export function registerFamilyCommands(
  library: LibraryClient,
  lastNote: LastNote,
  tree: FamilyRows,
): Disposable[] {
  const move = onChosenPapers(tree)(async (citekeys) => {
    const target = await chooseTarget(citekeys, library);
    const plan = target && (await planFor('papers', citekeys, { family: target.family }, library, lastNote));
    if (!plan) return;
    const moved = nextChange(library);
    for (const [index, [uri, changes]] of plan.entries()) {
      const made = index === 0 ? target.made : [];
      if (!(await writeDecisions(uri, [...made, ...changes], library))) return;
    }
    await moved;
    const [first] = citekeys;
    if (first !== undefined) await tree.reveal(first, { focus: false });
  });
  /** Resolves to whether it was written. */
  const decide = async (ids: readonly string[], fields: DecisionChange['fields']) => {
    const plan = await planFor('families', ids, fields, library, lastNote);
    for (const [uri, changes] of plan ?? []) if (!(await writeDecisions(uri, changes, library))) return false;
    return plan !== undefined;
  };
  const offerToShow = async (id: string) => {
    const family = (await library.request(listFamilies, {})).find((one) => one.id === id);
    const again = l10n.t('Show Again');
    const message = l10n.t('Hidden from the tree: {0}.', family ? familyLabel(family) : id);
    if ((await showInformation(message, again)) === again) await decide([id], { hidden: null });
  };
  return [
    commands.registerCommand('attentionNotes.moveToFamily', move),
    commands.registerCommand('attentionNotes.renameFamily', async (row?: GroupNode) => {
      const id = row?.value ?? (await chooseFamily(l10n.t('Rename which family?'), library));
      const label = id === undefined ? undefined : await askFamilyName(id, library);
      if (id !== undefined && label !== undefined) await decide([id], { label });
    }),
    commands.registerCommand('attentionNotes.hideFamily', async (row?: GroupNode) => {
      const id = row?.value ?? (await chooseFamily(l10n.t('Hide which family?'), library));
      if (id === undefined) return;
      if (await decide([id], { hidden: true })) void offerToShow(id);
    }),
    commands.registerCommand('attentionNotes.showHiddenFamilies', async () => {
      const hidden = (await library.request(listFamilies, {})).filter((family) => family.hidden);
      if (hidden.length === 0) void showInformation(l10n.t('No family is hidden.'));
      const ids = hidden.map(({ id }) => id);
      await decide(ids, { hidden: null });
    }),
  ];
}

/**
 * The changes for each workspace file: of the records that decide on it already, or else of a new one. Nothing when there
 * is no file to write to, or none was chosen.
 */
async function planFor(
  section: DecisionChange['section'],
  keys: readonly string[],
  fields: DecisionChange['fields'],
  library: LibraryClient,
  lastNote: LastNote,
): Promise<[uri: string, changes: DecisionChange[]][] | undefined> {
  const plan = new Map<string, DecisionChange[]>();
  let own: string | undefined;
  const decided = await library.request(locateDecisions, { section, keys });
  const isTakenBack = Object.values(fields).every((value) => value === null);
  for (const [index, key] of keys.entries()) {
    let records = decided[index] ?? [];
    if (records.length === 0) {
      if (isTakenBack) continue;
      own ??= await decisionsFile(lastNote);
      if (own === undefined) return undefined;
      records = [{ uri: own, key }];
    }
    for (const record of records) {
      const changes = plan.get(record.uri) ?? [];
      plan.set(record.uri, changes);
      changes.push({ section, key: record.key, fields });
    }
  }
  return [...plan];
}

/** Resolves when the library has changed, or did not for a while. */
function nextChange(library: LibraryClient): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      listener.dispose();
      resolve();
    };
    const timer = setTimeout(done, MOVED_MS);
    const listener = library.onDidChange(done);
  });
}
