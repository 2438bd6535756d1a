import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { QUERIES } from './material';
import { type Series, seriesTable } from './table';

/** Longest wait for a list, ms: what takes longer did not work. */
const LIMIT = 30_000;
/** How long a list must rest before it counts as that of the text typed, ms; longer where there is more to search. */
const restOf = (papers: number) => Math.max(450, papers / 40);
/** Between two keys, as a fluent typist leaves it, ms. */
const PAUSE = 60;

interface Drawn {
  readonly letter: number | undefined;
  readonly list: number | undefined;
}

/** What is typed: an opening, and the keys whose lists are measured. */
interface Typed {
  readonly kind: 'ours' | 'peer' | 'everything';
  readonly opening: string;
  readonly keys: string;
}

type Kind =
  | '@ → list'
  | 'next letter → list'
  | '# → list'
  | 'next letter → list of #'
  | '% → list of all papers'
  | 'next letter → list of all papers'
  | 'key → letter';

interface Watch {
  rowsInSight(): string | undefined;
  settledRows(rest: number): Promise<string | undefined>;
  arm(rows: string, limit: number): void;
  armMouse(selector: string, limit: number): void;
  result(): Promise<unknown>;
}

/** Gives the page the script that measures in it. */
export async function installWatch(page: Page): Promise<void> {
  await page.evaluate(readFileSync(path.resolve('test/bench/watch.mjs'), 'utf8'));
}

const inPage = <K extends keyof Watch>(page: Page, name: K, ...args: Parameters<Watch[K]>) =>
  page.evaluate(
    ([method, given]) => {
      const { watch } = globalThis as unknown as { watch: Record<string, (...a: unknown[]) => unknown> };
      return watch[method]?.(...given);
    },
    [name, args] as const,
  ) as Promise<Awaited<ReturnType<Watch[K]>>>;

/**
 * Times the lists of completions in the open note: ours after `[@`, VS Code's own of headings after `](#`, and after `%`
 * that of an extension which hands over all papers, so that VS Code's own filter goes over all at each key. A round before the first finds out the rows that belong to each text; keys that do not change the rows in sight cannot be
 * timed and are left out.
 */
export async function measureLists(page: Page, rounds: number, papers: number): Promise<string> {
  await installWatch(page);
  const typed: Typed[] = [
    ...QUERIES.map((query) => ({ kind: 'ours' as const, opening: 'See [', keys: `@${query}` })),
    { kind: 'peer', opening: '[x](', keys: '#windows' },
    { kind: 'peer', opening: '[x](', keys: '#channels' },
    { kind: 'everything', opening: 'See ', keys: '%chen2021cr' },
    { kind: 'everything', opening: 'See ', keys: '%crossvit' },
  ];
  const expected = new Map<Typed, (string | undefined)[]>();
  for (const one of typed) expected.set(one, await settledLists(page, one, restOf(papers)));
  const times = new Map<Kind, number[][]>();
  const late: string[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const one of typed) {
      for (const { kind, value } of await typeAndTime(page, one, expected.get(one) ?? [], late)) {
        const all = times.get(kind) ?? [];
        times.set(kind, all);
        (all[round] ??= []).push(value);
      }
    }
  }
  const missing = late.length > 0 ? `No list within ${LIMIT} ms after: ${late.join(', ')}` : '';
  if (typed.some(({ kind }) => !times.has(KINDS[kind][1]))) throw new Error(missing);
  return `${seriesTable(series(times))}${missing && `\n  ${missing}`}`;
}

const PEERS: Partial<Record<Kind, Kind>> = {
  '@ → list': '# → list',
  'next letter → list': 'next letter → list of #',
  '% → list of all papers': '@ → list',
  'next letter → list of all papers': 'next letter → list',
};

const series = (times: ReadonlyMap<Kind, number[][]>): Series[] =>
  [...times]
    .sort(([a], [b]) => ORDER.indexOf(a) - ORDER.indexOf(b))
    .map(([name, rounds]) => {
      const peer = PEERS[name];
      return { name, rounds, ...(peer === undefined ? {} : { peer }) };
    });

const ORDER: readonly Kind[] = [
  '@ → list',
  'next letter → list',
  '# → list',
  'next letter → list of #',
  '% → list of all papers',
  'next letter → list of all papers',
  'key → letter',
];

async function settledLists(page: Page, one: Typed, rest: number): Promise<(string | undefined)[]> {
  await open(page, one);
  const lists: (string | undefined)[] = [];
  for (const key of one.keys) {
    await page.keyboard.press(key);
    let rows = await inPage(page, 'settledRows', rest);
    // Behind the first key there always is a list, be it late.
    for (let waited = rest; rows === undefined && lists.length === 0 && waited < LIMIT; waited += rest)
      rows = await inPage(page, 'settledRows', rest);
    lists.push(rows);
  }
  await clear(page);
  const last = lists.at(-1);
  if (last === undefined) throw new Error(`There is no list after "${one.opening}${one.keys}"`);
  return lists;
}

async function typeAndTime(
  page: Page,
  one: Typed,
  lists: readonly (string | undefined)[],
  late: string[],
): Promise<{ kind: Kind; value: number }[]> {
  const found: { kind: Kind; value: number }[] = [];
  await open(page, one);
  for (const [index, key] of Array.from(one.keys).entries()) {
    const rows = lists[index];
    if (rows === undefined || rows === (await inPage(page, 'rowsInSight'))) {
      await page.keyboard.press(key);
      await page.waitForTimeout(PAUSE);
      continue;
    }
    await inPage(page, 'arm', rows, LIMIT);
    await page.keyboard.press(key);
    const { letter, list } = (await inPage(page, 'result')) as Drawn;
    if (list === undefined) late.push(`"${one.opening}${one.keys.slice(0, index + 1)}"`);
    else found.push({ kind: KINDS[one.kind][index === 0 ? 0 : 1], value: list });
    if (letter !== undefined) found.push({ kind: 'key → letter', value: letter });
    await page.waitForTimeout(PAUSE);
  }
  await clear(page);
  return found;
}

/** Of the first key and of those behind it. */
const KINDS: Readonly<Record<Typed['kind'], readonly [Kind, Kind]>> = {
  ours: ['@ → list', 'next letter → list'],
  peer: ['# → list', 'next letter → list of #'],
  everything: ['% → list of all papers', 'next letter → list of all papers'],
};

/** A new line at the end of the note with the opening on it. */
async function open(page: Page, { opening }: Typed): Promise<void> {
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Enter');
  await page.keyboard.type(opening);
  await page.waitForTimeout(PAUSE);
}

/** Takes the line away again, so that what is typed next is in the same note. */
async function clear(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+Shift+K');
  await page.keyboard.press('Control+End');
  await page.waitForTimeout(200);
}

/** Times from the press on an icon of the activity bar to what its view shows, ms. */
export async function timeView(page: Page, icon: string, shown: string): Promise<number> {
  await inPage(page, 'armMouse', shown, 60_000);
  await page.locator(icon).click();
  const time = (await inPage(page, 'result')) as number | undefined;
  if (time === undefined) throw new Error(`${shown} did not appear`);
  return time;
}
