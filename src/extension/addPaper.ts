import {
  type CancellationToken,
  type Disposable,
  type Memento,
  UIKind,
  commands,
  env,
  l10n,
  window,
} from 'vscode';
import type { Source } from '../core/online/answer';
import { type Identifier, identify } from '../core/online/identify';
import { addressOf } from '../core/online/question';
import type { CslItem } from '../core/paper';
import { findIdentified, proposeEntry, readAnswer } from '../worker/onlineProtocol';
import type { PaperChoice } from '../worker/protocol';
import { appendEntry, chooseBibliography, hasEntry, openBibliography } from './bibliography';
import type { LibraryClient } from './libraryClient';
import { showError, showInformation } from './messages';
import type { NotesClient } from './notesClient';
import { type OnlineSources, answerText, asFetchError, nameOf, whileShown } from './onlineSources';
import { type LastNote, insertCitation } from './paperCommands';
import type { FetchFailure } from './politeFetch';

/** Registers how a paper of which people know an identifier comes into a BibTeX file of theirs. */
export function registerAddPaper(
  library: LibraryClient,
  notes: NotesClient,
  lastNote: LastNote,
  sources: OnlineSources,
  memory: Memento,
): Disposable {
  const adding = new Adding(library, notes, lastNote, sources, memory);
  return commands.registerCommand('attentionNotes.addPaper', async (given?: unknown) => {
    const identifier = typeof given === 'string' ? identify(given) : await askForIdentifier();
    if (identifier) await adding.add(identifier);
  });
}

/**
 * What is selected, or in the clipboard, stands there when it names a paper. A browser would first ask whether the
 * clipboard may be read, and the box would wait for that.
 */
async function askForIdentifier(): Promise<Identifier | undefined> {
  const editor = window.activeTextEditor;
  const selected = editor?.document.getText(editor.selection) ?? '';
  const copied = env.uiKind === UIKind.Desktop ? await env.clipboard.readText() : '';
  const likely = [selected, copied].find((text) => identify(text));
  const text = await window.showInputBox({
    title: l10n.t('Add Paper'),
    prompt: l10n.t('An arXiv id, a DOI, or a link with one of these. It is looked up at arXiv or Crossref.'),
    placeHolder: '1706.03762',
    value: likely?.trim() ?? '',
    ignoreFocusOut: true,
    validateInput: (typed) =>
      typed.trim() === '' || identify(typed) ? undefined : l10n.t('There is no arXiv id and no DOI in this.'),
  });
  return text === undefined ? undefined : identify(text);
}

class Adding {
  readonly #library: LibraryClient;
  readonly #notes: NotesClient;
  readonly #lastNote: LastNote;
  readonly #sources: OnlineSources;
  readonly #memory: Memento;

  constructor(
    library: LibraryClient,
    notes: NotesClient,
    lastNote: LastNote,
    sources: OnlineSources,
    memory: Memento,
  ) {
    this.#library = library;
    this.#notes = notes;
    this.#lastNote = lastNote;
    this.#sources = sources;
    this.#memory = memory;
  }

  /** Looks a paper up, unless the library has it, and writes it where people choose. */
  async add(identifier: Identifier): Promise<void> {
    const known = await this.#library.request(findIdentified, { identifier });
    if (known) {
      await this.#offerCitation(
        l10n.t('The library has this paper already: {0} (@{1}).', known.title, known.citekey),
        known,
      );
      return;
    }
    const item = await this.#lookUp(identifier);
    if (item) await this.#write(item);
  }

  async #lookUp(identifier: Identifier): Promise<CslItem | undefined> {
    const { openAlexKey } = await this.#sources.endpoints();
    const source = identifier.kind === 'arxiv' ? 'arxiv' : 'crossref';
    const found = await this.#ask(source, identifier);
    if (typeof found === 'object') return found;
    // Crossref registers the DOIs of most publishers, but of no data set or repository.
    const isElsewhere = source === 'crossref' && found === 'notFound';
    if (isElsewhere && openAlexKey !== undefined) {
      const other = await this.#ask('openAlex', identifier);
      if (typeof other === 'object') return other;
      if (other !== undefined) void showError(nothingAdded(other));
    } else if (isElsewhere) {
      const ask = l10n.t('Ask OpenAlex…');
      const message = nothingAdded(this.#describe(source, { why: 'notFound' }));
      const again = await showError(message, ask);
      if (again === ask && (await this.#sources.askForKey())) return this.#lookUp(identifier);
    } else if (found !== undefined) void showError(nothingAdded(found));
    return undefined;
  }

  /** The paper, or why there is none, in words, or that the service does not know it; nothing when people cancelled. */
  #ask(source: Source, identifier: Identifier): Promise<CslItem | string | undefined> {
    return whileShown(l10n.t('Looking up {0} at {1}', identifier.id, nameOf(source)), (token) =>
      this.#answer(source, identifier, token),
    );
  }

  async #answer(
    source: Source,
    identifier: Identifier,
    token: CancellationToken,
  ): Promise<CslItem | string | undefined> {
    const address = addressOf(source, identifier, await this.#sources.endpoints());
    if (address === undefined) return undefined;
    let text: string;
    try {
      text = await this.#sources.get(source, address, token);
    } catch (error) {
      return this.#whyNot(source, asFetchError(error).failure);
    }
    const answer = await this.#library.request(readAnswer, { source, text, identifier });
    if ('problem' in answer) return answerText(source, answer);
    return answer.items[0] ?? this.#describe(source, { why: 'notFound' });
  }

  /** In words, but for what another service may know, and what people wanted. */
  #whyNot(source: Source, failure: FetchFailure): string | undefined {
    if (failure.why === 'cancelled') return undefined;
    return failure.why === 'notFound' && source === 'crossref' ? 'notFound' : this.#describe(source, failure);
  }

  #describe(source: Source, failure: FetchFailure): string {
    return this.#sources.describe([[source, failure]]).join(' ');
  }

  async #write(item: CslItem): Promise<void> {
    const proposed = await this.#library.request(proposeEntry, { item, taken: [] });
    const { title, byline, year, citekey, alike } = proposed;
    const facts = [byline, year, `@${citekey}`].filter(Boolean).join(' · ');
    const warning = alike ? l10n.t('The library has a paper of this title: @{0}.', alike.citekey) : '';
    const uri = await chooseBibliography(title, [warning, facts].filter(Boolean).join(' '), this.#memory);
    if (!uri) return;
    const document = await openBibliography(uri);
    // What was written a moment ago, the library may not have read yet.
    const taken: string[] = [];
    let entry = proposed;
    while (hasEntry(document, entry.citekey)) {
      taken.push(entry.citekey);
      entry = await this.#library.request(proposeEntry, { item, taken });
    }
    if (await appendEntry(document, entry.bibtex, this.#memory))
      await this.#offerCitation(l10n.t('Added: {0} (@{1}).', entry.title, entry.citekey), entry);
    else void showError(l10n.t('The BibTeX file could not be edited. Nothing was added.'));
  }

  async #offerCitation(message: string, { citekey }: PaperChoice): Promise<void> {
    const insert = l10n.t('Insert Citation');
    if ((await showInformation(message, insert)) === insert)
      await insertCitation([citekey], this.#lastNote, this.#notes);
  }
}

const nothingAdded = (why: string): string => l10n.t('{0} Nothing was added.', why);
