import { type AdjacentGroup, adjacentGroups, mergingEdits } from './adjacentGroups';
import { isWikiLink, saysTheSame } from './citationPlace';
import type { CitationMode, Span } from './citation/model';
import { type Brackets, bracketsOf, separators } from './insertion';
import type { Citation, CitationItem } from './note';
import type { NoteText, Passage, TextEdit } from './noteText';
import { PassageTrials, type Trial, itemsInOrder } from './passageTrial';

/** What can be made of the citation at a cursor. */
export type RewriteKind = 'inText' | 'inBrackets' | 'withoutAuthor' | 'merge' | 'sort' | 'locator';

/** Another way to write a citation. */
export interface Rewrite {
  readonly kind: RewriteKind;
  /** The key of the item that it is about; of `merge` and `sort`, the first one. */
  readonly citekey: string;
  /** Ascending and apart from each other, by offsets in the note as it is. */
  readonly edits: readonly TextEdit[];
  /** Where in the text of the only edit the cursor goes. */
  readonly cursor?: number;
}

/** What can be made of a citation. */
export interface Rewrites {
  readonly rewrites: readonly Rewrite[];
  /** The keys of a group that may be sorted, once the years of its papers are known. */
  readonly sortable: readonly string[];
}

/**
 * The ways to write the citation at a selection. Each is proven: all other citations, links, code and blocks are read as
 * before, and of this one only what was meant to changes.
 */
export function rewritesAt(note: NoteText, selection: Span): Rewrites {
  const here = citationHere(note, selection);
  return here?.rewrites(selection) ?? { rewrites: [], sortable: [] };
}

/** The group at a selection in order of its papers' years, unless it is; papers without year come last. */
export function sortedByYear(
  note: NoteText,
  selection: Span,
  years: ReadonlyMap<string, number>,
): Rewrite | undefined {
  return citationHere(note, selection)?.sorted(years);
}

function citationHere(note: NoteText, { start }: Span): CitationHere | undefined {
  const passage = note.passages().find((own) => own.start <= start && start <= own.start + own.text.length);
  const at = start - (passage?.start ?? 0);
  // The innermost.
  const citation = passage?.citations.findLast((own) => own.start <= at && at <= own.end);
  if (!passage || !citation || isWikiLink(passage.text, citation)) return undefined;
  const item = citation.items.findLast((own) => own.start <= at) ?? citation.items[0];
  return item && new CitationHere(passage, citation, item);
}

/** A citation of a passage and one item of it. Offsets count in the passage but in what it gives out. */
class CitationHere {
  readonly #passage: Passage;
  readonly #trials: PassageTrials;
  readonly #citation: Citation;
  readonly #item: CitationItem;
  readonly #brackets: Brackets | undefined;
  /** The groups side by side that the item's is one of. */
  readonly #adjacent: readonly AdjacentGroup[];

  constructor(passage: Passage, citation: Citation, item: CitationItem) {
    this.#passage = passage;
    this.#trials = new PassageTrials(passage);
    this.#citation = citation;
    this.#item = item;
    this.#brackets = bracketsOf(passage.text, citation);
    const isOwn = ({ items }: AdjacentGroup) => items.includes(item);
    this.#adjacent = adjacentGroups(passage).find((groups) => groups.some(isOwn)) ?? [];
  }

