/**
 * What the extension host and the family page say to each other. A page is not trusted: whatever comes from it is read by
 * {@link readFromFamilyPage}, and it sends ids and numbers only. All words of the page are the host's, localised.
 */
import type { Formula, Source } from '../core/mechanisms/mechanism';
import { type ModelId, MODELS, type Parameters, fieldsOf } from '../core/mechanisms/parameters';

/** A paper as a page lists it. Its words come from outside: they are shown as text, never as markup. */
export interface PagePaper {
  readonly citekey: string;
  readonly title: string;
  readonly byline: string;
  readonly year: number | null;
}

/** What a page says of a mechanism. */
export interface PageMechanism {
  readonly name: string;
  readonly abbreviation?: string;
  readonly what: string;
  readonly formula?: Formula;
  readonly cost?: { readonly time: string; readonly memory: string; readonly source: Source };
  /** Where it was introduced. */
  readonly source?: Source;
}

/** A mechanism whose costs can be computed. */
export interface Computed {
  readonly id: string;
  readonly name: string;
  readonly model: ModelId;
}

/** All that the page of a family shows. */
export interface FamilyPage {
  readonly id: string;
  readonly name: string;
  /** What it stands under in the tree. */
  readonly heading: string;
  /** Empty where the user gave none. */
  readonly definition: string;
  /** "23 papers; 4 more are also about it". */
  readonly counted: string;
  /** Nothing of a family of the user's own. */
  readonly mechanism?: PageMechanism;
  readonly named: readonly PageMechanism[];
  /** Mechanisms whose costs can be computed, family by family; this page's family first, if it has any. */
  readonly computed: readonly { readonly family: string; readonly mechanisms: readonly Computed[] }[];
  readonly hasComputed: boolean;
  readonly perYear: readonly (readonly [year: number, count: number])[];
  readonly typical: readonly PagePaper[];
  /** The first of those it is the primary family of, newest first, and behind them of the others. */
  readonly papers: readonly PagePaper[];
  readonly alsoPapers: readonly PagePaper[];
  readonly total: number;
}

/** The words of the page's own. `{0}` stands for what is put in. */
export interface FamilyPageWords {
  readonly formula: string;
  readonly cost: string;
  readonly time: string;
  readonly memory: string;
  readonly source: string;
  readonly mechanisms: string;
  readonly playground: PlaygroundWords;
  readonly perYear: string;
  /** For people who hear the chart. */
  readonly papersOfYear: string;
  readonly paperOfYear: string;
  readonly typical: string;
  readonly papers: string;
  readonly also: string;
  readonly noPapers: string;
  readonly showMore: string;
  readonly shownMore: string;
  readonly showInTree: string;
  readonly insertCitation: string;
  readonly insertCitationOf: string;
  readonly gone: string;
  readonly failed: string;
  readonly tryAgain: string;
}

/** The words of the playground. */
export interface PlaygroundWords {
  readonly title: string;
  readonly about: string;
  readonly mechanism: string;
  readonly compareWith: string;
  readonly nothing: string;
  readonly quantity: string;
  readonly flops: string;
  readonly attentionMemory: string;
  readonly kvCache: string;
  readonly traffic: string;
  readonly source: string;
  readonly none: string;
  readonly insertTable: string;
  readonly notANumber: string;
  readonly notWhole: string;
  readonly tooSmall: string;
  readonly tooLarge: string;
  readonly doesNotDivide: string;
  /** The field, what was given, what was taken. */
  readonly cut: string;
  readonly wrong: string;
  /** Labels and units of fields, by what they are in English. */
  readonly fields: Readonly<Record<string, string>>;
}

/** Host to page. */
export type ToFamilyPage =
  | { readonly type: 'family'; readonly family: FamilyPage; readonly words: FamilyPageWords }
  /** The family is not, or no longer, there. */
  | { readonly type: 'gone'; readonly words: FamilyPageWords }
  | { readonly type: 'failed'; readonly words: FamilyPageWords };

/** Page to host. */
export type FromFamilyPage =
  /** Asks for the family, with so many of its papers. */
  | { readonly type: 'ask'; readonly papers: number }
  | { readonly type: 'reveal'; readonly citekey: string }
  | { readonly type: 'insertCitation'; readonly citekey: string }
  | {
      readonly type: 'insertTable';
      /** One, or two to be compared. */
      readonly mechanisms: readonly string[];
      readonly parameters: Partial<Parameters>;
    };

/** How many papers a page shows at first, and how many more each time. */
export const PAGE_PAPERS = 100;

/** More papers than any library has. */
const MOST_PAPERS = 1_000_000;
/** Longer than any id or citation key. */
const LONGEST_ID = 500;

/** The message if it is one that the page may send, with nothing else in it; otherwise nothing. */
export function readFromFamilyPage(message: unknown): FromFamilyPage | undefined {
  if (typeof message !== 'object' || message === null) return undefined;
  const { type, papers, citekey, mechanisms, parameters } = message as Record<string, unknown>;
  switch (type) {
    case 'ask':
      return isCount(papers) ? { type, papers } : undefined;
    case 'reveal':
    case 'insertCitation':
      return isId(citekey) ? { type, citekey } : undefined;
    case 'insertTable': {
      const ids: readonly unknown[] = Array.isArray(mechanisms) ? mechanisms : [];
      const numbers = readParameters(parameters);
      const isPair = ids.length === 1 || ids.length === 2;
      return isPair && ids.every(isId) && numbers
        ? { type, mechanisms: ids, parameters: numbers }
        : undefined;
    }
    default:
      return undefined;
  }
}

const FIELD_IDS: ReadonlySet<string> = new Set(MODELS.flatMap(fieldsOf).map(({ id }) => id));

/** The numbers of known fields, if there is nothing else. */
function readParameters(parameters: unknown): Partial<Parameters> | undefined {
  if (typeof parameters !== 'object' || parameters === null) return undefined;
  const entries = Object.entries(parameters);
  const isNumber = ([id, value]: [string, unknown]) => FIELD_IDS.has(id) && Number.isFinite(value);
  return entries.every(isNumber) ? Object.fromEntries(entries) : undefined;
}

const isId = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && value.length <= LONGEST_ID;

const isCount = (value: unknown): value is number =>
  Number.isInteger(value) && Number(value) > 0 && Number(value) <= MOST_PAPERS;
