import { isWikiLink, saysTheSame } from './citationPlace';
import { type Slip, gluedGroups, spacedKeys, unclosedGroups, wrongSeparators } from './citationSlips';
import type { Span } from './citation/model';
import { bracketsOf, separators } from './insertion';
import type { Citation, CitationItem } from './note';
import type { NoteText, Passage, TextEdit } from './noteText';
import { PassageTrials, type Trial } from './passageTrial';

/** What is wrong with the form of a citation. */
export type FindingCode =
  'citation.separator' | 'citation.space' | 'citation.unclosed' | 'citation.duplicate';

/** Something wrong in a note; offsets are UTF-16 and count in the note. */
export interface Finding extends Span {
  readonly code: FindingCode;
  /** What mends it, ascending and apart from each other, by offsets in the note as it is. */
  readonly fix: readonly TextEdit[];
  /** The citation that it is in, or what looks like one. */
  readonly group: Span;
  /** Whether it parts two groups, where a slip in a separator is. */
  readonly isBetweenGroups?: boolean;
  /** The keys that the citation has once it is mended, as they are written; of a repetition, the paper's. */
  readonly keys: readonly string[];
  /** Whether one of them is that of an entry of the note's own. */
  readonly isOwn: boolean;
}

/** By key the paper that it cites, where that is another word for it. */
export type Aliases = ReadonlyMap<string, string>;

/** More changes than this are not tried in one note. */
const MOST_TRIALS = 100;
/** Nor more, once so many characters have been parsed for it. */
const MOST_WEIGHT = 400_000;

interface Checked {
  /** The papers that the passage's keys cite. */
  readonly papers: string;
  readonly findings: readonly Finding[];
  readonly trials: PassageTrials;
}

/**
 * Finds citations that are not written as they were meant. Every finding is proven: with its fix, the passage must be read as
 * meant, and all else as before. What was found in a passage is kept as long as that is read the same.
 */
export class NoteChecks {
  readonly #note: NoteText;
  readonly #checked = new WeakMap<readonly Citation[], Checked>();

  constructor(note: NoteText) {
    this.#note = note;
  }

  /**
   * What is wrong, in order of the text; of a note with a great many slips, the first ones. It checks the note as it is at the
   * first step, and pauses after every change that is tried.
   */
  *findings(aliases: Aliases = new Map()): Generator<void, Finding[]> {
    const all: Finding[] = [];
    let [trials, weight] = [0, 0];
    const own = new Set(this.#note.references);
    for (const passage of this.#note.passages()) {
      if (trials >= MOST_TRIALS || weight >= MOST_WEIGHT) break;
      const checked = yield* this.#check(passage, aliases);
      trials += checked.trials.count;
      weight += checked.trials.weight;
      for (const finding of checked.findings) {
        const isOwn = finding.keys.some((key) => own.has(key));
        all.push({ ...moved(finding, passage.start), isOwn });
      }
    }
    return all;
  }

  *#check(passage: Passage, aliases: Aliases): Generator<void, Checked> {
    const keys = passage.citations.flatMap(({ items }) => items.map(({ citekey }) => citekey));
    const papers = keys.map((key) => aliases.get(key) ?? key).join('\n');
    const known = this.#checked.get(passage.citations);
    if (known?.papers === papers) return known;
    const trials = new PassageTrials(passage);
    const findings = yield* new PassageCheck(passage, trials, aliases).findings();
    const checked = { papers, findings: findings.sort((a, b) => a.start - b.start), trials };
    this.#checked.set(passage.citations, checked);
    return checked;
  }
}

/** The checks of one passage; offsets count in it. */
class PassageCheck {
  readonly #passage: Passage;
  readonly #trials: PassageTrials;
  readonly #aliases: Aliases;
  readonly #found: Finding[] = [];

  constructor(passage: Passage, trials: PassageTrials, aliases: Aliases) {
    this.#passage = passage;
    this.#trials = trials;
    this.#aliases = aliases;
  }

  *findings(): Generator<void, Finding[]> {
    yield* this.#mend('citation.separator', wrongSeparators(this.#passage), isOneGroup);
    yield* this.#mend('citation.separator', gluedGroups(this.#passage), isOneGroup, true);
    yield* this.#mend('citation.space', spacedKeys(this.#passage), isCitedNow);
    yield* this.#mend('citation.unclosed', unclosedGroups(this.#passage), isClosedNow);
    for (const citation of this.#passage.citations) yield* this.#compare(citation);
    return this.#found;
  }

  /** Keeps the slips that their fix mends. */
  *#mend(
    code: FindingCode,
    slips: readonly Slip[],
    isMended: (slip: Slip, trial: Trial) => boolean,
    isBetweenGroups = false,
  ): Generator<void, void> {
    for (const slip of slips) {
      const trial = this.#try(slip.fix);
      yield;
      if (!trial || trial.lost.length > 0 || !isMended(slip, trial)) continue;
      const { fix, group } = slip;
      const keys = keysOf(slip, trial);
      for (const place of slip.places)
        this.#found.push({ code, ...place, fix, group, isBetweenGroups, keys, isOwn: false });
    }
  }

