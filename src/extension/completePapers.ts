import { type Disposable, type QuickPickItem, commands, l10n, window } from 'vscode';
import { titleIdentity } from '../core/fold';
import { escapeIcons } from '../core/markdown';
import type { PaperNode, TreeNode } from '../core/tree';
import { citekeysInOrder } from '../core/tree';
import { type FoundFacts, type IncompletePaper, listIncomplete, storeFacts } from '../worker/onlineProtocol';
import { listPapers } from '../worker/protocol';
import { decisionsFile, editDecisions } from './decisionFiles';
import type { LibraryClient } from './libraryClient';
import { showInformation, showWarning } from './messages';
import { type OnlineSources, whileShown } from './onlineSources';
import { PaperLookup } from './paperLookup';
import type { LastNote } from './paperCommands';

/** More papers are not looked up at once. */
const MOST_PAPERS = 500;

/** Registers how papers are completed by what arXiv and Crossref know of them: those of rows, else all that name nobody. */
export function registerCompletePapers(
  library: LibraryClient,
  lastNote: LastNote,
  sources: OnlineSources,
): Disposable {
  return commands.registerCommand(
    'attentionNotes.completePaper',
    async (node?: Pick<PaperNode, 'citekey'>, all: readonly TreeNode[] = []) => {
      const rows = node && all.some((row) => row === node) ? citekeysInOrder(all) : undefined;
      const citekeys = rows ?? (node ? [node.citekey] : null);
      const limit = MOST_PAPERS;
      const { papers, total } = await library.request(listIncomplete, { citekeys, limit });
      if (papers.length === 0) {
        const all = await library.request(listPapers, { offset: 0, limit: 1 });
        void showInformation(
          all.total === 0
            ? l10n.t('The library has no papers.')
            : citekeys
              ? l10n.t('The library does not have this paper any more.')
              : l10n.t('All papers of the library have authors or editors.'),
        );
        return;
      }
      const lookup = new PaperLookup(library, sources, await sources.endpoints());
      const title =
        papers.length === 1
          ? l10n.t('Looking up 1 paper')
          : papers.length < total
            ? l10n.t('Looking up {0} of {1} papers', papers.length, total)
            : l10n.t('Looking up {0} papers', papers.length);
      const { found, failures } = await whileShown(title, (token, progress) =>
        lookup.run(papers, token, progress),
      );
      if (failures.length > 0) void showWarning(failures.join(' '));
      const wanted = await choose(papers, found, failures.length > 0);
      if (wanted.length > 0) await store(wanted, library, lastNote);
    },
  );
}

interface FoundRow extends QuickPickItem {
  readonly found: FoundFacts;
}

/** Shows what would change; what is surely right stands ready. */
async function choose(
  papers: readonly IncompletePaper[],
  found: readonly FoundFacts[],
  isTold: boolean,
): Promise<readonly FoundFacts[]> {
  const titles = new Map(papers.map(({ citekey, title }) => [citekey, title]));
  const news = found.filter(({ facts }) => Object.keys(facts).length > 0);
  if (news.length === 0) {
    const message =
      found.length > 0 ? l10n.t('Nothing new was found.') : l10n.t('None of these papers was found.');
    if (!isTold || found.length > 0) void showInformation(message);
    return [];
  }
  const rows = [...news]
    .sort((a, b) => Number(b.isSure) - Number(a.isSure))
    .map((one): FoundRow => {
      const title = titles.get(one.citekey) ?? one.citekey;
      return {
        label: escapeIcons(title),
        description: `@${one.citekey}`,
        detail: detailOf(one, title),
        picked: one.isSure,
        found: one,
      };
    });
  const doubtful = news.filter(({ isSure }) => !isSure).length;
  const chosen = await window.showQuickPick(rows, {
    title: l10n.t('Found {0} of {1} Papers', news.length, papers.length),
    placeHolder:
      doubtful === 0
        ? l10n.t('What is chosen is stored in attention-notes.json')
        : l10n.t('What is chosen is stored in attention-notes.json; {0} doubtful', doubtful),
    canPickMany: true,
    matchOnDescription: true,
    matchOnDetail: true,
    ignoreFocusOut: true,
  });
  return (chosen ?? []).map((row) => row.found);
}

/** "Lovelace & Noether · 2020 · adds authors, date, DOI" */
function detailOf({ isSure, found, facts }: FoundFacts, title: string): string {
  const names: Readonly<Record<string, string>> = {
    author: l10n.t('authors'),
    issued: l10n.t('date'),
    'container-title': l10n.t('venue'),
    volume: l10n.t('volume'),
    issue: l10n.t('issue'),
    page: l10n.t('pages'),
    DOI: l10n.t('DOI'),
    URL: l10n.t('address'),
  };
  const added = Object.keys(facts).map((field) => names[field] ?? field);
  const known = [found.byline, found.year, l10n.t('adds {0}', added.join(', '))];
  const parts = escapeIcons(known.filter(Boolean).join(' · '));
  if (isSure) return parts;
  return titleIdentity(found.title) === titleIdentity(title)
    ? l10n.t('$(question) {0} · doubtful: little but the title agrees', parts)
    : l10n.t('$(question) Doubtful, found as "{0}": {1}', escapeIcons(found.title), parts);
}

/** Stores facts where the workspace has a record of a paper, else in the file that people choose. */
async function store(
  wanted: readonly FoundFacts[],
  library: LibraryClient,
  lastNote: LastNote,
): Promise<void> {
  const isNew = wanted.some(({ uri }) => uri === null);
  const own = isNew ? await decisionsFile(lastNote) : undefined;
  if (isNew && own === undefined) return;
  const byFile = new Map<string, FoundFacts[]>();
  for (const found of wanted) {
    const uri = found.uri ?? own ?? '';
    byFile.set(uri, [...(byFile.get(uri) ?? []), found]);
  }
  for (const [uri, found] of byFile) {
    const completions = found.map(({ citekey, facts }) => ({ citekey, facts }));
    const change = (text: string) => library.request(storeFacts, { text, completions });
    if (!(await editDecisions(uri, change))) return;
  }
  void showInformation(
    wanted.length === 1
      ? l10n.t('1 paper was completed.')
      : l10n.t('{0} papers were completed.', wanted.length),
  );
}
