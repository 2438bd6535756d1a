import type { FamilyId } from '../core/families/families';
import { Announcer, button, element, pictureOf, worded } from './dom';
import { mechanismOf, namedMechanisms, titleOf, yearChart } from './overview';
import { PaperList } from './paperList';
import { Playground, type PlaygroundState } from './playground';
import {
  type FamilyPage,
  type FamilyPageWords,
  type FromFamilyPage,
  PAGE_PAPERS,
  type ToFamilyPage,
} from './protocol';

/** What VS Code gives to the script of a page. */
declare function acquireVsCodeApi(): {
  postMessage(message: FromFamilyPage): void;
  getState(): unknown;
  setState(state: FamilyState): void;
};

/** What outlives the page: VS Code throws pages away that are out of sight, and windows are reloaded. */
interface FamilyState {
  readonly id: string;
  readonly papers: number;
  readonly scroll: number;
  readonly playground: PlaygroundState;
}

const SCROLL_MS = 200;

const host = acquireVsCodeApi();
const root = document.getElementById('page') ?? document.body;
const id = root.dataset['id'] ?? '';

/** Parts of the page, in order. A part is drawn anew only when what it shows has changed. */
class FamilyView {
  #state: FamilyState;
  readonly #drawn = new Map<HTMLElement, string>();
  readonly #title = element('div');
  readonly #mechanism = element('div');
  readonly #named = element('div');
  readonly #playgroundPart = element('div');
  readonly #playground: Playground;
  readonly #years = element('div');
  readonly #typical = element('section');
  readonly #papers = element('section');
  readonly #also = element('section');
  readonly #more = element('div', { class: 'more' });
  readonly #message = element('div');
  readonly #announcer = new Announcer();
  readonly #typicalList: PaperList;
  readonly #paperList: PaperList;
  readonly #alsoList: PaperList;
  #isRestored = false;
  /** How many papers were shown when more were asked for. */
  #askedMore: number | undefined;

