import type MarkdownIt from 'markdown-it';
import { Disposable, Uri, commands, l10n, workspace } from 'vscode';
import type { StyleName } from '../core/csl/styleNames';
import type { PreviewedNote } from '../core/preview/citationRule';
import { type PreviewSource, type Shown, showCitations, shownOf } from '../core/preview/previewHtml';
import { formatNote } from '../worker/protocol';
import { citationStyle } from './citationStyle';
import type { LibraryClient } from './libraryClient';

/** More previewed notes than these are formatted anew when they are looked at again. */
const MOST_NOTES = 20;
/** How long changes of library and settings are waited out before previews are formatted again, ms. */
const REST_MS = 300;

/** A note that a preview has shown. */
interface Previewed {
  readonly note: PreviewedNote;
  /** What it cites, in which style: what `shown` was made from, or is being made. */
  readonly asked: string;
  readonly shown: Shown | undefined;
  /** `shown` as it came, for comparison. */
  readonly answer: string;
}

/**
 * Citations and reference lists in VS Code's Markdown preview. Rendering is synchronous, so it takes what was
 * formatted for the note before; what is missing is asked for, and then previews are rendered again.
 */
export class CitationPreview implements PreviewSource {
  readonly #library: LibraryClient;
  readonly #notes = new Map<string, Previewed>();
  readonly #subscription: Disposable;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(library: LibraryClient) {
    this.#library = library;
    this.#subscription = Disposable.from(
      library.onDidChange(() => this.#formatAllSoon()),
      workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('attentionNotes.citationStyle')) this.#formatAllSoon();
      }),
    );
  }

  readonly words = {
    unknown: (key: string) => l10n.t('No paper of the library has the key {0}.', key),
    otherStyle: (csl: string) =>
      l10n.t(
        'The front matter asks for the style {0}. The preview has Chicago, IEEE and APA only: see the setting Citation Style.',
        csl,
      ),
    unlisted: (count: number) =>
      l10n.t('Papers of the library that are not listed in the preview: {0}', count),
    references: l10n.t('References'),
  };

  /** Makes a Markdown preview show citations. */
  readonly extend = <T>(md: T): T => {
    showCitations(md as T & MarkdownIt, this);
    return md;
  };

  shown(env: unknown, note?: PreviewedNote): Shown | undefined {
    const uri = uriOf(env);
    if (note) this.#follow(uri, note);
    return this.#notes.get(uri)?.shown;
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#subscription.dispose();
  }

  /** Has a note formatted unless what it cites is as it was. */
  #follow(uri: string, note: PreviewedNote): void {
    const before = this.#notes.get(uri);
    const asked = JSON.stringify([note, styleFor(uri)]);
    this.#notes.delete(uri);
    this.#notes.set(uri, { shown: undefined, answer: '', ...before, note, asked });
    const oldest = this.#notes.keys().next().value;
    if (this.#notes.size > MOST_NOTES && oldest !== undefined) this.#notes.delete(oldest);
    if (before?.asked !== asked) void this.#format(uri).then((changed) => this.#refresh(changed));
  }

  #formatAllSoon(): void {
    clearTimeout(this.#timer);
    if (this.#notes.size === 0) return;
    this.#timer = setTimeout(() => void this.#formatAll(), REST_MS);
  }

  async #formatAll(): Promise<void> {
    const changed = await Promise.all(Array.from(this.#notes.keys(), (uri) => this.#format(uri)));
    await this.#refresh(changed.includes(true));
  }

  /** Whether the note is shown otherwise now. A failure is logged, and shows in the keys staying as typed. */
  async #format(uri: string): Promise<boolean> {
    const previewed = this.#notes.get(uri);
    if (!previewed) return false;
    const { note, asked } = previewed;
    const { citations, uncited } = note;
    const answer = await this.#library
      .request(formatNote, { style: styleFor(uri), citations, uncited })
      .catch(() => undefined);
    const now = this.#notes.get(uri);
    // What was asked for since is on its way.
    if (!now || now.asked.length === 0 || (now.note !== note && now.asked !== asked)) return false;
    if (answer === undefined) {
      this.#notes.set(uri, { ...now, asked: '' });
      return false;
    }
    const text = JSON.stringify([answer, note.options, note.citations, note.own]);
    if (text === now.answer) return false;
    this.#notes.set(uri, { ...now, shown: shownOf(note, answer), answer: text });
    return true;
  }

  async #refresh(changed: boolean): Promise<void> {
    // Fails where VS Code's Markdown features are switched off; then there is nothing to refresh.
    if (changed) await commands.executeCommand('markdown.preview.refresh').then(undefined, () => undefined);
  }
}

/** The note that is rendered; text that is rendered without being a document has none. */
function uriOf(env: unknown): string {
  const { currentDocument } = env as { currentDocument?: unknown };
  return currentDocument instanceof Uri ? currentDocument.toString() : '';
}

const styleFor = (uri: string): StyleName => citationStyle(uri === '' ? undefined : Uri.parse(uri));
