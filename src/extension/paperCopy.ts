import { Disposable, type QuickPickItem, commands, env, l10n, window } from 'vscode';
import type { ExportFormat } from '../core/exportFormats';
import { exportPapers, formatPapers } from '../worker/exportProtocol';
import { citationStyle } from './citationStyle';
import type { LibraryClient } from './libraryClient';
import { showWarning } from './messages';
import { onChosenPapers } from './paperCommands';

interface Form extends QuickPickItem {
  readonly form: ExportFormat | 'reference';
}

/** Registers the copying of papers, as BibTeX or in a form that is asked for. */
export function registerPaperCopy(
  library: LibraryClient,
  tree: Parameters<typeof onChosenPapers>[0],
): Disposable {
  const withKeys = onChosenPapers(tree);
  const copyIn = async (form: Form['form'], citekeys: readonly string[]) => {
    const text = await textOf(citekeys, form, library);
    // Papers that are gone meanwhile leave the clipboard alone.
    if (text !== undefined && text !== '') await env.clipboard.writeText(text);
  };
  const copyBibtex = withKeys((citekeys) => copyIn('bibtex', citekeys));
  const copyAs = withKeys(async (citekeys) => {
    const placeHolder =
      citekeys.length === 1
        ? l10n.t('Copy {0} as…', `@${citekeys.join()}`)
        : l10n.t('Copy {0} papers as…', citekeys.length);
    const picked = await window.showQuickPick(forms(), { placeHolder });
    if (picked) await copyIn(picked.form, citekeys);
  });
  return Disposable.from(
    commands.registerCommand('attentionNotes.copyBibtex', copyBibtex),
    commands.registerCommand('attentionNotes.copyAs', copyAs),
  );
}

const forms = (): Form[] => [
  { form: 'bibtex', label: l10n.t('BibTeX') },
  { form: 'biblatex', label: l10n.t('BibLaTeX') },
  { form: 'csl-json', label: l10n.t('CSL-JSON') },
  { form: 'reference', label: l10n.t('Formatted Reference'), description: l10n.t('Markdown') },
];

async function textOf(
  keys: readonly string[],
  form: Form['form'],
  library: LibraryClient,
): Promise<string | undefined> {
  if (form === 'reference') {
    // It will be pasted where people write.
    const style = citationStyle(window.activeTextEditor?.document.uri);
    const items = await library.request(formatPapers, { keys, style });
    return items.map(({ markdown }) => `${markdown}\n`).join('\n');
  }
  const { text, count, unwritable } = await library.request(exportPapers, {
    keys,
    format: form,
    inOrderGiven: true,
  });
  if (unwritable.length > 0)
    void showWarning(
      l10n.t('No keys for this format, but for CSL-JSON: {0}', unwritable.map((key) => `@${key}`).join(', ')),
    );
  return count > 0 ? text : undefined;
}
