import type { FieldId, Parameters } from '../core/mechanisms/parameters';
import { calculate, fieldsOfBoth } from './calculation';
import { type Announcer, button, element, pictureOf } from './dom';
import { PlaygroundFields } from './playgroundFields';
import { type Figures, figuresTable, notesOf, spokenFigures } from './playgroundFigures';
import type { Computed, FamilyPage, PlaygroundWords } from './protocol';

/** What stands in the playground. */
export interface PlaygroundState {
  readonly mechanism: string;
  /** Empty when nothing is compared. */
  readonly compare: string;
  readonly typed: Readonly<Partial<Record<FieldId, string>>>;
}

/** What the playground tells. */
interface PlaygroundEvents {
  changed(state: PlaygroundState): void;
  insert(mechanisms: readonly string[], parameters: Partial<Parameters>): void;
}

/** How long somebody pauses who has finished typing a number, ms. */
const PAUSE = 800;

/** Costs at numbers of one's own, of one mechanism or of two beside each other. */
export class Playground {
  readonly element = element('section', { class: 'playground' });
  readonly #events: PlaygroundEvents;
  readonly #announcer: Announcer;
  readonly #fields: PlaygroundFields;
  readonly #mechanism = element('select', { id: 'mechanism' });
  readonly #compare = element('select', { id: 'compare' });
  readonly #result = element('div', { class: 'result' });
  readonly #wrong = element('p', { class: 'wrong', role: 'status' });
  readonly #insert: HTMLButtonElement;
  #state: PlaygroundState;
  #groups: FamilyPage['computed'] = [];
  #words: PlaygroundWords | undefined;
  #parameters: Partial<Parameters> = {};
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(state: PlaygroundState, announcer: Announcer, events: PlaygroundEvents) {
    this.#state = state;
    this.#events = events;
    this.#announcer = announcer;
    this.#fields = new PlaygroundFields(new Map(Object.entries(state.typed) as [FieldId, string][]), () =>
      this.#change({ typed: Object.fromEntries(this.#fields.typed) }),
    );
    for (const [select, part] of [
      [this.#mechanism, 'mechanism'],
      [this.#compare, 'compare'],
    ] as const)
      select.addEventListener('change', () => this.#change({ [part]: select.value }));
    this.#insert = button({ class: 'primary' }, () =>
      events.insert(
        this.#chosen().map(({ id }) => id),
        this.#parameters,
      ),
    );
  }

  /** Shows the mechanisms there are, the page's own first. */
  show(groups: FamilyPage['computed'], words: PlaygroundWords): void {
    const isNew = !this.#words;
    this.#groups = groups;
    this.#words = words;
    const options = (mechanisms: readonly Computed[]) =>
      mechanisms.map(({ id, name }) => element('option', { value: id }, name));
    const [own] = groups;
    this.#mechanism.replaceChildren(...options(own?.mechanisms ?? []));
    this.#compare.replaceChildren(
      element('option', { value: '' }, words.nothing),
      ...groups.map(({ family, mechanisms }) =>
        element('optgroup', { label: family }, ...options(mechanisms)),
      ),
    );
    this.#mechanism.value = this.#state.mechanism;
    // Another version may have kept what this one does not know.
    if (this.#mechanism.selectedIndex < 0) this.#mechanism.selectedIndex = 0;
    this.#compare.value = this.#state.compare;
    if (this.#compare.selectedIndex < 0) this.#compare.selectedIndex = 0;
    this.#state = { ...this.#state, mechanism: this.#mechanism.value, compare: this.#compare.value };
    this.#insert.textContent = words.insertTable;
    if (isNew) this.#build(words);
    this.#draw(words);
  }

  #build(words: PlaygroundWords): void {
    const choice = (label: string, select: HTMLSelectElement) =>
      element('div', { class: 'field' }, element('label', { for: select.id }, label), select);
    const mechanism = choice(words.mechanism, this.#mechanism);
    this.element.append(
      element('h2', {}, words.title),
      element('p', { class: 'about' }, words.about),
      element('div', { class: 'choices' }, mechanism, choice(words.compareWith, this.#compare)),
      this.#fields.element,
      this.#wrong,
      this.#result,
      this.#insert,
    );
  }

  #change(change: Partial<PlaygroundState>): void {
    this.#state = { ...this.#state, ...change };
    this.#events.changed(this.#state);
    if (!this.#words) return;
    const words = this.#words;
    const figures = this.#draw(words);
    clearTimeout(this.#timer);
    if (figures) this.#timer = setTimeout(() => this.#announcer.say(spokenFigures(figures, words)), PAUSE);
  }

  #chosen(): readonly Computed[] {
    const all = this.#groups.flatMap(({ mechanisms }) => mechanisms);
    const { mechanism, compare } = this.#state;
    return [mechanism, compare].flatMap((wanted) => all.find(({ id }) => id === wanted) ?? []);
  }

  /** Draws what comes of the inputs; where one is wrong, says so and leaves the figures from before. */
  #draw(words: PlaygroundWords): readonly Figures[] | undefined {
    const chosen = this.#chosen();
    const models = chosen.map(({ model }) => model);
    const fields = fieldsOfBoth(models);
    this.#fields.show(fields, words);
    const { costs, refusals, parameters } = calculate(models, this.#fields.typed);
    this.#fields.refuse(refusals, words);
    const isRight = costs?.length === chosen.length;
    this.#wrong.textContent = isRight ? '' : words.wrong;
    this.#result.classList.toggle('stale', !isRight);
    this.#insert.disabled = !isRight;
    if (!isRight) return undefined;
    this.#parameters = parameters;
    const figures = chosen.flatMap((mechanism, index) => {
      const own = costs[index];
      return own ? [{ mechanism, costs: own }] : [];
    });
    const labels = new Map(fields.map(({ id, label }) => [id, words.fields[label] ?? label]));
    const notes = notesOf(figures, labels, words).map((note) => element('p', { class: 'note' }, note));
    const pictures = chosen.map(({ name, model }) =>
      element('figure', {}, pictureOf(model, parameters), element('figcaption', {}, name)),
    );
    this.#result.replaceChildren(
      element('div', { class: 'pictures' }, ...pictures),
      figuresTable(figures, words),
      ...notes,
    );
    return figures;
  }
}
