import { l10n } from 'vscode';
import { escapeMarkdown } from '../core/markdown';
import { type Evidence, type FamilyScore, UNREAD_FAMILY } from '../core/paper';
import type { FamilyName, PaperInNotes } from '../worker/protocol';

/** From this confidence on a family is said without reservation. */
const SURE = 0.5;
/** More quotations than these say nothing new. */
const QUOTATIONS = 3;

/** A family's name; a user's own is no text that could be translated, and stays as it is. */
export const familyLabel = ({ label }: FamilyName): string => l10n.t(label);

/** A family's name for narrow places. */
export const shortFamilyLabel = ({ label, short = label }: FamilyName): string => l10n.t(short);

/** "5 papers; 1 more is also about it": how many are mainly about a family, and how many besides. */
export function paperCount({ count, also }: { readonly count: number; readonly also: number }): string {
  const own = count === 1 ? l10n.t('1 paper') : l10n.t('{0} papers', count);
  if (also === 0) return own;
  return also === 1
    ? l10n.t('{0}; 1 more is also about it', own)
    : l10n.t('{0}; {1} more are also about it', own, also);
}

/** The families of a paper, each with the quotation that decided it most, unless `quotes` is false. Markdown. */
export function familyLine({ paper, families }: PaperInNotes, { quotes = true } = {}): string {
  const { primary, secondary, evidence, computed } = paper.families;
  if (primary.family === UNREAD_FAMILY) return '';
  const named = (score: FamilyScore) => {
    const quotation = quotes ? evidence.find(({ family }) => family === score.family) : undefined;
    const name = `*${nameOf(score.family, families)}*`;
    return quotation ? `${name}: ${quoted(quotation)}` : name;
  };
  const first = computed
    ? l10n.t('*{0}*, where you moved it (computed: {1})', nameOf(primary.family, families), named(computed))
    : primary.confidence < SURE
      ? l10n.t('{0} (unsure)', named(primary))
      : named(primary);
  if (secondary.length === 0) return first;
  return `${first}  \n${l10n.t('Also {0}', secondary.map(named).join(', '))}`;
}

/** Why a paper stands under a family, with what title and abstract say. Markdown. */
export function whyHere({ paper, families }: PaperInNotes, family: string): string {
  const { primary, evidence, computed } = paper.families;
  const question = l10n.t('Why here?');
  if (computed && family === primary.family) {
    const name = nameOf(computed.family, families);
    const reasons = reasonsFor(computed.family, evidence);
    const answer = reasons
      ? l10n.t('You moved it. Computed: {0}. {1}', name, reasons)
      : l10n.t('You moved it. Computed: {0}.', name);
    return `**${question}** ${answer}`;
  }
  const reasons =
    reasonsFor(family, evidence) ??
    l10n.t('No phrase in title or abstract names a mechanism; this is where their wording puts it.');
  return `**${question}** ${reasons}`;
}

/** "Title: “linear attention”. Abstract: “kernel feature maps”, “low rank”." */
function reasonsFor(family: string, evidence: readonly Evidence[]): string | undefined {
  const own = evidence.filter((quotation) => quotation.family === family);
  const from = (field: Evidence['field']) => {
    const texts = new Map(
      own
        .filter((quotation) => quotation.field === field)
        .map((quotation) => [quotation.text.toLowerCase(), quoted(quotation)]),
    );
    return [...texts.values()].slice(0, QUOTATIONS).join(', ');
  };
  const [title, abstract] = [from('title'), from('abstract')];
  const parts = [
    ...(title === '' ? [] : [l10n.t('Title: {0}.', title)]),
    ...(abstract === '' ? [] : [l10n.t('Abstract: {0}.', abstract)]),
  ];
  return parts.length > 0 ? parts.join(' ') : undefined;
}

const quoted = ({ text }: Evidence): string => `“${escapeMarkdown(text)}”`;

function nameOf(id: string, families: readonly FamilyName[]): string {
  const family = families.find((one) => one.id === id) ?? { id, label: id };
  return escapeMarkdown(familyLabel(family));
}
