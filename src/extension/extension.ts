import {
  type DocumentSelector,
  type ExtensionContext,
  type LogOutputChannel,
  type Uri,
  commands,
  l10n,
  languages,
  workspace,
} from 'vscode';
import { listFamilies } from '../worker/familyProtocol';
import { classify, findRelated, getPaper, searchPapers, suggest } from '../worker/protocol';
import { type AttentionNotesApi, describeCitation, describeFamily, describeHit, describePaper } from './api';
import { registerAddPaper } from './addPaper';
import { registerArrangementCommands } from './arrangementCommands';
import { registerCitationAnnotations } from './citationAnnotations';
import { CitationIndex, EntryReferences } from './citationNavigation';
import { registerCitationPicker } from './citationPicker';
import { CitationPreview } from './citationPreview';
import { CitationProblems } from './citationProblems';
import { CitationsView } from './citationsView';
import { registerCitedExport } from './citedExport';
import { ExportedFiles } from './exportedFiles';
import { registerCompletePapers } from './completePapers';
import { FamilyCards } from './familyCard';
import { registerFamilyCommands } from './familyCommands';
import { type FamilyPageActions, familyPages } from './familyPage';
import { LibraryClient } from './libraryClient';
import { registerLibraryCommands } from './libraryCommands';
import { showLibraryProgress } from './libraryProgress';
import { LibrarySnapshot } from './librarySnapshot';
import { LibrarySources } from './librarySources';
import { createLog } from './log';
import { MadeFolders } from './madeFolders';
import { showError } from './messages';
import { registerNoteFeatures } from './noteFeatures';
import { NoteBibliographies } from './noteBibliographies';
import { NoteFiles } from './noteFiles';
import { NoteLanguages } from './noteLanguages';
import { NotesClient } from './notesClient';
import { registerFamilyOpener } from './openFamily';
import { OnlineSources } from './onlineSources';
import { OpenNotes } from './openNotes';
import { Pages } from './pages';
import { PaperArrangement } from './paperArrangement';
import { LastNote, onChosenPapers, registerPaperCommands } from './paperCommands';
import { registerPaperFinder } from './paperFinder';
import { registerPaperCopy } from './paperCopy';
import { registerReferencesUpdate } from './referencesUpdate';
import { registerRelatedPapers } from './relatedPapers';
import { ListingSymbols, PaperSymbols } from './paperSymbols';
import { PapersView } from './papersView';
import { ProblemsView } from './problems';
import { SEED_SCHEME, SeedDocuments } from './seedDocuments';
import { insertTable } from './tableInsertion';
import type { StartWorker, WorkerState } from './workerHost';
import { WorkspaceNotes } from './workspaceNotes';

/** Documents with an outline of the papers in them; VS Code has one of its own for JSON. */
const LISTINGS: DocumentSelector = [{ scheme: SEED_SCHEME }, { pattern: '**/*.{bib,bibtex}' }];
const ENTRIES: DocumentSelector = [...LISTINGS, { pattern: '**/{references,*.csl}.json' }];

/**
 * Composes the extension. Registers everything and loads nothing: each worker starts with the first question to it. `home`
 * is the path of the home folder, where there is one; `isPage` says that it runs in a browser.
 */