  /** Looks for items that repeat another of their group in all that they say. */
  *#compare(citation: Citation): Generator<void, void> {
    const { items } = citation;
    const brackets = bracketsOf(this.#passage.text, citation);
    if (items.length < 2 || !brackets || isWikiLink(this.#passage.text, citation)) return;
    const seen = new Set<string>();
    const marks = separators(this.#passage.text, citation, brackets);
    for (const [index, item] of items.entries()) {
      const said = this.#said(item);
      const isFirst = !seen.has(said);
      seen.add(said);
      // The first of them may have no mark before it: `@a [@b; @c]`.
      const at = index - (items.length - marks.length);
      const [start, end] = [marks[at], marks[at + 1] ?? brackets.end - 1];
      if (isFirst || start === undefined) continue;
      const fix = [{ start, end, text: '' }];
      const trial = this.#try(fix);
      yield;
      const isRest = ({ start: from }: CitationItem) => start <= from && from < end;
      if (!trial || trial.added.length > 0 || !trial.lost.includes(item) || !trial.lost.every(isRest))
        continue;
      if (trial.kept.every(({ was, is }) => saysTheSame(was, is)))
        this.#found.push({
          code: 'citation.duplicate',
          start: item.start,
          end: item.end,
          fix,
          group: brackets,
          keys: [this.#aliases.get(item.citekey) ?? item.citekey],
          isOwn: false,
        });
    }
  }

  #said({ citekey, mode, prefix, locator, suffix }: CitationItem): string {
    const paper = this.#aliases.get(citekey) ?? citekey;
    return JSON.stringify([paper, mode, prefix, locator?.label, locator?.value, suffix]);
  }

  #try(fix: readonly TextEdit[]): Trial | undefined {
    const { count, weight } = this.#trials;
    return count < MOST_TRIALS && weight < MOST_WEIGHT ? this.#trials.try(fix) : undefined;
  }
}

/** The keys of the citation that a slip is mended to. */
function keysOf({ keyStarts }: Slip, { citations, after }: Trial): string[] {
  const starts = new Set(keyStarts.map(after));
  const own = citations.filter(({ items }) => items.some(({ keyStart }) => starts.has(keyStart)));
  return own.flatMap(({ items }) => items.map(({ citekey }) => citekey));
}

/** Whether the keys are the items of one citation now, in this order, and all else says what it did. */
function isOneGroup({ keyStarts, group }: Slip, { kept, added, citations, after }: Trial): boolean {
  const starts = keyStarts.map(after);
  const own = citations.find(({ items }) => items.some(({ keyStart }) => keyStart === starts[0]));
  const isWhole =
    own?.items.length === starts.length && own.items.every((item, at) => item.keyStart === starts[at]);
  if (!own || !isWhole || added.length > 0) return false;
  return own.end === after(group.end - 1) + 1 && onlyChanged(own, kept);
}

/** Whether the keys are cited in brackets now, and all that changed is what stands with them there. */
function isCitedNow({ keyStarts }: Slip, { kept, added, citations, after }: Trial): boolean {
  const starts = new Set(keyStarts.map(after));
  const [own, ...others] = citations.filter(({ items }) =>
    items.some(({ keyStart }) => starts.has(keyStart)),
  );
  if (!own || others.length > 0 || added.length !== starts.size) return false;
  const isInBrackets = ({ keyStart, mode }: CitationItem) => starts.has(keyStart) && mode !== 'authorInText';
  return added.every(isInBrackets) && hasBrackets(own) && onlyChanged(own, kept);
}

/** Whether the brackets hold the keys now, and all else says what it did. */
function isClosedNow({ keyStarts, group }: Slip, { kept, added, citations, after }: Trial): boolean {
  const own = citations.find(({ start, bracketed }) => bracketed && start === after(group.start));
  if (!own || added.length > 0 || own.end !== after(group.end)) return false;
  const inside = kept.filter(({ is }) => own.start < is.start && is.end < own.end);
  const isSame =
    inside.length === keyStarts.length && inside.every(({ was }, at) => was.keyStart === keyStarts[at]);
  const others = kept.filter((item) => !inside.includes(item));
  return isSame && others.every(({ was, is }) => saysTheSame(was, is));
}

const hasBrackets = ({ bracketed, end, items }: Citation): boolean =>
  bracketed || end > (items[0]?.end ?? end);

const onlyChanged = (own: Citation, kept: Trial['kept']): boolean =>
  kept.every(({ was, is }) => own.items.includes(is) || saysTheSame(was, is));

function moved(finding: Finding, by: number): Finding {
  return {
    ...finding,
    start: finding.start + by,
    end: finding.end + by,
    fix: finding.fix.map(({ start, end, text }) => ({ start: start + by, end: end + by, text })),
    group: { start: finding.group.start + by, end: finding.group.end + by },
  };
}