  rewrites(selection: Span): Rewrites {
    const isUnread = this.#adjacent.some(({ isRead, items }) => !isRead && items.includes(this.#item));
    // In brackets that are taken for text, others would be no more a group than these.
    if (isUnread) return { rewrites: [this.#merged(selection) ?? []].flat(), sortable: [] };
    const found = [
      this.#inText(),
      this.#inBrackets(),
      this.#withoutAuthor(),
      this.#located(),
      this.#merged(selection),
    ];
    const { bracketed, items } = this.#citation;
    const isSortable = bracketed && items.length > 1 && items.slice(1).every(({ prefix }) => prefix === '');
    const sortable = isSortable ? items.map(({ citekey }) => citekey) : [];
    return { rewrites: found.filter((rewrite) => rewrite !== undefined), sortable };
  }

  sorted(years: ReadonlyMap<string, number>): Rewrite | undefined {
    const { bracketed, items, start } = this.#citation;
    const segments = bracketed ? this.#segments() : undefined;
    // What is said before a later item, as "but see", would not say it of another.
    if (!segments || items.slice(1).some(({ prefix }) => prefix !== '')) return undefined;
    const yearOf = (index: number) => years.get(items[index]?.citekey ?? '') ?? Infinity;
    const order = [...items.keys()].sort((a, b) => compare(yearOf(a), yearOf(b)));
    const text = (index = -1) => this.#passage.text.slice(segments[index]?.start, segments[index]?.end);
    const edits = segments
      .map((segment, index) => ({ ...segment, text: text(order[index]) }))
      .filter((edit, index) => edit.text !== text(index));
    if (edits.length === 0) return undefined;
    return this.#proven('sort', edits, ({ citations }) => {
      const own = citations.find((other) => other.bracketed && other.start === start);
      const before = itemsInOrder(this.#passage.citations);
      return (
        own?.items.length === items.length &&
        own.items.every((item, index) => {
          const was = items[order[index] ?? -1];
          return was && saysTheSame({ ...was, prefix: items[index]?.prefix ?? '' }, item);
        }) &&
        areSame(outside(before, this.#citation), outside(itemsInOrder(citations), own))
      );
    });
  }

  /** `[@a, p. 3]` → `@a [p. 3]`, `-@a` → `@a`: an author in the text has no prefix, and no item before it. */
  #inText(): Rewrite | undefined {
    const { bracketed, items } = this.#citation;
    const { start, end, mode, prefix } = this.#item;
    if (items[0] !== this.#item || mode === 'authorInText' || prefix !== '') return undefined;
    const key = mode === 'suppressAuthor' ? start + 1 : start;
    if (!bracketed || !this.#brackets)
      return this.#toMode('authorInText', 'inText', [{ start, end: key, text: '' }]);
    const behind = /^[ \t]*(?:[,;][ \t]*)?/.exec(this.#passage.text.slice(end))?.[0].length ?? 0;
    const closes = end + behind === this.#brackets.end - 1;
    return this.#toMode('authorInText', 'inText', [
      { start: this.#brackets.start, end: key, text: '' },
      closes
        ? { start: end, end: this.#brackets.end, text: '' }
        : { start: end, end: end + behind, text: ' [' },
    ]);
  }

  /** `@a [p. 3]` → `[@a, p. 3]`, `[-@a]` → `[@a]`. */
  #inBrackets(): Rewrite | undefined {
    const { bracketed, items } = this.#citation;
    const { start, end, mode } = this.#item;
    if (mode === 'normal') return undefined;
    const key = mode === 'suppressAuthor' ? start + 1 : start;
    if (bracketed || items[0] !== this.#item)
      return this.#toMode('normal', 'inBrackets', [{ start, end: key, text: '' }]);
    const open = { start, end: key, text: '[' };
    if (!this.#brackets) return this.#toMode('normal', 'inBrackets', [open, { start: end, end, text: ']' }]);
    const inside = this.#brackets.start + 1;
    return (
      this.#toMode('normal', 'inBrackets', [open, { start: end, end: inside, text: ', ' }]) ??
      this.#toMode('normal', 'inBrackets', [open, { start: end, end: inside, text: '; ' }])
    );
  }

  #withoutAuthor(): Rewrite | undefined {
    const { start, mode } = this.#item;
    if (mode === 'suppressAuthor') return undefined;
    return this.#toMode('suppressAuthor', 'withoutAuthor', [{ start, end: start, text: '-' }]);
  }

  #toMode(mode: CitationMode, kind: RewriteKind, edits: readonly TextEdit[]): Rewrite | undefined {
    const kept = edits.filter(({ start, end, text }) => start < end || text !== '');
    return this.#proven(kind, kept, (trial) =>
      this.#keepsOthers(trial, (is) => is.mode === mode && saysSameOfPaper(this.#item, is)),
    );
  }

  /** `[@a]` → `[@a, p. …]`, `@a` → `@a [p. …]`. */
  #located(): Rewrite | undefined {
    const { bracketed, items } = this.#citation;
    const { end, locator } = this.#item;
    if (locator) return undefined;
    if (bracketed || items[0] !== this.#item) return this.#withPage(end, ', p. ', '');
    if (!this.#brackets) return this.#withPage(end, ' [p. ', ']');
    const inside = this.#brackets.start + 1;
    return this.#withPage(inside, 'p. ', ', ') ?? this.#withPage(inside, 'p. ', '; ');
  }

  #withPage(at: number, before: string, behind: string): Rewrite | undefined {
    const tried = [{ start: at, end: at, text: `${before}1${behind}` }];
    const isLocated = (is: CitationItem) =>
      is.locator?.label === 'page' &&
      is.locator.value === '1' &&
      saysTheSame({ ...is, locator: undefined }, { ...this.#item, suffix: is.suffix });
    const proven = this.#proven('locator', tried, (trial) => this.#keepsOthers(trial, isLocated));
    return (
      proven && {
        ...proven,
        edits: proven.edits.map((edit) => ({ ...edit, text: before + behind })),
        cursor: before.length,
      }
    );
  }

  /** `[@a] [@b]` and `[@a][@b]` → `[@a; @b]`, as many as stand side by side. */
  #merged({ start, end }: Span): Rewrite | undefined {
    // Those selected, where some are.
    const groups = this.#adjacent.filter(
      (group) => start === end || touches(group, this.#passage, start, end),
    );
    if (groups.length < 2) return undefined;
    const unread = new Set(groups.flatMap(({ isRead, items }) => (isRead ? [] : items)));
    // Each of those is a citation by itself.
    const count =
      this.#passage.citations.length - (groups.filter(({ isRead }) => isRead).length + unread.size) + 1;
    const first = groups[0]?.start ?? 0;
    return this.#proven(
      'merge',
      mergingEdits(groups),
      (trial) =>
        trial.citations.length === count &&
        isComplete(trial) &&
        trial.citations.some((own) => own.bracketed && own.start === first) &&
        trial.kept.every(({ was, is }) =>
          unread.has(was) ? is.mode !== 'authorInText' : saysTheSame(was, is),
        ),
      groups[0]?.items[0]?.citekey,
    );
  }

  /** Whether all citations are still there, and all but the item say what they did. */
  #keepsOthers(trial: Trial, isRight: (item: CitationItem) => boolean): boolean {
    return (
      isComplete(trial) &&
      trial.citations.length === this.#passage.citations.length &&
      trial.kept.every(({ was, is }) => (was === this.#item ? isRight(is) : saysTheSame(was, is)))
    );
  }

  #proven(
    kind: RewriteKind,
    edits: readonly TextEdit[],
    isMeant: (trial: Trial) => boolean,
    citekey = this.#item.citekey,
  ): Rewrite | undefined {
    const trial = this.#trials.try(edits);
    if (!trial || !isMeant(trial)) return undefined;
    const by = this.#passage.start;
    return {
      kind,
      citekey,
      edits: edits.map(({ start, end, text }) => ({ start: start + by, end: end + by, text })),
    };
  }

  /** What stands between the semicolons of the group, without blanks around and the prefix of the first item. */
  #segments(): Span[] | undefined {
    const { text } = this.#passage;
    const brackets = this.#brackets;
    const marks = brackets && separators(text, this.#citation, brackets);
    if (marks?.length !== this.#citation.items.length - 1) return undefined;
    return this.#citation.items.map((item, index) => {
      const start = index === 0 ? item.start : (marks[index - 1] ?? 0) + 1;
      const end = marks[index] ?? (brackets?.end ?? 0) - 1;
      const said = text.slice(start, end);
      const leading = /^(?:[^\S\n]|\n[ \t>]*)*/.exec(said)?.[0].length ?? 0;
      return { start: start + leading, end: start + said.trimEnd().length };
    });
  }
}

const compare = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);

const isComplete = ({ lost, added }: Trial): boolean => lost.length === 0 && added.length === 0;

const touches = (group: Span, passage: Passage, start: number, end: number): boolean =>
  passage.start + group.start < end && start < passage.start + group.end;

/** But for the comma that parts a suffix from a key in brackets. */
const saysSameOfPaper = (a: CitationItem, b: CitationItem): boolean =>
  saysTheSame({ ...a, mode: b.mode, suffix: bare(a.suffix) }, { ...b, suffix: bare(b.suffix) });

const bare = (suffix: string): string => suffix.replace(/^,\s*/, '');

const isSame = (a: CitationItem | undefined, b: CitationItem): boolean =>
  a !== undefined && saysTheSame(a, b);

const outside = (items: readonly CitationItem[], { start, end }: Span): CitationItem[] =>
  items.filter((item) => item.start < start || item.end > end);

const areSame = (a: readonly CitationItem[], b: readonly CitationItem[]): boolean =>
  a.length === b.length && b.every((item, index) => isSame(a[index], item));
