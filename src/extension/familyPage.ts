import { type Disposable, commands, l10n } from 'vscode';
import { FAMILIES, GROUPS } from '../core/families/families';
import { MECHANISMS, type Mechanism } from '../core/mechanisms/mechanism';
import {
  type FamilyPage,
  type FamilyPageWords,
  type FromFamilyPage,
  type PageMechanism,
  type PagePaper,
  type ToFamilyPage,
  readFromFamilyPage,
} from '../pages/protocol';
import {
  type CountedFamily,
  type FamilyOverview,
  type FamilyPaper,
  type PaperRow,
  describeFamily,
  getPaper,
  listFamilyPapers,
} from '../worker/protocol';
import { familyLabel } from './familyWords';
import type { LibraryClient } from './libraryClient';
import type { Page, PageKind } from './pages';

/** How many papers travel in one message from the library worker. */
const SLICE = 200;

/** A page hears of changes at most once in this time, ms. */
const REFRESH_MS = 300;

/** What a page may have done. */
export interface FamilyPageActions {
  reveal(citekey: string): Promise<void>;
}

/** The page that shows one family at length. */
export const familyPages = (
  library: LibraryClient,
  actions: FamilyPageActions,
): PageKind<ToFamilyPage, FromFamilyPage> => ({
  viewType: 'attentionNotes.family',
  script: 'family',
  icon: 'family',
  title: (id) => {
    const family = FAMILIES.find((known) => known.id === id);
    return family ? familyLabel(family) : l10n.t('Attention Family');
  },
  read: readFromFamilyPage,
  attend: (page, listen) => {
    const attendant = new FamilyAttendant(page, library, actions);
    listen((message) => attendant.receive(message));
    return attendant;
  },
});

/** Answers one page and tells it when the library has changed. Of what the page shows it keeps only how many papers. */
class FamilyAttendant {
  readonly #page: Page<ToFamilyPage>;
  readonly #library: LibraryClient;
  readonly #actions: FamilyPageActions;
  readonly #following: Disposable;
  #papers: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Counts what was sent, so that an answer that took longer than the next one is not sent after it. */
  #question = 0;

  constructor(page: Page<ToFamilyPage>, library: LibraryClient, actions: FamilyPageActions) {
    this.#page = page;
    this.#library = library;
    this.#actions = actions;
    this.#following = library.onDidChange(() => {
      this.#timer ??= setTimeout(() => {
        this.#timer = undefined;
        void this.#send();
      }, REFRESH_MS);
    });
  }

  receive(message: FromFamilyPage): void {
    if (message.type === 'ask') {
      this.#papers = message.papers;
      void this.#send();
    } else void this.#act(message);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#question++;
    this.#following.dispose();
  }

  async #send(): Promise<void> {
    // A page that is out of sight is not there: it asks when it is shown again.
    if (this.#papers === undefined || !this.#page.isVisible) return;
    const question = ++this.#question;
    const answer = await this.#answer(this.#papers).catch(() => 'failed' as const);
    if (question !== this.#question) return;
    const words = pageWords();
    if (typeof answer === 'string') {
      this.#page.post({ type: answer, words });
      return;
    }
    this.#page.title = answer.name;
    this.#page.post({ type: 'family', family: answer, words });
  }

  async #answer(wanted: number): Promise<FamilyPage | 'gone'> {
    const { id } = this.#page;
    const overview = await this.#library.request(describeFamily, { id });
    if (!overview) return 'gone';
    const papers: FamilyPaper[] = [];
    let total = 0;
    do {
      const [offset, limit] = [papers.length, Math.min(SLICE, wanted - papers.length)];
      const page = await this.#library.request(listFamilyPapers, { id, offset, limit });
      total = page.total;
      papers.push(...page.papers);
      if (page.papers.length === 0) break;
    } while (papers.length < Math.min(wanted, total));
    return describe(overview, papers, total);
  }

  async #act({ type, citekey: key }: Exclude<FromFamilyPage, { type: 'ask' }>): Promise<void> {
    // What the page says is not believed: the key that the library knows is the one that is used.
    const paper = await this.#library.request(getPaper, { key }).catch(() => null);
    if (!paper) return;
    const { citekey } = paper;
    if (type === 'reveal') await this.#actions.reveal(citekey);
    else await commands.executeCommand('attentionNotes.insertCitation', { citekey });
  }
}

function describe(
  { family, perYear, typical }: FamilyOverview,
  papers: readonly FamilyPaper[],
  total: number,
): FamilyPage {
  const [own, ...named] = family.own ? [] : MECHANISMS.filter((mechanism) => mechanism.family === family.id);
  return {
    id: family.id,
    name: familyLabel(family),
    heading: groupLabel(family),
    definition: family.definition && l10n.t(family.definition),
    counted: counted(family),
    ...(own && { mechanism: mechanismWords(own) }),
    named: named.map(mechanismWords),
    perYear,
    typical: typical.map(pagePaper),
    papers: papers.filter(({ also }) => !also).map(pagePaper),
    alsoPapers: papers.filter(({ also }) => also).map(pagePaper),
    total,
  };
}

const groupLabel = ({ group }: CountedFamily): string =>
  l10n.t(GROUPS.find(({ id }) => id === group)?.label ?? '');

function counted({ count, also }: CountedFamily): string {
  const own = count === 1 ? l10n.t('1 paper') : l10n.t('{0} papers', count);
  return also === 0 ? own : l10n.t('{0}, and {1} that are mainly about something else', own, also);
}

const mechanismWords = ({ name, what, ...others }: Mechanism): PageMechanism => ({
  ...others,
  name: l10n.t(name),
  what: l10n.t(what),
});

const pagePaper = ({ citekey, title, byline, year }: PaperRow): PagePaper => ({
  citekey,
  title,
  byline,
  year,
});

const pageWords = (): FamilyPageWords => ({
  formula: l10n.t('Formula'),
  cost: l10n.t('Cost'),
  time: l10n.t('Time'),
  memory: l10n.t('Memory'),
  source: l10n.t('Source'),
  mechanisms: l10n.t('Mechanisms'),
  perYear: l10n.t('Papers per year'),
  papersOfYear: l10n.t('{0}: {1} papers'),
  paperOfYear: l10n.t('{0}: 1 paper'),
  typical: l10n.t('Most typical'),
  papers: l10n.t('Papers'),
  also: l10n.t('Also about this'),
  noPapers: l10n.t('The library has no papers of this family.'),
  showMore: l10n.t('Show {0} More of {1}'),
  shownMore: l10n.t('{0} more papers are shown.'),
  showInTree: l10n.t('Show in the Papers view'),
  insertCitation: l10n.t('Insert Citation at the Cursor'),
  insertCitationOf: l10n.t('Insert citation: {0}'),
  gone: l10n.t('There is no such family any more.'),
  failed: l10n.t('The library does not answer.'),
  tryAgain: l10n.t('Try Again'),
});
