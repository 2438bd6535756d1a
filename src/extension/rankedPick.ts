import {
  type CancellationToken,
  CancellationTokenSource,
  type QuickInputButton,
  type QuickPick,
  type QuickPickItem,
  ThemeIcon,
  l10n,
  window,
} from 'vscode';
import { escapeIcons } from '../core/markdown';
import type { PaperRow } from '../worker/protocol';
import { shortFamilyLabel } from './familyWords';

/** How long an answer may take before the pick shows that it is busy, ms. */
const PATIENCE_MS = 250;

/**
 * A row of a {@link RankedPick}. VS Code sorts rows by where their *labels* match what is typed, also rows that are
 * always shown; rows whose labels do not match keep the order they were given in. So labels are empty here, which
 * nothing matches, and the text stands in `description`, the rest of the label's line, and in `detail` below it.
 */
export interface RankedRow extends QuickPickItem {
  readonly alwaysShow: true;
}

/** A row with an icon, its text, and a second line. Texts are shown as they are: nothing in them becomes an icon. */
export function rankedRow(
  icon: string,
  text: string,
  detail = '',
  buttons: QuickInputButton[] = [],
): RankedRow {
  return {
    label: '',
    iconPath: new ThemeIcon(icon),
    description: escapeIcons(text),
    ...(detail === '' ? {} : { detail: escapeIcons(detail) }),
    alwaysShow: true,
    buttons,
  };
}

/** Authors, venue or year, key and family of a paper as one line. */
export function paperLine({ byline, year, citekey, family }: PaperRow, venue: string | null = null): string {
  return [byline, venue ?? year, `@${citekey}`, shortFamilyLabel(family)].filter(Boolean).join(' · ');
}

/** The row that says why there is no paper, and what helps. */
export function nothingFound(typed: string, failed: boolean): RankedRow {
  const asked = typed.trim();
  if (failed) return rankedRow('info', l10n.t('The library does not answer.'));
  if (asked === '') return rankedRow('info', l10n.t('The library has no papers.'));
  return rankedRow(
    'info',
    l10n.t('No paper is found for "{0}".', asked),
    l10n.t('Fewer or other words may find more, or a field such as author:vaswani or family:linear.'),
  );
}

/** Whether two rows say the same, as far as one can choose by it. */
const isSame = (a: RankedRow, b: RankedRow): boolean =>
  a.label === b.label && a.description === b.description;

/** A button with an icon, for a row or a title. */
export const iconButton = (icon: string, tooltip: string): QuickInputButton => ({
  iconPath: new ThemeIcon(icon),
  tooltip,
});

/** What is to be shown for a typed text. Without `active`, the first row is the active one. */
export interface Answer<Row extends RankedRow> {
  readonly rows: readonly Row[];
  readonly active?: Row;
}

/** Rows of which that one is the active one, wherever it stands. */
export const beginningWith = <Row extends RankedRow>(
  active: Row | undefined,
  rows: readonly Row[],
): Answer<Row> => (active && active !== rows[0] ? { rows, active } : { rows });

/**
 * A quick pick whose rows are ranked by us: it asks at each change of what is typed, shows the newest answer in its own
 * order, and what it showed before until then. A question that a newer one replaced is cancelled and never shown.
 */
export class RankedPick<Row extends RankedRow> {
  readonly pick: QuickPick<Row> = window.createQuickPick<Row>();
  readonly #answer: (typed: string, token: CancellationToken) => Promise<Answer<Row>>;
  readonly #none: (typed: string, failed: boolean) => Row;
  #question = new CancellationTokenSource();
  #typed: string | undefined;
  #answered: Promise<void> = Promise.resolve();
  #rows: readonly Row[] = [];
  #start: Row | undefined;
  /** The row that was active when the question that is not answered yet was asked. */
  #activeBefore: Row | undefined;
  #isAnswered = true;
  #isOver = false;

  /** `none` makes the one row that is shown when nothing was found or the question failed. */
  constructor(
    answer: (typed: string, token: CancellationToken) => Promise<Answer<Row>>,
    none: (typed: string, failed: boolean) => Row,
  ) {
    this.#answer = answer;
    this.#none = none;
    this.pick.onDidChangeValue((typed) => {
      if (typed !== this.#typed) this.ask();
    });
  }

  /** Asks for the rows of what is typed now. */
  ask(): void {
    if (this.#isOver) return;
    this.#question.cancel();
    this.#question = new CancellationTokenSource();
    this.#typed = this.pick.value;
    this.#activeBefore = this.#active();
    this.#isAnswered = false;
    this.#answered = this.#show(this.#typed, this.#question.token);
  }

  /**
   * The row that is meant by Enter. Who types and presses Enter at once means the first row for what was typed, which
   * may not have come yet; who has moved to another row since means that one. None once the pick is over.
   */
  async chosen(): Promise<Row | undefined> {
    if (!this.#isOver && this.#hasMoved()) return this.#active();
    let answered: Promise<void> | undefined;
    // A key that is typed while this waits asks anew: the rows of the text before it are not those to choose from.
    while (!this.#isOver && answered !== this.#answered) {
      answered = this.#answered;
      await answered;
    }
    return this.#isOver ? undefined : (this.#active() ?? this.#start);
  }

  /** Puts a text in place of what was typed, and asks for its rows. */
  retype(text: string): void {
    if (this.#isOver) return;
    this.pick.value = text;
    this.ask();
  }

  /** Ends the pick: whatever is still under way chooses nothing and shows nothing. */
  hide(): void {
    this.#isOver = true;
    this.#question.cancel();
    this.pick.hide();
  }

  dispose(): void {
    this.#isOver = true;
    this.#question.cancel();
    this.pick.dispose();
  }

  /** Whether a person has moved to another row than the one that the pick came with. */
  #hasMoved(): boolean {
    const active = this.#active();
    if (!active) return false;
    if (this.#isAnswered) return active !== this.#start;
    // With each key VS Code itself goes back to the first of the rows that stand there.
    return active !== this.#activeBefore && active !== this.#rows[0];
  }

  /** The active row, unless VS Code has not told yet which one of the newest rows that is. */
  #active(): Row | undefined {
    const [active] = this.pick.activeItems;
    return active && this.#rows.includes(active) ? active : undefined;
  }

  async #show(typed: string, token: CancellationToken): Promise<void> {
    const late = setTimeout(() => (this.pick.busy = true), PATIENCE_MS);
    token.onCancellationRequested(() => clearTimeout(late));
    const answer = await this.#answer(typed, token).catch(() => undefined);
    clearTimeout(late);
    if (token.isCancellationRequested) return;
    const { rows, active } = answer ?? { rows: [] };
    const movedTo = this.#hasMoved() ? this.#active() : undefined;
    this.#rows = rows.length > 0 ? rows : [this.#none(typed, !answer)];
    this.#start = active ?? this.#rows[0];
    this.#isAnswered = true;
    this.pick.busy = false;
    this.pick.items = this.#rows;
    // Who moved to a row while the answer was under way stays on it.
    const kept = movedTo && this.#rows.find((row) => isSame(row, movedTo));
    const begun = kept ?? active;
    if (begun) this.pick.activeItems = [begun];
  }
}
