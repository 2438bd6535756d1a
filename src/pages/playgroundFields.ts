import type { Refusal } from '../core/mechanisms/costs';
import type { Field, FieldId } from '../core/mechanisms/parameters';
import { element, worded } from './dom';
import type { PlaygroundWords } from './protocol';

interface Input {
  readonly element: HTMLElement;
  readonly label: HTMLElement;
  readonly unit: HTMLElement;
  readonly input: HTMLInputElement;
  readonly error: HTMLElement;
}

/** The inputs of the playground. Those that stay when others come keep their text, and the focus. */
export class PlaygroundFields {
  readonly element = element('div', { class: 'fields' });
  readonly #changed: () => void;
  readonly #inputs = new Map<FieldId, Input>();
  /** What was typed, also into inputs that are not shown at the moment. */
  readonly #typed: Map<FieldId, string>;

  constructor(typed: ReadonlyMap<FieldId, string>, changed: () => void) {
    this.#typed = new Map(typed);
    this.#changed = changed;
  }

  /** What stands in the inputs. */
  get typed(): ReadonlyMap<FieldId, string> {
    return this.#typed;
  }

  show(fields: readonly Field[], words: PlaygroundWords): void {
    const shown = fields.map((field) => {
      const known = this.#inputs.get(field.id) ?? this.#input(field);
      this.#inputs.set(field.id, known);
      const { label, symbol, unit, min, max, step } = field;
      const name = label.split(' / ').map((part) => words.fields[part] ?? part);
      known.label.replaceChildren(name.join(' / '), ' ', element('i', { class: 'symbol' }, symbol));
      known.unit.textContent = words.fields[unit] ?? unit;
      if (!this.#typed.has(field.id)) known.input.value = String(field.default);
      known.input.min = String(min);
      known.input.max = String(max);
      known.input.step = String(step);
      return known.element;
    });
    const isSame = shown.length === this.element.children.length;
    if (!isSame || shown.some((one, index) => one !== this.element.children[index]))
      this.element.replaceChildren(...shown);
  }

  /** Says at each input what is wrong with it. */
  refuse(refusals: ReadonlyMap<FieldId, Refusal>, words: PlaygroundWords): void {
    for (const [id, { input, error }] of this.#inputs) {
      const refusal = refusals.get(id);
      input.setAttribute('aria-invalid', String(refusal !== undefined));
      const text = refusal ? worded(words[refusal.reason], number(refusal.limit ?? 0)) : '';
      if (error.textContent !== text) error.textContent = text;
    }
  }

  #input({ id }: Field): Input {
    const input = element('input', {
      ...{ id: `field-${id}`, type: 'number', autocomplete: 'off', inputmode: 'decimal' },
      ...{ 'aria-describedby': `unit-${id} error-${id}` },
    });
    input.value = this.#typed.get(id) ?? '';
    input.addEventListener('input', () => {
      // What is no number is not told to scripts at all: it counts as nothing typed.
      this.#typed.set(id, input.value);
      this.#changed();
    });
    const label = element('label', { for: `field-${id}` });
    const unit = element('span', { id: `unit-${id}`, class: 'unit' });
    const error = element('p', { id: `error-${id}`, class: 'error' });
    const box = element('div', { class: 'box' }, input, unit);
    return { element: element('div', { class: 'field' }, label, box, error), label, unit, input, error };
  }
}

/** A number with its thousands apart. */
export const number = (value: number): string => value.toLocaleString(document.documentElement.lang);
