import { type CancellationToken, CancellationTokenSource, type TextDocument, commands, l10n } from 'vscode';
import { writtenItems } from '../core/insertion';
import { type PaperRow, complete } from '../worker/protocol';
import type { LibraryClient } from './libraryClient';
import type { NotesClient } from './notesClient';
import { type LastNote, adviseToOpenNote, insertCitation } from './paperCommands';
import { type QueryRow, emptyRow, hintRows, problemRows } from './queryRows';
import {
  type Answer,
  RankedPick,
  beginningWith,
  iconButton,
  nothingFound,
  paperLine,
  rankedRow,
} from './rankedPick';

/** Most rows of a list: what is not among them is found by typing on. */
const ROWS = 50;
/** Rows above the one that inserts while nothing is typed: as many as fit, so that it is in sight with them. */
const ROWS_BEFORE_INSERT = 6;
/** True while Backspace would take a picked paper away: the pick is open, has one, and nothing is typed. */
const CAN_TAKE_BACK = 'attentionNotes.canTakeBackPaper';

interface CitationRow extends QueryRow {
  /** Without, the row is no paper. */
  readonly citekey?: string;
  readonly inserts?: true;
}

/** Registers the pick of citations for the note that is written in. */
export function registerCitationPicker(
  library: LibraryClient,
  notes: NotesClient,
  lastNote: LastNote,
): { dispose(): unknown }[] {
  let open: CitationPicker | undefined;
  // VS Code keeps what an extension host has set, also when it ends without a farewell.
  const forget = () => void commands.executeCommand('setContext', CAN_TAKE_BACK, false);
  forget();
  return [
    { dispose: forget },
    commands.registerCommand('attentionNotes.pickCitation', async () => {
      const editor = await lastNote.editor();
      if (!editor) {
        adviseToOpenNote();
        return;
      }
      const insert = (citekeys: readonly string[]) => insertCitation(citekeys, lastNote, notes);
      open = new CitationPicker(library, notes, editor.document, insert);
    }),
    commands.registerCommand('attentionNotes.takeBackPaper', () => open?.takeBack()),
  ];
}

/**
 * Gathers papers one by one into a group, which stands in the title, and inserts it at the end: Enter on a paper adds
 * it and clears the input, upon which the active row is the one that inserts.
 */
class CitationPicker {
  readonly #library: LibraryClient;
  readonly #insert: (citekeys: readonly string[]) => Promise<void>;
  readonly #list: RankedPick<CitationRow>;
  readonly #reading = new CancellationTokenSource();
  readonly #cited: Promise<readonly string[]>;
  readonly #picked: string[] = [];
  #open = true;

  constructor(
    library: LibraryClient,
    notes: NotesClient,
    note: TextDocument,
    insert: (citekeys: readonly string[]) => Promise<void>,
  ) {
    this.#library = library;
    this.#insert = insert;
    // Without the note's own papers the ranking is a little less good; that keeps nobody from citing.
    this.#cited = notes
      .readOpenNote(note, this.#reading.token)
      .then(({ cites = [] }) => cites.map(({ citekey }) => citekey))
      .catch(() => []);
    this.#list = new RankedPick((typed, token) => this.#answer(typed, token), nothingFound);
    const { pick } = this.#list;
    pick.placeholder = l10n.t(
      'Words of title, authors, key, arXiv id; family:linear, year:2021.., "a phrase", -word',
    );
    pick.onDidChangeValue(() => this.#followInput());
    pick.onDidAccept(() => void this.#accept());
    pick.onDidTriggerButton(() => this.#removeLast());
    pick.onDidHide(() => this.#close());
    this.#showGroup();
    pick.show();
  }

  /** What Backspace does while nothing is typed. */
  takeBack(): void {
    if (!this.#open) return;
    const { pick } = this.#list;
    // The key was bound before VS Code knew of the letter that was typed just now: then it means that letter.
    if (pick.value !== '') pick.value = pick.value.replace(/.$/su, '');
    else this.#removeLast();
  }

  async #answer(typed: string, token: CancellationToken): Promise<Answer<CitationRow>> {
    const picked = new Set(this.#picked);
    const bare = typed.trim() === '';
    const most = picked.size > 0 && bare ? ROWS_BEFORE_INSERT : ROWS;
    const query = { typed, cited: await this.#cited, without: [], limit: most + picked.size };
    // Also without an answer, what was picked can be inserted.
    const found = await this.#library.request(complete, query, token).catch(() => undefined);
    const papers = (found?.rows ?? []).filter(({ citekey }) => !picked.has(citekey)).slice(0, most);
    const none = () =>
      found && found.rows.length > 0
        ? rankedRow('info', l10n.t('What "{0}" finds is in the group already.', typed.trim()))
        : emptyRow(typed, found?.advice);
    const hints = hintRows(found?.advice.hints ?? []);
    const rows: CitationRow[] = papers.length > 0 ? papers.map(paperRow) : [none()];
    const above = [...problemRows(typed, found?.advice.problems ?? []), ...hints];
    const first = papers.length > 0 ? rows[0] : (hints[0] ?? rows[0]);
    const insert = picked.size > 0 ? this.#insertRow() : undefined;
    const active = (bare ? insert : undefined) ?? first;
    return beginningWith(active, [...above, ...rows, ...(insert ? [insert] : [])]);
  }

  #insertRow(): CitationRow {
    const count = this.#picked.length;
    const text = count === 1 ? l10n.t('Insert this citation') : l10n.t('Insert these {0} citations', count);
    return { ...rankedRow('quote', text, this.#group()), inserts: true };
  }

  async #accept(): Promise<void> {
    const row = await this.#list.chosen();
    if (!row || !this.#open) return;
    if (row.inserts) {
      this.#open = false;
      this.#list.hide();
      await this.#insert(this.#picked);
    } else if (row.query !== undefined) {
      this.#list.retype(row.query);
    } else if (row.citekey !== undefined && !this.#picked.includes(row.citekey)) {
      this.#picked.push(row.citekey);
      this.#list.pick.value = '';
      this.#showGroup();
    }
  }

  #removeLast(): void {
    if (this.#picked.pop() !== undefined) this.#showGroup();
  }

  #group(): string {
    return `[${writtenItems(this.#picked)}]`;
  }

  #showGroup(): void {
    const { pick } = this.#list;
    const some = this.#picked.length > 0;
    pick.title = some ? this.#group() : l10n.t('Insert Citation');
    pick.buttons = some ? [iconButton('discard', l10n.t('Take Back the Last Paper (Backspace)'))] : [];
    this.#followInput();
    this.#list.ask();
  }

  #followInput(): void {
    const can = this.#open && this.#picked.length > 0 && this.#list.pick.value === '';
    void commands.executeCommand('setContext', CAN_TAKE_BACK, can);
  }

  #close(): void {
    this.#open = false;
    this.#reading.cancel();
    this.#followInput();
    this.#list.dispose();
  }
}

const paperRow = (paper: PaperRow): CitationRow => ({
  ...rankedRow('file-text', paper.title, paperLine(paper)),
  citekey: paper.citekey,
});
