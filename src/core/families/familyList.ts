import { FAMILIES, GROUPS, type Family, type GroupId } from './families';
import { PhraseTrie } from './phrases';
import { splitWords } from './words';

/** What a user decided about one family: one of the field's, or, under a new id, their own. */
export interface FamilyDecision {
  readonly label?: string;
  readonly definition?: string;
  readonly group?: GroupId;
  /** Phrases that put a paper into it. */
  readonly terms: readonly string[];
  /** Whether the tree leaves it out. */
  readonly hidden: boolean;
}

/** A family as one workspace has it. Words of the field's families are English: hosts localise them. */
export interface FamilyInfo extends Omit<Family, 'definition'> {
  /** One line; empty where the user gave none. */
  readonly definition: string;
  readonly hidden: boolean;
  /** Whether the user made it, rather than the field. */
  readonly own: boolean;
}

/** A place where a paper names a family by a term of the user's. Offsets are UTF-16. */
export interface TermQuotation {
  readonly family: string;
  readonly field: 'title' | 'abstract';
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Where families of the user's go that name no heading. */
const OWN_GROUP: GroupId = 'core';

/** The families of a workspace: the field's, as the user renamed, extended and hid them, and the user's own. */
export class FamilyList {
  readonly #byId: ReadonlyMap<string, FamilyInfo>;
  readonly #places: ReadonlyMap<string, number>;
  readonly #terms: PhraseTrie<string> | undefined;
  /** The user's terms, each with the family it stands for and an id that no mechanism has. */
  readonly ownTerms: readonly { readonly term: string; readonly id: string; readonly family: string }[];

  /** What the user decided, by family. */
  readonly decisions: ReadonlyMap<string, FamilyDecision>;

  constructor(decisions: ReadonlyMap<string, FamilyDecision> = new Map()) {
    this.decisions = decisions;
    const shipped = FAMILIES.map((family) => decided(family, decisions.get(family.id)));
    const known = new Set<string>(FAMILIES.map(({ id }) => id));
    const own = [...decisions].filter(([id]) => !known.has(id)).map(([id, decision]) => made(id, decision));
    const groups = GROUPS.map(({ id }) => id);
    // Stable: within a heading the field's order, then the user's families.
    const all = [...shipped, ...own].sort((a, b) => groups.indexOf(a.group) - groups.indexOf(b.group));
    this.#byId = new Map(all.map((family) => [family.id, family]));
    this.#places = new Map(all.map(({ id }, place) => [id, place]));
    this.ownTerms = [...decisions].flatMap(([id, { terms }]) =>
      terms.map((term) => ({ term, id: `own:${id}`, family: id })),
    );
    this.#terms = trieOf(this.ownTerms);
  }

  /** Under their headings, in the order in which people read them; hidden ones included. */
  get all(): readonly FamilyInfo[] {
    return [...this.#byId.values()];
  }

  get(id: string): FamilyInfo | undefined {
    return this.#byId.get(id);
  }

  /** Its place among all; behind them for an unknown family. */
  placeOf(id: string): number {
    return this.#places.get(id) ?? this.#places.size;
  }

  /** Where a paper's title and abstract name families by the user's terms, in order. */
  termsIn({ title, abstract = '' }: { title: string; abstract?: string | undefined }): TermQuotation[] {
    if (!this.#terms) return [];
    return [...this.#hits('title', title), ...this.#hits('abstract', abstract)];
  }

  #hits(field: TermQuotation['field'], text: string): TermQuotation[] {
    const { forms, starts, ends } = splitWords(text);
    return (this.#terms?.find(forms) ?? []).flatMap((match) => {
      const start = starts[match.start] ?? 0;
      const end = ends[match.end - 1] ?? start;
      return match.values.map((family) => ({ family, field, start, end, text: text.slice(start, end) }));
    });
  }
}

function decided(family: Family, decision: FamilyDecision | undefined): FamilyInfo {
  if (!decision) return { ...family, hidden: false, own: false };
  const { short, ...rest } = family;
  const { label, definition = family.definition, group = family.group, hidden } = decision;
  // A family renamed has no other short name than the new one.
  const names =
    label === undefined ? { label: family.label, ...(short !== undefined && { short }) } : { label };
  return { ...rest, ...names, definition, group, hidden, own: false };
}

function made(
  id: string,
  { label = id, definition = '', group = OWN_GROUP, hidden }: FamilyDecision,
): FamilyInfo {
  return { id, label, definition, group, hidden, own: true };
}

function trieOf(terms: FamilyList['ownTerms']): PhraseTrie<string> | undefined {
  const trie = new PhraseTrie<string>();
  for (const { term, family } of terms) {
    const { forms } = splitWords(term);
    if (forms.length > 0) trie.add(forms.join(' '), family);
  }
  return terms.length > 0 ? trie : undefined;
}
