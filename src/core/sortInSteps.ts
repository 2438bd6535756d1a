import type { Paper } from './paper';

/** How many papers are compared between two chances to pause. */
const BATCH = 500;

/** By citation key; in runs that are then merged, so that no step takes long. */
export function* sortInSteps(papers: readonly Paper[]): Generator<void, readonly Paper[]> {
  const byKey = (a: Paper, b: Paper) => (a.citekey < b.citekey ? -1 : 1);
  let runs: (readonly Paper[])[] = [];
  for (let at = 0; at < papers.length; at += BATCH) {
    runs.push(papers.slice(at, at + BATCH).sort(byKey));
    yield;
  }
  while (runs.length > 1) {
    const longer: (readonly Paper[])[] = [];
    for (let at = 0; at < runs.length; at += 2)
      longer.push(yield* mergeRuns(runs[at] ?? [], runs[at + 1] ?? []));
    runs = longer;
  }
  return runs[0] ?? [];
}

function* mergeRuns(a: readonly Paper[], b: readonly Paper[]): Generator<void, readonly Paper[]> {
  const merged: Paper[] = [];
  let [inA, inB] = [0, 0];
  for (;;) {
    const [first, second] = [a[inA], b[inB]];
    if (!first || !second) return merged.concat(a.slice(inA), b.slice(inB));
    if (first.citekey < second.citekey) inA++;
    else inB++;
    if (merged.push(first.citekey < second.citekey ? first : second) % BATCH === 0) yield;
  }
}
