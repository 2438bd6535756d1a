/** How many items are compared between two chances to pause. */
const BATCH = 500;

/** In runs that are then merged, so that no step takes long; of equal items, that which came first is first. */
export function* sortInSteps<T>(
  items: readonly T[],
  compare: (a: T, b: T) => number,
): Generator<void, readonly T[]> {
  let runs: (readonly T[])[] = [];
  for (let at = 0; at < items.length; at += BATCH) {
    runs.push(items.slice(at, at + BATCH).sort(compare));
    yield;
  }
  while (runs.length > 1) {
    const longer: (readonly T[])[] = [];
    for (let at = 0; at < runs.length; at += 2)
      longer.push(yield* mergeRuns(runs[at] ?? [], runs[at + 1] ?? [], compare));
    runs = longer;
  }
  return runs[0] ?? [];
}

function* mergeRuns<T>(
  a: readonly T[],
  b: readonly T[],
  compare: (a: T, b: T) => number,
): Generator<void, readonly T[]> {
  const merged: T[] = [];
  let [inA, inB] = [0, 0];
  for (;;) {
    const [first, second] = [a[inA], b[inB]];
    if (first === undefined || second === undefined) return merged.concat(a.slice(inA), b.slice(inB));
    const isFirst = compare(first, second) <= 0;
    if (isFirst) inA++;
    else inB++;
    if (merged.push(isFirst ? first : second) % BATCH === 0) yield;
  }
}
