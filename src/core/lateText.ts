import type { CslItem } from './paper';
import { sameValue } from './sameValue';

/** Fields of items that readers may leave to be made when they are first asked for: long, and not wanted at once. */
const LATE_FIELDS = ['abstract', 'annote'] as const;
type LateField = (typeof LATE_FIELDS)[number];
type Item = Record<PropertyKey, unknown>;

/** A text that is made when it is first asked for. */
class LateText {
  /** What it is made of; then the text itself. */
  #source: string;
  readonly #make: (source: string) => string;
  #isMade = false;
  /** Whether the text is what it was made of. */
  #isPlain = false;

  constructor(source: string, make: (source: string) => string) {
    this.#source = source;
    this.#make = make;
  }

  read(): string {
    if (this.#isMade) return this.#source;
    const text = this.#make(this.#source);
    this.#isPlain = text === this.#source;
    this.#isMade = true;
    return (this.#source = text);
  }

  /** Whether another is the same text: where their sources say so, none is made for it. */
  isAs(other: LateText): boolean {
    const isMadeOfSame = this.#hasSource && other.#hasSource && this.#make === other.#make;
    return (isMadeOfSame && this.#source === other.#source) || this.read() === other.read();
  }

  get #hasSource(): boolean {
    return !this.#isMade || this.#isPlain;
  }
}

/** Where items have their late texts, and how these are asked for: the same for all, or each would be an object of its own kind. */
const slotOf = (field: LateField) => {
  const slot = Symbol(field);
  const read = {
    enumerable: true,
    configurable: true,
    get(this: Item) {
      return (this[slot] as LateText).read();
    },
  };
  return { field, slot, read };
};
const SLOTS = LATE_FIELDS.map(slotOf);
type Slot = (typeof SLOTS)[number];

/**
 * Adds a text that `make` makes of its source when it is first asked for. An enumerable property of the item's own: copying
 * and JSON ask for it like any other.
 */
export function addLate(
  item: Item,
  field: LateField,
  source: string,
  make: (source: string) => string,
): void {
  for (const slot of SLOTS) if (slot.field === field) put(item, slot, new LateText(source, make));
}

/** Whether two items say the same; what is undefined counts as missing. Texts that are still to be made mostly stay so. */
export function sameItem(one: CslItem, other: CslItem): boolean {
  for (const { field, slot } of SLOTS) {
    const [text, otherText] = [lateIn(one, field, slot), lateIn(other, field, slot)];
    const isSame = text && otherText ? text.isAs(otherText) : one[field] === other[field];
    if (!isSame) return false;
  }
  for (const name in one) if (!isLate(name) && !sameValue(one[name], other[name])) return false;
  for (const name in other) if (!isLate(name) && !(name in one) && other[name] !== undefined) return false;
  return true;
}

const isLate = (name: string): boolean => LATE_FIELDS.some((field) => field === name);

const lateIn = (item: CslItem, field: LateField, slot: symbol): LateText | undefined =>
  Object.hasOwn(item, field) ? (Reflect.get(item, slot) as LateText | undefined) : undefined;

/** What items say together, each before those that go before it. What is still to be made stays so. */
export function joinItems(items: readonly Partial<CslItem>[]): CslItem {
  const all: Item = {};
  for (const item of items as readonly Item[]) {
    // One that is late cannot be assigned to.
    for (const { field } of SLOTS) if (field in item) Reflect.deleteProperty(all, field);
    const late = SLOTS.filter(({ field, slot }) => slot in item && field in item);
    if (late.length === 0) {
      Object.assign(all, item);
      continue;
    }
    for (const name of Object.keys(item)) {
      const slot = late.find(({ field }) => field === name);
      if (slot) put(all, slot, item[slot.slot]);
      else all[name] = item[name];
    }
  }
  return all as unknown as CslItem;
}

/** Makes what is still to be made, so that nothing keeps what it is made of. */
export function settleItem(item: CslItem): void {
  for (const field of LATE_FIELDS) Reflect.get(item, field);
}

function put(item: Item, { field, slot, read }: Slot, text: unknown): void {
  Object.defineProperty(item, slot, { value: text, configurable: true, writable: true });
  Object.defineProperty(item, field, read);
}
