import { table } from '../bench/table';
import { all, type Cited, difference, told } from './cited';
import { type Deviation, DEVIATIONS } from './deviations';
import { readOurs } from './ours';
import type { Verdict } from './pandoc';

/** How many documents are like this. */
interface Count {
  /** That differ for this reason, maybe among others. */
  differing: number;
  /** That differ and have no other reason to. */
  alone: number;
  /** That could differ for it and do not. */
  equal: number;
}

/** What came of comparing documents. */
export class Tally {
  documents = 0;
  equal = 0;
  /** Citations and keys that pandoc found. */
  citations = 0;
  keys = 0;
  /** Documents that differ without a reason, with both readings. */
  readonly unexplained: string[] = [];
  readonly #counts: ReadonlyMap<Deviation, Count>;

  /** @param version of pandoc: reasons that it does not have are no reasons. */
  constructor(version: readonly number[]) {
    this.#counts = new Map(
      DEVIATIONS.filter(({ before }) => before === undefined || isBefore(version, before)).map(
        (deviation) => [deviation, { differing: 0, alone: 0, equal: 0 }],
      ),
    );
  }

  /** The reasons that no document differed for alone. */
  get missing(): string[] {
    return [...this.#counts].filter(([, { alone }]) => alone === 0).map(([{ name }]) => name);
  }

  /** Compares pandoc's reading of a document with ours. */
  add(text: string, pandoc: Verdict): void {
    this.documents++;
    for (const { items } of all(pandoc ?? [])) {
      this.citations++;
      this.keys += items.length;
    }
    let ours: Cited[];
    try {
      ours = readOurs(text);
    } catch (error) {
      this.unexplained.push(`${JSON.stringify(text)}\n  ${String(error)}`);
      return;
    }
    const plain = text.replaceAll('\r\n', '\n');
    const reasons = [...this.#counts.keys()].filter(({ holds }) => holds(plain));
    if (pandoc && difference(pandoc, ours) === undefined) {
      this.equal++;
      for (const reason of reasons) this.#count(reason).equal++;
      return;
    }
    const explaining = explain(reasons, pandoc, ours);
    for (const reason of explaining) this.#count(reason).differing++;
    const [only, ...others] = explaining;
    if (only && others.length === 0) this.#count(only).alone++;
    if (only) return;
    const readings = [pandoc ? told(pandoc) : 'refused', told(ours), pandoc && difference(pandoc, ours)];
    this.unexplained.push(`${JSON.stringify(text)}\n  pandoc: ${readings.join('\n  ours:   ')}`);
  }

  /** The counts, for people. */
  report(): string {
    const head = ['differs because of', 'documents', 'of these for nothing else', 'equal all the same'];
    const rows = [...this.#counts].map(([{ name }, { differing, alone, equal }]) => [
      name,
      ...[differing, alone, equal].map(String),
    ]);
    return table(head, rows);
  }

  #count(deviation: Deviation): Count {
    const count = this.#counts.get(deviation);
    if (!count) throw new Error(deviation.name);
    return count;
  }
}

/** Those of the reasons that explain the difference. */
function explain(reasons: readonly Deviation[], pandoc: Verdict, ours: readonly Cited[]): Deviation[] {
  const exact = reasons.find(({ translate }) => translate);
  const translated = exact?.translate?.(ours) ?? ours;
  if (exact && pandoc && difference(pandoc, translated) === undefined) return [exact];
  return reasons.filter(
    (reason) => reason !== exact && (!pandoc || (reason.excuses?.(pandoc, translated) ?? true)),
  );
}

function isBefore(version: readonly number[], other: readonly number[]): boolean {
  for (const [index, part] of other.entries()) {
    const own = version[index] ?? 0;
    if (own !== part) return own < part;
  }
  return false;
}
