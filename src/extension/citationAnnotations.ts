import {
  type CancellationToken,
  Disposable,
  DocumentLink,
  type DocumentLinkProvider,
  type Event,
  InlayHint,
  type InlayHintsProvider,
  MarkdownString,
  Range,
  type TextDocument,
  Uri,
  l10n,
  languages,
  workspace,
} from 'vscode';
import type { Span } from '../core/citation/model';
import type { CitedKey } from '../core/citedKeys';
import { escapeMarkdown } from '../core/markdown';
import { readKeys } from '../worker/notesProtocol';
import { type CitedPaper, describeCited } from '../worker/protocol';
import type { LibraryClient } from './libraryClient';
import type { NoteLanguages } from './noteLanguages';
import type { NotesClient } from './notesClient';

const LINKS = 'attentionNotes.citationLinks';
const HINTS = 'attentionNotes.inlayHints';

/** Registers what notes show at their citations for those who have asked for it: links, and authors with years. */
export function registerCitationAnnotations(
  noteLanguages: NoteLanguages,
  notes: NotesClient,
  library: LibraryClient,
): Disposable {
  const cited = new CitedPapers(notes, library);
  const links = new CitationLinks(cited);
  const hints = new CitationHints(cited, library.onDidChange);
  const registerLinks = () =>
    noteLanguages.register((selector) => languages.registerDocumentLinkProvider(selector, links));
  return Disposable.from(
    whileWanted(LINKS, noteLanguages, () => renewed(library.onDidChange, registerLinks)),
    whileWanted(HINTS, noteLanguages, () =>
      noteLanguages.register((selector) => languages.registerInlayHintsProvider(selector, hints)),
    ),
  );
}

/** Registers something while a setting is on in any folder, for any language of notes; anew when it changes. */
function whileWanted(setting: string, noteLanguages: NoteLanguages, register: () => Disposable): Disposable {
  let registered: Disposable | undefined;
  const renew = () => {
    registered?.dispose();
    registered = isOnAnywhere(setting, noteLanguages.ids) ? register() : undefined;
  };
  const following = [
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(setting)) renew();
    }),
    workspace.onDidChangeWorkspaceFolders(renew),
    noteLanguages.onDidChange(renew),
  ];
  renew();
  return new Disposable(() => {
    Disposable.from(...following).dispose();
    registered?.dispose();
  });
}

function isOnAnywhere(setting: string, languageIds: readonly string[]): boolean {
  const folders = [undefined, ...(workspace.workspaceFolders ?? []).map(({ uri }) => uri)];
  return folders.some((uri) =>
    languageIds.some((languageId) => {
      const scope = uri ? { uri, languageId } : { languageId };
      return workspace.getConfiguration(undefined, scope).get<boolean>(setting) === true;
    }),
  );
}

/** Registers something anew at an event: in no other way is the editor made to ask again. */
function renewed(event: Event<void>, register: () => Disposable): Disposable {
  let registered = register();
  const following = event(() => {
    registered.dispose();
    registered = register();
  });
  return new Disposable(() => {
    following.dispose();
    registered.dispose();
  });
}

const isOn = (setting: string, document: TextDocument): boolean =>
  workspace.getConfiguration(undefined, document).get<boolean>(setting) === true;

/** Finds the citations of notes whose papers the library knows. */
class CitedPapers {
  readonly #notes: NotesClient;
  readonly #library: LibraryClient;

  constructor(notes: NotesClient, library: LibraryClient) {
    this.#notes = notes;
    this.#library = library;
  }

  /** What `make` makes of each known paper cited, or cited within a range; nothing when the note was edited meanwhile. */
  async map<T>(
    document: TextDocument,
    within: Span | undefined,
    token: CancellationToken,
    make: (key: CitedKey, paper: CitedPaper) => T | undefined,
  ): Promise<T[] | undefined> {
    const { version } = document;
    const keys = await this.#notes.ask(document, readKeys, within ? { within } : {}, token);
    if (!keys || keys.length === 0) return [];
    const citekeys = [...new Set(keys.map(({ citekey }) => citekey))];
    const papers = await this.#library.request(describeCited, { citekeys }, token);
    if (token.isCancellationRequested || document.version !== version) return undefined;
    const known = new Map(citekeys.map((key, index) => [key, papers[index]]));
    return keys.flatMap((key) => {
      const paper = known.get(key.citekey);
      return (paper && make(key, paper)) ?? [];
    });
  }
}

/** Makes each citation key a link to the paper's page. */
class CitationLinks implements DocumentLinkProvider {
  readonly #cited: CitedPapers;

  constructor(cited: CitedPapers) {
    this.#cited = cited;
  }

  async provideDocumentLinks(
    document: TextDocument,
    token: CancellationToken,
  ): Promise<DocumentLink[] | undefined> {
    if (!isOn(LINKS, document)) return undefined;
    return this.#cited.map(document, undefined, token, ({ keyStart, keyEnd }, { page }) => {
      if (page === null) return undefined;
      const range = new Range(document.positionAt(keyStart), document.positionAt(keyEnd));
      const link = new DocumentLink(range, Uri.parse(page, true));
      link.tooltip = l10n.t('Open {0}', page);
      return link;
    });
  }
}

/** Shows author and year behind each citation key. */
class CitationHints implements InlayHintsProvider {
  readonly #cited: CitedPapers;

  readonly onDidChangeInlayHints: Event<void>;

  constructor(cited: CitedPapers, papersChanged: Event<void>) {
    this.#cited = cited;
    this.onDidChangeInlayHints = papersChanged;
  }

  async provideInlayHints(
    document: TextDocument,
    range: Range,
    token: CancellationToken,
  ): Promise<InlayHint[] | undefined> {
    if (!isOn(HINTS, document)) return undefined;
    const within = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
    return this.#cited.map(document, within, token, ({ end }, { byline, year, title }) => {
      const label = [byline, year ?? ''].filter((part) => part !== '').join(' ');
      if (label === '') return undefined;
      const hint = new InlayHint(document.positionAt(end), label);
      hint.paddingLeft = true;
      hint.tooltip = new MarkdownString(escapeMarkdown(title));
      return hint;
    });
  }
}
