import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { arxivIdOf, doiOf, readCslJson, venueOf } from '../../src/core/cslJson';
import { titleIdentity } from '../../src/core/fold';
import { readListing } from '../../src/core/listing';
import { resolveDate } from '../../src/core/listingDates';
import type { SourceRecord } from '../../src/core/paper';

/** What a seed page prints of one paper, found by regular expressions: another way than the reader's. */
interface Printed {
  readonly file: string;
  readonly line: number;
  readonly title: string;
  readonly abstract: string;
  readonly authors?: string;
  readonly date?: string;
}

const FILES = readdirSync('seeds')
  .filter((file) => file.endsWith('.txt'))
  .sort();
const textOf = (file: string) => readFileSync(`seeds/${file}`, 'utf8');
const lineAt = (text: string, offset: number) => text.slice(0, offset).split('\n').length;

function printedIn(file: string): Printed[] {
  const text = textOf(file);
  const body = text.includes('SubscribeC')
    ? text.indexOf('Subscribe') + 'Subscribe'.length
    : text.search(/(?<=\n\n[A-Z][a-z]{2} \d\d\n\n)/);
  const blank = text.includes('\n\n') ? '\\n\\n' : '\\n';
  const entry = new RegExp(`(.+)${blank}(.{500,})(?:\\n\\n(.{2,40})\\n·\\n(.+))?(?:\\n|$)`, 'gy');
  entry.lastIndex = body;
  const printed: Printed[] = [];
  for (let match = entry.exec(text); match; match = entry.exec(text)) {
    const { 1: title = '', 2: abstract = '', 3: authors, 4: date, index } = match;
    printed.push({
      file,
      line: lineAt(text, index),
      title,
      abstract,
      ...(authors && { authors }),
      ...(date && { date }),
    });
    while (text[entry.lastIndex] === '\n') entry.lastIndex++;
  }
  return printed;
}

function drain<T>(steps: Generator<void, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** Prints a record's facts as the page does. */
function reprinted({ item, listing }: SourceRecord): Pick<Printed, 'authors' | 'date'> {
  const { authorCount, organization, comments, yearlessDate } = listing ?? {};
  const [year, month, day] = item.issued?.['date-parts']?.[0] ?? [
    undefined,
    yearlessDate?.month,
    yearlessDate?.day,
  ];
  const authors = organization ?? (authorCount === undefined ? undefined : `  • ${authorCount} authors`);
  const date =
    month === undefined
      ? ''
      : `${MONTHS[month - 1] ?? ''} ${day ?? ''}${year === undefined ? '' : `, ${year}`}`;
  const behind = comments === undefined ? '' : ` ${comments}`;
  return { ...(authors && { authors }), ...(date && { date: date + behind }) };
}

suite('Seed documents', () => {
  const printed = FILES.flatMap(printedIn);
  const results = FILES.map((file) => drain(readListing(file, textOf(file))));
  const records = results.flatMap((result) => result.records);
  const library = drain(readCslJson('papers.json', readFileSync('seeds/papers.json', 'utf8')));

  test('hold 391 entries of 331 papers, of which 60 are repeats and 82 have a printed date', () => {
    assert.equal(FILES.length, 5);
    assert.deepEqual(
      FILES.map((file) => printedIn(file).length),
      [119, 43, 45, 65, 119],
    );
    assert.equal(records.length, 391);
    const titles = new Set(records.map(({ item }) => item.title));
    assert.equal(titles.size, 331);
    assert.equal(new Set([...titles].map(titleIdentity)).size, 331);
    const dated = records.filter(({ item, listing }) => item.issued ?? listing?.yearlessDate);
    assert.equal(new Set(dated.map(({ item }) => item.title)).size, 82);
    assert.deepEqual(
      results.flatMap(({ problems }) => problems),
      [],
    );
  });

  test('are read exactly: every title, abstract, place, date, count and organisation', () => {
    const read = records.map((record): Printed => ({
      ...record.place,
      title: record.item.title,
      abstract: record.item.abstract ?? '',
      ...reprinted(record),
    }));
    assert.deepEqual(read, printed);
  });

  test('have every title and abstract at its very line', () => {
    for (const { place, item } of records) {
      const lines = textOf(place.file).split('\n');
      assert.equal(lines[place.line - 1]?.replace(/^Subscribe(?=C)/, ''), item.title);
      assert.ok([lines[place.line], lines[place.line + 1]].includes(item.abstract));
    }
  });

  test('print three dates without a year: two are inferred, one would precede its arXiv id', () => {
    const yearless = records.filter(({ listing }) => listing?.yearlessDate);
    const ids = new Map(library.records.map(({ item }) => [item.title, arxivIdOf(item)]));
    const dates = yearless.map((record) => [
      ids.get(record.item.title),
      resolveDate(record, ids.get(record.item.title)).published,
    ]);
    assert.deepEqual(dates, [
      ['2602.00777', '--01-31'],
      ['2602.06850', '2026-02-06'],
      ['2601.01322', '2026-01-03'],
    ]);
  });

  test('share every title with the bibliographic records, letter by letter', () => {
    assert.deepEqual(library.problems, []);
    assert.deepEqual(
      library.records.map(({ item }) => item.title).sort(),
      [...new Set(records.map(({ item }) => item.title))].sort(),
    );
  });

  test('have bibliographic records one to a line, sorted by key', () => {
    const lines = readFileSync('seeds/papers.json', 'utf8').split('\n').slice(1, -2);
    assert.equal(lines.length, 331);
    const ids = lines.map((line) => (JSON.parse(line.replace(/,$/, '')) as { id: string }).id);
    assert.deepEqual(ids, [...ids].sort());
    assert.deepEqual(
      library.records.map(({ place }) => place.line),
      lines.map((_, index) => index + 2),
    );
  });

  test('have complete records: authors, year, arXiv id, a type, and a venue where there is one', () => {
    const ids = library.records.map(({ item }) => arxivIdOf(item));
    assert.equal(new Set(ids).size, 331);
    for (const { item } of library.records) {
      assert.ok(
        item.author?.every(({ family, given }) => family && given),
        item.title,
      );
      assert.match(String(item.issued?.['date-parts']?.[0]), /^20[12]\d$/);
      assert.equal(item.URL, `https://arxiv.org/abs/${arxivIdOf(item) ?? ''}`);
      const preprint = item.type === 'article';
      assert.ok(preprint || item.type === 'article-journal' || item.type === 'paper-conference');
      assert.equal(venueOf(item) === undefined, preprint);
      assert.equal(item['number'] === `arXiv:${arxivIdOf(item) ?? ''}`, preprint);
      if (item.DOI !== undefined) assert.equal(doiOf(item), item.DOI.toLowerCase());
    }
  });

  test('have venues without years, pages or remarks in their names', () => {
    for (const { item } of library.records)
      for (const name of [item['container-title'], item['container-title-short'], item['event-title']])
        assert.doesNotMatch(name ?? '', /\d{4}|\(|pp\.|accepted|arXiv/);
    const venues = new Set(library.records.map(({ item }) => venueOf(item)));
    for (const venue of [
      'NeurIPS 2021',
      'TPAMI 2023',
      'TPAMI 2025',
      'ACL Findings 2024',
      'CVPR Workshops 2022',
    ])
      assert.ok(venues.has(venue), venue);
  });
});
