import { type Disposable, commands, l10n } from 'vscode';
import type { GroupNode } from '../core/tree';
import { chooseFamily } from './familyPick';
import type { LibraryClient } from './libraryClient';
import { showError } from './messages';

/** What the command is called with: a family's row of the tree, a family's id, or, in the palette, nothing. */
type Chosen = Pick<GroupNode, 'kind' | 'value'> | { readonly id: string };

/** Registers the command that opens the page of a family. */
export function registerFamilyOpener(library: LibraryClient, open: (id: string) => void): Disposable {
  return commands.registerCommand('attentionNotes.openFamily', async (chosen?: Chosen) => {
    const id = idOf(chosen) ?? (await askFamily(library));
    if (id !== undefined) open(id);
  });
}

/** A row's own id says where it stands, not what it stands for. */
function idOf(chosen: Chosen | undefined): string | undefined {
  if (!chosen) return undefined;
  const id: unknown = 'kind' in chosen ? chosen.value : chosen.id;
  return typeof id === 'string' ? id : undefined;
}

async function askFamily(library: LibraryClient): Promise<string | undefined> {
  try {
    return await chooseFamily(l10n.t('Open the page of which family?'), library);
  } catch {
    void showError(l10n.t('The library does not answer.'));
    return undefined;
  }
}
