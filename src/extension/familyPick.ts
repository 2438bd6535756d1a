import { QuickPickItemKind, type QuickPickItem, ThemeIcon, l10n, window } from 'vscode';
import type { DecisionChange } from '../core/decisionEdit';
import { GROUPS } from '../core/families/families';
import { fold } from '../core/fold';
import { escapeIcons } from '../core/markdown';
import { type CountedFamily, listFamilies } from '../worker/familyProtocol';
import { getPaper, locateDecisions } from '../worker/protocol';
import { familyLabel, paperCount } from './familyWords';
import type { LibraryClient } from './libraryClient';

/** Where papers are to be moved: a family, or `null` for where their title and abstract put them. */
interface Target {
  readonly family: string | null;
  /** What makes the family first, when it is new. */
  readonly made: readonly DecisionChange[];
}

interface FamilyItem extends QuickPickItem {
  /** Undefined for a new family. */
  readonly family?: string | null;
}

/** Lets a person choose the family that papers are moved to. */
export async function chooseTarget(
  citekeys: readonly string[],
  library: LibraryClient,
): Promise<Target | undefined> {
  const families = await library.request(listFamilies, {});
  const [key = ''] = citekeys;
  const first = await library.request(getPaper, { key });
  if (!first) return undefined;
  const decided = await library.request(locateDecisions, { section: 'papers', keys: citekeys });
  const isMoved = decided.some((records) => records.length > 0);
  const { primary, computed } = first.families;
  const current = primary.family;
  const back = families.find(({ id }) => id === computed?.family);
  const items: FamilyItem[] = [
    ...(isMoved ? [backItem(citekeys.length === 1 ? back : undefined)] : []),
    ...familyItems(families.filter(({ id }) => citekeys.length > 1 || (id !== current && id !== back?.id))),
    { label: '', kind: QuickPickItemKind.Separator },
    { label: l10n.t('New Family…'), iconPath: new ThemeIcon('add') },
  ];
  const title =
    citekeys.length === 1
      ? l10n.t('Move “{0}” to a family', first.title)
      : l10n.t('Move {0} papers to a family', citekeys.length);
  const chosen = await window.showQuickPick(items, { title, matchOnDetail: true });
  if (!chosen) return undefined;
  return chosen.family === undefined ? makeFamily(families) : { family: chosen.family, made: [] };
}

const backItem = (computed: CountedFamily | undefined): FamilyItem => ({
  family: null,
  label: computed
    ? l10n.t('Back to {0}', escapeIcons(familyLabel(computed)))
    : l10n.t('Back to Where Title and Abstract Put Them'),
  description: l10n.t('computed'),
  iconPath: new ThemeIcon('discard'),
});

/** Lets a person choose a family. */
export async function chooseFamily(title: string, library: LibraryClient): Promise<string | undefined> {
  const families = await library.request(listFamilies, {});
  const chosen = await window.showQuickPick(familyItems(families), { title, matchOnDetail: true });
  return chosen?.family ?? undefined;
}

function familyItems(families: readonly CountedFamily[]): FamilyItem[] {
  return GROUPS.flatMap(({ id, label }): FamilyItem[] => {
    const own = families.filter(({ group }) => group === id);
    const heading = { label: l10n.t(label), kind: QuickPickItemKind.Separator };
    return own.length === 0 ? [] : [heading, ...own.map(familyItem)];
  });
}

function familyItem(family: CountedFamily): FamilyItem {
  const { id, definition, hidden } = family;
  return {
    family: id,
    label: escapeIcons(familyLabel(family)),
    description: hidden ? l10n.t('{0}, hidden', paperCount(family)) : paperCount(family),
    detail: escapeIcons(l10n.t(definition)),
  };
}

/** Asks for a family's new name; nothing when it shall stay. */
export async function askFamilyName(id: string, library: LibraryClient): Promise<string | undefined> {
  const families = await library.request(listFamilies, {});
  const family = families.find((one) => one.id === id);
  if (!family) return undefined;
  const value = familyLabel(family);
  const name = await askName(l10n.t('Rename “{0}”', value), families, value);
  return name === value ? undefined : name;
}

async function makeFamily(families: readonly CountedFamily[]): Promise<Target | undefined> {
  const label = await askName(l10n.t('New Family (1/3)'), families);
  if (label === undefined) return undefined;
  const terms = await askTerms();
  const group = terms && (await chooseHeading());
  if (!group) return undefined;
  const id = newId(label, new Set(families.map((family) => family.id)));
  const fields = { label, group, ...(terms.length > 0 && { terms }) };
  return { family: id, made: [{ section: 'families', key: id, fields }] };
}

async function askName(
  title: string,
  families: readonly CountedFamily[],
  value = '',
): Promise<string | undefined> {
  const taken = new Set(families.map((family) => familyLabel(family)));
  const name = await window.showInputBox({
    ...{ title, value },
    prompt: l10n.t('Name of the family'),
    validateInput: (text) => {
      if (text.trim() === '') return l10n.t('A family needs a name.');
      return text.trim() !== value && taken.has(text.trim()) ? l10n.t('Another family has this name.') : '';
    },
  });
  return name?.trim();
}

async function askTerms(): Promise<string[] | undefined> {
  const typed = await window.showInputBox({
    title: l10n.t('New Family (2/3)'),
    prompt: l10n.t('Phrases that put other papers here too, with commas between them. May be left empty.'),
    placeHolder: l10n.t('speech attention, monotonic attention'),
  });
  return typed
    ?.split(',')
    .map((term) => term.trim())
    .filter((term) => term !== '');
}

async function chooseHeading(): Promise<string | undefined> {
  const items = GROUPS.map(({ id, label }) => ({ id, label: l10n.t(label) }));
  const chosen = await window.showQuickPick(items, {
    title: l10n.t('New Family (3/3)'),
    placeHolder: l10n.t('Heading that it stands under'),
  });
  return chosen?.id;
}

/** An id as people would write it by hand: "Speech attention" becomes `speech-attention`. */
function newId(label: string, taken: ReadonlySet<string>): string {
  const base =
    fold(label)
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-|-$/g, '') || 'family';
  let id = base;
  for (let number = 2; taken.has(id); number++) id = `${base}-${number}`;
  return id;
}