export function activateExtension(
  context: ExtensionContext,
  start: StartWorker,
  { home, isPage = false }: { readonly home?: string; readonly isPage?: boolean },
): AttentionNotesApi {
  const log = createLog();
  const madeFolders = new MadeFolders();
  const sources = new LibrarySources(context, madeFolders, home);
  const snapshot = new LibrarySnapshot(context.storageUri ?? context.globalStorageUri, log);
  const library = new LibraryClient(start, sources, log, snapshot);
  const restart = async () => {
    // A start that fails again is shown by the state it leads to.
    await Promise.allSettled([library.restart(), notes.restart()]);
  };
  const failed = (state: WorkerState) => {
    if (state === 'failed') void offerRestart(restart, log);
  };
  const notes = new NotesClient(start, log, failed);
  const libraryProblems = new ProblemsView('attentionNotes.library');
  const noteProblems = new ProblemsView('attentionNotes.notes');
  const arrangement = new PaperArrangement(context.workspaceState);
  const cards = new FamilyCards(context.extensionUri);
  const papers = new PapersView(library, arrangement, cards);
  library.onDidRead(({ uri, problems }) => libraryProblems.show(uri, problems));
  library.onDidChangeState(failed);
  const noteLanguages = new NoteLanguages();
  const noteFiles = new NoteFiles(noteLanguages, madeFolders, log);
  const workspaceNotes = new WorkspaceNotes(noteFiles, notes, library, sources, log);
  const bibliographies = new NoteBibliographies(notes, library, sources);
  const citationProblems = new CitationProblems(notes, library, bibliographies);
  const noteReaders = [workspaceNotes, citationProblems];
  const openNotes = new OpenNotes(noteLanguages, notes, noteProblems, noteReaders);
  library.onDidStart(() => openNotes.readAll());
  const lastNote = new LastNote(noteLanguages);
  const index = new CitationIndex(notes, library, openNotes, workspaceNotes);
  const citations = new CitationsView(notes, library, index, openNotes, lastNote);
  const pageActions: FamilyPageActions = {
    reveal: (citekey) => papers.reveal(citekey),
    insertTable: (table) => insertTable(table, lastNote, notes),
  };
  const seeds = new SeedDocuments(context.extensionUri);
  const fileOf = (document: Uri) => seeds.fileOf(document);
  const preview = new CitationPreview(library);
  const online = new OnlineSources(context.secrets, log, isPage);
  const families = new Pages(familyPages(library, pageActions), context.extensionUri);
  const exportedFiles = new ExportedFiles();
  const settled = async () => {
    await library.whenReady();
    await Promise.all([openNotes.catchUp(), workspaceNotes.settled()]);
  };
  context.subscriptions.push(
    workspace.onDidChangeWorkspaceFolders(() => openNotes.readAll()),
    ...[log, madeFolders, sources, library, notes, libraryProblems, noteProblems],
    ...[noteLanguages, noteFiles, workspaceNotes, openNotes, lastNote, arrangement, papers, citations],
    citationProblems,
    preview,
    showLibraryProgress(library),
    ...registerNoteFeatures(noteLanguages, notes, library, index, cards, bibliographies),
    registerCitationAnnotations(noteLanguages, notes, library),
    languages.registerWorkspaceSymbolProvider(new PaperSymbols(library)),
    languages.registerDocumentSymbolProvider(LISTINGS, new ListingSymbols(library, fileOf)),
    languages.registerReferenceProvider(ENTRIES, new EntryReferences(index, library, fileOf)),
    workspace.registerTextDocumentContentProvider(SEED_SCHEME, seeds),
    ...registerPaperCommands(library, notes, lastNote, papers),
    ...registerLibraryCommands(library, sources, lastNote, papers),
    ...registerFamilyCommands(library, lastNote, papers),
    ...registerCitationPicker(library, notes, lastNote),
    registerPaperFinder(library, papers),
    exportedFiles,
    registerReferencesUpdate(library, notes, lastNote),
    registerPaperCopy(library, papers),
    registerCitedExport({ library, notes, languages: noteLanguages, settled }, exportedFiles, lastNote, log),
    registerRelatedPapers(library, papers, index, lastNote),
    families,
    commands.registerCommand('attentionNotes.showNoteCitations', (uri?: unknown) => citations.showNote(uri)),
    commands.registerCommand(
      'attentionNotes.showPaperCitations',
      onChosenPapers(papers)(([citekey = '']) => citations.showPaper(citekey)),
    ),
    registerFamilyOpener(library, (id) => families.open(id)),
    registerAddPaper(library, notes, lastNote, online, context.workspaceState),
    registerCompletePapers(library, lastNote, online),
    ...registerArrangementCommands(arrangement, papers, library),
    commands.registerCommand('attentionNotes.restart', restart),
    commands.registerCommand('attentionNotes.showLog', () => log.show()),
  );
  return createApi(library, notes, preview);
}

async function offerRestart(restart: () => Promise<void>, log: LogOutputChannel): Promise<void> {
  const again = l10n.t('Restart');
  const showLog = l10n.t('Show Log');
  const message = l10n.t('Attention Notes: a background worker keeps failing.');
  const choice = await showError(message, again, showLog);
  if (choice === again) await restart();
  else if (choice === showLog) log.show();
}

/** How many hits an answer has when the caller names no limit. */
const LIMIT = 20;

function createApi(library: LibraryClient, notes: NotesClient, preview: CitationPreview): AttentionNotesApi {
  return {
    apiVersion: 1,
    whenReady: () => library.whenReady(),
    listPapers: async ({ offset = 0, limit = Infinity } = {}) =>
      (await library.papers(Math.max(0, Math.floor(offset)), Math.max(0, limit))).map(describePaper),
    async getPaper(key) {
      const paper = await library.request(getPaper, { key });
      return paper ? describePaper(paper) : undefined;
    },
    searchPapers: async (query, { limit = LIMIT } = {}) =>
      (await library.request(searchPapers, { query, limit })).map(describeHit),
    suggest: async (typed, { limit = LIMIT } = {}) => [...(await library.request(suggest, { typed, limit }))],
    relatedPapers: async (key, { limit = LIMIT } = {}) =>
      (await library.request(findRelated, { key, limit })).map(({ citekey, score, shared }) => ({
        citekey,
        score,
        shared,
      })),
    listFamilies: async () => (await library.request(listFamilies, {})).map(describeFamily),
    classify: ({ title, abstract = '' }) => library.request(classify, { title, abstract }),
    async listCitations(markdown) {
      const { citations, problems } = await notes.readCitations(markdown);
      const unread = problems.find(({ code }) => code === 'note.tooSlow' || code === 'note.failed');
      if (unread) throw new Error(`The text was not read: ${unread.code}`);
      return citations.map(describeCitation);
    },
    extendMarkdownIt: preview.extend,
  };
}
