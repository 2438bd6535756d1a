import {
  type CancellationToken,
  Hover,
  type HoverProvider,
  type Position,
  Range,
  type TextDocument,
  workspace,
} from 'vscode';
import { proseAt } from '../worker/notesProtocol';
import { describeTerm } from '../worker/familyProtocol';
import type { FamilyCards } from './familyCard';
import type { LibraryClient } from './libraryClient';
import type { NotesClient } from './notesClient';

/** No mechanism's name is longer, characters. */
const REACH = 200;

/** Cards over the names of mechanisms in a note's running text; never over citations, code, math or links. */
export class MechanismHover implements HoverProvider {
  readonly #notes: NotesClient;
  readonly #library: LibraryClient;
  readonly #cards: FamilyCards;

  constructor(notes: NotesClient, library: LibraryClient, cards: FamilyCards) {
    this.#notes = notes;
    this.#library = library;
    this.#cards = cards;
  }

  async provideHover(
    document: TextDocument,
    position: Position,
    token: CancellationToken,
  ): Promise<Hover | undefined> {
    const isOn = workspace.getConfiguration('attentionNotes', document).get<boolean>('mechanismHovers');
    if (isOn !== true || !document.getWordRangeAtPosition(position)) return undefined;
    const at = document.offsetAt(position);
    const prose = await this.#notes.ask(document, proseAt, { offset: at, reach: REACH }, token);
    if (!prose || token.isCancellationRequested) return undefined;
    const { start, text } = prose;
    const named = await this.#library.request(describeTerm, { text, offset: at - start }, token);
    if (!named) return undefined;
    const range = new Range(document.positionAt(start + named.start), document.positionAt(start + named.end));
    return new Hover(this.#cards.mechanism(named), range);
  }
}
