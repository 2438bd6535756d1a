import { ColorThemeKind, MarkdownString, Uri, l10n, window } from 'vscode';
import { escapeMarkdown, markdownLink } from '../core/markdown';
import { FAMILIES } from '../core/families/families';
import type { FamilyInfo } from '../core/families/familyList';
import type { Mechanism } from '../core/mechanisms/mechanism';
import type { FamilyOverview, NamedMechanism } from '../worker/familyProtocol';
import type { PaperRow } from '../worker/protocol';
import { familyLabel, paperCount } from './familyWords';

/** The one command on a card; it opens a page and changes nothing. */
const OPEN_FAMILY = 'attentionNotes.openFamily';
const SEPARATOR = ' · ';
/** More years than these are told as one number. */
const YEARS = 6;
/** Width of a picture on a card, pixels. */
const PICTURE_WIDTH = 220;

/** Makes the cards of families and of mechanisms: for rows of the tree, and over names in notes. */
export class FamilyCards {
  readonly #media: Uri;

  /** `extensionUri` is where the extension lies. */
  constructor(extensionUri: Uri) {
    this.#media = Uri.joinPath(extensionUri, 'media');
  }

  /** What a family is, and which of its papers show it best. */
  family(overview: FamilyOverview): MarkdownString {
    const { family, mechanism } = overview;
    const label = familyLabel(family);
    return card([
      mechanism ? this.#picture('families', mechanism.id, label) : '',
      `**${escapeMarkdown(label)}**`,
      isRedefined(family) ? escapeMarkdown(family.definition) : '',
      escapeMarkdown(l10n.t(mechanism?.what ?? '')),
      ...(mechanism ? facts(mechanism) : []),
      ...papers(overview),
      link(overview),
    ]);
  }

  /** What a mechanism that a note names is, and the papers of its family. */
  mechanism({ mechanism, overview }: NamedMechanism): MarkdownString {
    if (!mechanism || mechanism.id === overview.family.id) return this.family(overview);
    const { name, abbreviation, what, model } = mechanism;
    const label = l10n.t(name);
    const short = abbreviation === undefined ? '' : ` (${escapeMarkdown(abbreviation)})`;
    return card([
      model === undefined ? '' : this.#picture('mechanisms', model, label),
      `**${escapeMarkdown(label)}**${short}`,
      escapeMarkdown(l10n.t(what)),
      ...facts(mechanism),
      ...papers(overview),
      link(overview),
    ]);
  }

  #picture(folder: 'families' | 'mechanisms', id: string, label: string): string {
    const { kind } = window.activeColorTheme;
    const isLight = kind === ColorThemeKind.Light || kind === ColorThemeKind.HighContrastLight;
    const file = Uri.joinPath(this.#media, folder, `${id}-${isLight ? 'light' : 'dark'}.svg`);
    const text = escapeMarkdown(l10n.t('Attention pattern of {0}', label));
    const image = `![${text}](${file.toString()}|width=${PICTURE_WIDTH})`;
    // A table floats: the picture stands beside the text, for hovers are low. Editors find images in Markdown only.
    return `<table align="right"><tr><td>\n\n${image}\n\n</td></tr></table>`;
  }
}

function card(paragraphs: readonly string[]): MarkdownString {
  const made = new MarkdownString(paragraphs.filter((text) => text !== '').join('\n\n'));
  made.isTrusted = { enabledCommands: [OPEN_FAMILY] };
  // For the picture; in everything else HTML is escaped.
  made.supportHtml = true;
  return made;
}

/** Whether the user says what it is: of a family of the field, too. */
const isRedefined = ({ id, definition }: FamilyInfo): boolean =>
  FAMILIES.find((family) => family.id === id)?.definition !== definition;

/** Formula and cost, and where they are written. */
function facts({ formula, cost, source }: Mechanism): string[] {
  const { time, memory } = cost ?? {};
  // Of one paper the place where the cost is written is enough.
  const sources = new Map([source, cost?.source].flatMap((one) => (one ? [[one.url, one]] : [])));
  const costs = [
    time === undefined ? '' : l10n.t('Time {0}', code(time)),
    memory === undefined ? '' : l10n.t('memory {0}', code(memory)),
    ...Array.from(sources.values(), ({ label, url }) => markdownLink(label, url)),
  ];
  return [
    formula ? formula.text.split('\n').map(code).join('  \n') : '',
    costs.filter(Boolean).join(SEPARATOR),
  ];
}

const code = (text: string): string => `\`${text.replaceAll('`', 'ˋ')}\``;

/** How many papers the family has, of which years, and the most typical ones. */
function papers({ family, perYear, typical }: FamilyOverview): string[] {
  const recent = perYear.slice(-YEARS).map(([year, number]) => `${year}: ${number}`);
  const earlier = perYear.slice(0, -YEARS).reduce((sum, [, number]) => sum + number, 0);
  const years = earlier > 0 ? [l10n.t('earlier: {0}', earlier), ...recent] : recent;
  const counts = [paperCount(family), years.join(', ')].filter(Boolean).join(SEPARATOR);
  return [
    `*${escapeMarkdown(familyLabel(family))}*: ${counts}`,
    typical.map((paper) => `- ${escapeMarkdown(paper.title)} ${byline(paper)}`).join('\n'),
  ];
}

const byline = ({ byline: names, year }: PaperRow): string => {
  const said = [names, year].filter((part) => part !== '' && part !== null).join(', ');
  return said === '' ? '' : `(${escapeMarkdown(said)})`;
};

function link({ family }: FamilyOverview): string {
  const argument = encodeURIComponent(JSON.stringify([{ id: family.id }]));
  return markdownLink(l10n.t('Open Family Page'), `command:${OPEN_FAMILY}?${argument}`);
}
