import { type Disposable, commands, l10n } from 'vscode';
import type { RequestType } from 'vscode-jsonrpc';
import { FAMILIES, GROUPS } from '../core/families/families';
import type { Mechanism } from '../core/mechanisms/mechanism';
import {
  type FamilyPage,
  type FromFamilyPage,
  type PageMechanism,
  type PagePaper,
  type ToFamilyPage,
  readFromFamilyPage,
} from '../pages/protocol';
import {
  type CountedFamily,
  type FamilyMechanisms,
  type FamilyOverview,
  type FamilyPaper,
  describeFamily,
  describeMechanisms,
  listFamilies,
  listFamilyPapers,
  writeComparison,
} from '../worker/familyProtocol';
import { type PaperRow, getPaper } from '../worker/protocol';
import { familyPageWords } from './familyPageWords';
import { familyLabel, paperCount } from './familyWords';
import type { LibraryClient } from './libraryClient';
import { showError } from './messages';
import type { Page, PageKind } from './pages';

/** How many papers travel in one message from the library worker. */
const SLICE = 200;

/** A page hears of changes at most once in this time, ms. */
const REFRESH_MS = 300;

/** What a page may have done. */
export interface FamilyPageActions {
  reveal(citekey: string): Promise<void>;
  insertTable(table: string): Promise<void>;
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
    const words = familyPageWords();
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
    const mechanisms = await this.#library.request(describeMechanisms, { family: id });
    const families = await this.#library.request(listFamilies, {});
    return describe(overview, mechanisms, families, papers, total);
  }

  /** What the page says is not believed: the workers say whether there is such a paper, and what such a table says. */
  async #act(message: Exclude<FromFamilyPage, { type: 'ask' }>): Promise<void> {
    if (message.type === 'insertTable') {
      const { mechanisms, parameters } = message;
      const table = await this.#ask(writeComparison, { mechanisms, parameters });
      if (table !== null) await this.#actions.insertTable(table);
      return;
    }
    const paper = await this.#ask(getPaper, { key: message.citekey });
    if (!paper) return;
    const { citekey } = paper;
    if (message.type === 'reveal') await this.#actions.reveal(citekey);
    else await commands.executeCommand('attentionNotes.insertCitation', { citekey });
  }

  async #ask<P, R>(type: RequestType<P, R | null, void>, params: P): Promise<R | null> {
    return this.#library.request(type, params).catch(() => {
      void showError(l10n.t('The library does not answer.'));
      return null;
    });
  }
}

function describe(
  { family, mechanism, perYear, typical }: FamilyOverview,
  { named, computed }: FamilyMechanisms,
  families: readonly CountedFamily[],
  papers: readonly FamilyPaper[],
  total: number,
): FamilyPage {
  const first = families.filter(({ id }) => id === family.id);
  const groups = [...first, ...families.filter(({ id }) => id !== family.id)].map((one) => ({
    family: familyLabel(one),
    mechanisms: computed
      .filter((each) => each.family === one.id)
      .map(({ id, name, model }) => ({ id, name: l10n.t(name), model })),
  }));
  return {
    id: family.id,
    name: familyLabel(family),
    heading: groupLabel(family),
    definition: family.definition && l10n.t(family.definition),
    counted: paperCount(family),
    ...(mechanism && { mechanism: mechanismWords(mechanism) }),
    named: named.map(mechanismWords),
    computed: groups.filter(({ mechanisms }) => mechanisms.length > 0),
    hasComputed: computed.some((each) => each.family === family.id),
    perYear,
    typical: typical.map(pagePaper),
    papers: papers.filter(({ also }) => !also).map(pagePaper),
    alsoPapers: papers.filter(({ also }) => also).map(pagePaper),
    total,
  };
}

const groupLabel = ({ group }: CountedFamily): string =>
  l10n.t(GROUPS.find(({ id }) => id === group)?.label ?? '');

const mechanismWords = ({ name, abbreviation, what, formula, cost, source }: Mechanism): PageMechanism => ({
  name: l10n.t(name),
  ...(abbreviation !== undefined && { abbreviation }),
  what: l10n.t(what),
  ...(formula && { formula }),
  ...(cost && { cost }),
  ...(source && { source }),
});

const pagePaper = ({ citekey, title, byline, year }: PaperRow): PagePaper => ({
  citekey,
  title,
  byline,
  year,
});