  constructor(state: FamilyState) {
    this.#state = state;
    const actions = {
      reveal: (citekey: string) => host.postMessage({ type: 'reveal', citekey }),
      insertCitation: (citekey: string) => host.postMessage({ type: 'insertCitation', citekey }),
    };
    this.#typicalList = new PaperList(actions);
    this.#paperList = new PaperList(actions);
    this.#alsoList = new PaperList(actions);
    this.#playground = new Playground(state.playground, this.#announcer, {
      changed: (playground) => this.#keep({ playground }),
      insert: (mechanisms, parameters) => host.postMessage({ type: 'insertTable', mechanisms, parameters }),
    });
    root.append(
      ...[this.#message, this.#title, this.#mechanism, this.#named, this.#playgroundPart, this.#years],
      ...[this.#typical, this.#papers, this.#also, this.#more, this.#announcer.element],
    );
    this.#keep({});
  }

  ask(): void {
    host.postMessage({ type: 'ask', papers: this.#state.papers });
  }

  show(message: ToFamilyPage): void {
    const { type, words } = message;
    root.setAttribute('aria-busy', 'false');
    root.classList.toggle('without', type !== 'family');
    if (type === 'family') this.#showFamily(message.family, words);
    else this.#showMessage(type, words);
  }

  keepScroll(): void {
    // Before the papers have come, the page is too short to be where it was.
    if (this.#isRestored) this.#keep({ scroll: window.scrollY });
  }

  #showFamily(family: FamilyPage, words: FamilyPageWords): void {
    const { mechanism, named, perYear, typical, papers, alsoPapers, total } = family;
    const { name, heading, definition, counted } = family;
    this.#message.replaceChildren();
    this.#draw(this.#title, { name, heading, definition, counted }, () => titleOf(family));
    this.#draw(
      this.#mechanism,
      mechanism,
      () => mechanism && mechanismOf(mechanism, pictureOf(family.id as FamilyId), words),
    );
    this.#draw(this.#named, named, () => (named.length > 0 ? namedMechanisms(named, words) : undefined));
    this.#draw(this.#playgroundPart, [family.computed, family.hasComputed], () => {
      if (!family.hasComputed) return undefined;
      this.#playground.show(family.computed, words.playground);
      return this.#playground.element;
    });
    this.#draw(this.#years, perYear, () => (perYear.length > 1 ? yearChart(perYear, words) : undefined));
    this.#list(
      this.#typical,
      words.typical,
      this.#typicalList,
      papers.length > typical.length ? typical : [],
      words,
    );
    this.#list(this.#papers, words.papers, this.#paperList, papers, words);
    this.#list(this.#also, words.also, this.#alsoList, alsoPapers, words);
    const shown = papers.length + alsoPapers.length;
    this.#draw(this.#more, [shown, total], () => this.#moreOf(shown, total, words));
    this.#tellMore(papers.length, shown, words);
    this.#restore();
  }

  #showMessage(type: 'gone' | 'failed', words: FamilyPageWords): void {
    const again = button({ class: 'primary' }, () => this.ask(), words.tryAgain);
    const text = element('p', { role: 'alert' }, words[type]);
    this.#message.replaceChildren(text, ...(type === 'failed' ? [again] : []));
  }

  /** Draws a part unless it shows that already. */
  #draw(part: HTMLElement, shows: unknown, draw: () => HTMLElement | undefined): void {
    const says = JSON.stringify([shows]);
    if (this.#drawn.get(part) === says) return;
    this.#drawn.set(part, says);
    const made = draw();
    part.replaceChildren(...(made ? [made] : []));
  }

  #list(
    section: HTMLElement,
    heading: string,
    list: PaperList,
    papers: FamilyPage['papers'],
    words: FamilyPageWords,
  ): void {
    list.show(papers, words);
    if (papers.length === 0) section.replaceChildren();
    else if (section.childElementCount === 0) section.append(element('h2', {}, heading), list.element);
  }

  #moreOf(shown: number, total: number, words: FamilyPageWords): HTMLElement | undefined {
    if (total === 0) return element('p', {}, words.noPapers);
    if (shown >= total) return undefined;
    const next = Math.min(PAGE_PAPERS, total - shown);
    return button(
      { class: 'primary' },
      () => {
        this.#askedMore = shown;
        this.#keep({ papers: shown + PAGE_PAPERS });
        this.ask();
      },
      worded(words.showMore, next, total - shown),
    );
  }

  /** Goes on where the button was that is gone now. */
  #tellMore(papers: number, shown: number, words: FamilyPageWords): void {
    const before = this.#askedMore;
    if (before === undefined || shown <= before) return;
    this.#askedMore = undefined;
    this.#announcer.say(worded(words.shownMore, shown - before));
    if (before < papers) this.#paperList.focus(before);
    else this.#alsoList.focus(before - papers);
  }

  #restore(): void {
    if (this.#isRestored) return;
    this.#isRestored = true;
    window.scrollTo(0, this.#state.scroll);
  }

  #keep(change: Partial<FamilyState>): void {
    this.#state = { ...this.#state, ...change };
    host.setState(this.#state);
  }
}

/** What was kept; of another version, or of another family, nothing. */
function readState(kept: unknown): FamilyState {
  const known = asRecord(kept);
  const { papers, scroll, playground } = known['id'] === id ? known : {};
  const count = (value: unknown, other: number) =>
    typeof value === 'number' && Number.isFinite(value) && value >= 0 ? Math.round(value) : other;
  const { mechanism, compare, typed } = asRecord(playground);
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  return {
    id,
    papers: Math.max(PAGE_PAPERS, count(papers, PAGE_PAPERS)),
    scroll: count(scroll, 0),
    playground: {
      mechanism: text(mechanism),
      compare: text(compare),
      typed: Object.fromEntries(
        Object.entries(asRecord(typed)).map(([field, value]) => [field, text(value)]),
      ),
    },
  };
}

const asRecord = (value: unknown): Partial<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? value : {};

const view = new FamilyView(readState(host.getState()));
window.addEventListener('message', ({ data }: MessageEvent<ToFamilyPage>) => view.show(data));
let scrolled: ReturnType<typeof setTimeout> | undefined;
window.addEventListener(
  'scroll',
  () => {
    clearTimeout(scrolled);
    scrolled = setTimeout(() => view.keepScroll(), SCROLL_MS);
  },
  { passive: true },
);
view.ask();
