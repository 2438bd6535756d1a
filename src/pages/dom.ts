import type { FamilyId } from '../core/families/families';
import { VARIABLES, drawPattern } from '../core/mechanisms/drawing';
import type { ModelId, Parameters } from '../core/mechanisms/parameters';
import { patternOf } from '../core/mechanisms/patterns';

type Child = Node | string | undefined;

/** An element with attributes and children; strings become text, whatever they look like. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children.filter((child) => child !== undefined));
  return made;
}

/** A button; `press` hears clicks, Enter and Space. */
export function button(
  attributes: Readonly<Record<string, string>>,
  press: () => void,
  ...children: readonly Child[]
): HTMLButtonElement {
  const made = element('button', { type: 'button', ...attributes }, ...children);
  made.addEventListener('click', press);
  return made;
}

/** The picture of a family, or of a way of counting at parameters, in the theme's colours. */
export function pictureOf(id: FamilyId | ModelId, parameters?: Partial<Parameters>): Element | undefined {
  return drawn(drawPattern(patternOf(id, parameters), VARIABLES));
}

/** MathML or SVG that the extension itself wrote, as an element. Nothing in it runs. */
export function drawn(markup: string): Element | undefined {
  const parsed = new DOMParser().parseFromString(markup, 'text/html').body.firstElementChild;
  return parsed ? document.importNode(parsed, true) : undefined;
}

/** Text in which `h_kv` is written as an h with an index. */
export const indexed = (text: string): (Node | string)[] =>
  text
    .split(/(?<=\p{L})_(?=\p{L})(\p{L}+)/u)
    .map((part, index) => (index % 2 ? element('sub', {}, part) : part));

/** Words with what is to be put in for `{0}`, `{1}` … */
export const worded = (words: string, ...values: readonly (string | number)[]): string =>
  words.replace(/\{(\d)\}/g, (place, index) => String(values[Number(index)] ?? place));

/** Says something to people who hear the page, when they have heard what is being said. */
export class Announcer {
  readonly element = element('p', { role: 'status', class: 'spoken' });

  say(text: string): void {
    this.element.textContent = text;
  }
}
