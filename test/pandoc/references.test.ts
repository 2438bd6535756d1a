import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { References, type StyleName } from '../../src/core/csl/format';
import { finish } from '../../src/core/finish';
import { readNote } from '../../src/core/note';
import { NoteText } from '../../src/core/noteText';
import { comesTwice, findReferences, writeReferences } from '../../src/core/referencesBlock';
import type { CitationMode } from '../../src/core/citation/model';
import type { CslItem } from '../../src/core/paper';
import { random } from '../support/random';
import { plainHtml, renderWithPandoc, written } from './citeproc';

const STYLES: readonly (readonly [StyleName, string | undefined])[] = [
  ['chicago-author-date', undefined],
  ['ieee', '/usr/share/citation-style-language/styles/ieee.csl'],
  ['apa', '/usr/share/citation-style-language/styles/apa.csl'],
];

/** What pandoc 2.17 writes otherwise, why, and both without it; `test/pandoc/README.md` says more. */
const REASONS: readonly (readonly [reason: string, without: (html: string) => string])[] = [
  [
    'a word with a digit before its capitals keeps these ("3D", not "3d")',
    (html) => html.replace(/[\p{L}\d]*\d[\p{L}\d]*/gu, (word) => word.toLowerCase()),
  ],
  [
    'an arXiv id is no number ("arXiv:…", not "No. arXiv:…")',
    (html) => html.replace('(No. arXiv:', '(arXiv:'),
  ],
  [
    'the number of an article is called so ("Article 12", not "12")',
    (html) => html.replace(/, Article (?=\d)/, ', '),
  ],
];

/** Titles and names that entries seldom have. */
const ODD_TITLES = [
  ...[
    'Wait... what of std::vector?',
    'Ends with dots...',
    'Ends in a question?',
    'Ends: with a colon:',
    'Ends;',
  ],
  ...[
    'Of node.js, of foo_bar and foo(bar)',
    'The two Joneses’',
    'A “quoted” word, and “another”',
    'Why?! Yes!. Or no',
  ],
  ...['<i>Of italics</i>: and H<sub>2</sub>O', 'Über die “Aufmerksamkeit.”', '1.,2;.3..4::5?.6!,7:;8,,9.:0'],
];
const ODD_NAMES = [
  ...[
    { family: "d'Alembert", given: 'Jean' },
    { family: "van 't Hoff", given: 'Jan' },
    { literal: 'OpenAI, Inc.' },
  ],
  ...[
    { family: 'al-Ali', given: 'M.-J.' },
    { family: "q'q'q'q'", given: 'J.' },
    { family: "O'Neil", given: 'Q' },
  ],
  ...[
    { family: "de l'Hôpital", given: 'G' },
    { family: 'von der Leyen-Meyer', given: 'U.' },
  ],
];
const ODD: (CslItem & { id: string })[] = ODD_TITLES.map((title, index) => ({
  ...{ id: `odd${index}`, type: index % 3 === 2 ? 'book' : 'article-journal', title },
  author: [ODD_NAMES[index % ODD_NAMES.length] ?? {}, { family: `Other${index}`, given: 'A.' }],
  ...{ issued: { 'date-parts': [[2000 + index]] }, 'container-title': index % 3 === 2 ? '' : 'Journal of X' },
  ...{ volume: '8', page: '12-19', DOI: `10.1000/a..b${index}` },
}));

/** Titles with CSL's markup, and in languages whose titles have no case of their own in headlines. */
const MARKED: CslItem[] = [
  ['Generating <i>long sequences</i> with sparse <span class="nocase">transformers and</span> more'],
  ['<span class="nocase">attention is all you need</span>'],
  ['on <i>what <b>is</b> within <i>others</i></i> and x<sup>nd</sup> of H<sub>2</sub>O'],
  ['<i>all of it</i>'],
  ['of <span class="nocase">node and <i>others</i> in</span> things, 3 < 4 and more'],
  ['of <span style="font-variant:small-caps;">bert and others</span>'],
  ['die aufmerksamkeit der netze und ihre <i>grenzen</i>', 'de-DE'],
  ["l'attention des réseaux de neurones", 'fr'],
  ['the attention of networks', 'en-GB'],
  ['the attention of nets', ''],
].flatMap(([title = '', language], index) =>
  ['article-journal', 'book'].map((type) => ({
    ...{
      id: `${type}-${index}`,
      type,
      title,
      author: [{ family: `${type === 'book' ? 'Bo' : 'Al'}${String.fromCharCode(97 + index)}`, given: 'A.' }],
    },
    ...{ issued: { 'date-parts': [[2000 + index]] }, volume: '8' },
    ...(type === 'book' ? {} : { 'container-title': title }),
    ...(language !== undefined && { language }),
  })),
);

const seeds = JSON.parse(readFileSync('seeds/papers.json', 'utf8')) as (CslItem & { id: string })[];
const library = [...seeds, ...ODD];

const LOCATORS = ['', '', '', ', p. 3', ', pp. 33-35', ', chap. 2', ', sec. 4.1', ' and more', ', fig. 3'];
const PREFIXES = ['', '', '', '', 'see ', 'cf. '];

/** A known reason that only lists which leave people out give. */
const OPEN_LISTS: (typeof REASONS)[number] = [
  'others are "et al." ("Vaswani, A. et al.", not "Vaswani, A.others")',
  (html) => html.replace(/,? et al\.(?= \(|\. \()|others(?= \(|\. \()/g, '').replace(/\.\. \(/g, '. ('),
];

/** One that only dates give that are words: Chicago and APA have year and day of others apart. */
const TOLD_ONCE: (typeof REASONS)[number] = [
  'a date that is words stands once',
  (html) =>
    html
      .replace('in pressin press', 'in press')
      .replace(/(?<=in press.*)[,.] in press\.$/, '.')
      .replace(/\.\.$/, '.'),
];

/** Papers of the library whose authors and editors are not all named, each of a first author of their own. */
function openLists(): CslItem[] {
  const open: CslItem[] = [];
  const seen = new Set<string>();
  const others = { literal: 'others' };
  for (const item of seeds) {
    const { author = [] } = item;
    const family = author[0]?.family?.toLowerCase() ?? '';
    const count = [1, 2, 3, 5, 6, 9, 10][open.length % 7] ?? 1;
    if (seen.has(family)) continue;
    seen.add(family);
    const named = [...author.slice(0, count), others];
    if (open.length % 3 > 0) open.push({ ...item, author: named });
    else
      open.push({ ...item, type: 'chapter', number: undefined, 'container-title': 'A book', editor: named });
  }
  return open;
}

/** A note that cites every paper of the library and every odd one, then many of the library together in all ways there are. */
function citingNote(): string {
  const below = random(7);
  const pick = (texts: readonly string[]): string => texts[below(texts.length)] ?? '';
  const key = () => `@{${seeds[below(seeds.length)]?.id ?? ''}}`;
  const item = () => pick(PREFIXES) + pick(['', '', '', '-']) + key() + pick(LOCATORS);
  const groups = Array.from({ length: 400 }, () =>
    below(4) === 0
      ? `T ${key()} ${pick(['', '[p. 3] '])}says.`
      : `T [${Array.from({ length: 1 + below(6) }, item).join('; ')}].`,
  );
  return [...library.map(({ id }) => `@{${id}}`), ...groups].join('\n\n');
}

// eslint-disable-next-line no-console -- the counts are what this stage is for
const print = (text: string) => console.log(`  ${text}`);

/** How citations and entries differ, by reason; `undefined` for none. */
async function compare(
  note: string,
  [style, file]: (typeof STYLES)[number],
  items: readonly CslItem[] = library,
  reasons = REASONS,
): Promise<Map<string, number>> {
  const byKey = new Map(items.map((item) => [item.id, item]));
  const { citations } = readNote(note);
  // Pandoc 2.17 takes the dash of a key outside of brackets for text.
  const modeOf = (bracketed: boolean, mode: CitationMode) => (bracketed ? mode : 'authorInText');
  const cited = citations.map(({ items: parts, bracketed }) =>
    parts.map((part, index) => ({
      ...part,
      id: part.citekey,
      mode: index === 0 ? modeOf(bracketed, part.mode) : part.mode,
    })),
  );
  const theirs = await renderWithPandoc(note, items, file);
  const ourKeys = [...new Set(cited.flat().map(({ id }) => id))];
  // Pandoc reads footnotes where they are called, which numbers what they cite.
  const keys = style === 'ieee' && note.includes('[^') ? [...theirs.entries.keys()] : ourKeys;
  assert.deepEqual([...keys].sort(), [...ourKeys].sort());
  const ordered = keys.flatMap((key) => byKey.get(key) ?? []);
  const references = finish(References.of(ordered, style));
  const list = finish(references.list());
  assert.deepEqual(
    list.map(({ id }) => id),
    [...theirs.entries.keys()],
    `order of the list, ${style}`,
  );
  // Footnotes, again.
  const left = [...theirs.citations];
  const same = (html: string): number => {
    const index = left.findIndex((other) => spaced(other) === spaced(plainHtml(html)));
    return index < 0 ? 0 : index;
  };
  const pairs: [string, string][] = [
    ...cited.map((one): [string, string] => {
      const { html } = references.citation(one);
      return [html, left.splice(same(html), 1)[0] ?? ''];
    }),
    ...list.map(({ id, html }): [string, string] => [html, theirs.entries.get(id) ?? '']),
  ];
  const counts = new Map<string, number>();
  const unexplained: string[] = [];
  for (const [html, theirHtml] of pairs) {
    let our = spaced(plainHtml(html));
    let their = spaced(theirHtml);
    for (const [reason, without] of reasons) {
      if (our === their) break;
      if (without(our) !== our || without(their) !== their) counts.set(reason, (counts.get(reason) ?? 0) + 1);
      our = without(our);
      their = without(their);
    }
    if (our !== their) unexplained.push(`${our}\n${their}`);
  }
  const told = [...counts].map(([reason, count]) => `; ${count}: ${reason}`).join('');
  print(
    `${style}: ${cited.length} citations and ${list.length} entries, ${unexplained.length} unexplained${told}`,
  );
  assert.equal(unexplained.slice(0, 10).join('\n\n'), '', style);
  return counts;
}

/** Pandoc's reader puts spaces that do not break behind abbreviations. */
const spaced = (html: string): string => html.replaceAll('\u00a0', ' ');

suite('references', () => {
  test('that are written into a note come twice where that is said, and once with what is advised', async () => {
    const item: CslItem = { id: 'roe2020', type: 'book', title: 'Of lists', author: [{ family: 'Roe' }] };
    for (const place of ['::: {#refs}\n:::\n', '<!-- references -->\n<!-- /references -->\n', '']) {
      const lists: number[] = [];
      const told: boolean[] = [];
      for (const more of ['', 'suppress-bibliography: true\n', 'suppress-bibliography: yes # ours\n']) {
        const note = new NoteText(`---\nbibliography: library.json\n${more}---\n\nSee @roe2020.\n\n${place}`);
        told.push(comesTwice(note, findReferences(note)));
        const edit = writeReferences(note, [{ markdown: 'Roe. *Of lists*.', text: 'Roe. Of lists.' }]);
        assert.ok(typeof edit === 'object');
        note.change([edit]);
        // Whoever brings the list up to date was told.
        assert.equal(comesTwice(note, findReferences(note)), false);
        // The library is named to pandoc in its own place.
        const text = note.text.replace('bibliography: library.json\n', '');
        lists.push([...(await written(text, [item], 'plain')).matchAll(/Of lists/gi)].length);
      }
      assert.deepEqual({ lists, told }, { lists: [2, 1, 1], told: [true, false, false] }, place);
    }
  });

  test('of the library are written as by pandoc, or otherwise for a known reason', async () => {
    const note = citingNote();
    const met = new Set<string>();
    for (const style of STYLES) for (const reason of (await compare(note, style)).keys()) met.add(reason);
    for (const [reason] of REASONS) assert.ok(met.has(reason), reason);
  });

  test('with titles that have markup or are in other languages are, too', async () => {
    const note = MARKED.map(({ id = '' }) => `[@{${id}}]`).join('\n\n');
    for (const style of STYLES) await compare(note, style, MARKED);
  });

  test('with lists of names that leave people out are, too', async () => {
    const open = openLists();
    assert.ok(open.length > 100);
    const note = open.map(({ id = '' }) => `[@{${id}}]`).join('\n\n');
    for (const style of STYLES) {
      const met = await compare(note, style, open, [...REASONS, OPEN_LISTS]);
      assert.equal(met.has(OPEN_LISTS[0]), style[0] === 'apa', style[0]);
    }
  });

  test('with dates that are words are, too', async () => {
    const types = [
      'article-journal',
      'paper-conference',
      'chapter',
      'book',
      'report',
      'thesis',
      'webpage',
      'manuscript',
    ];
    const items = types.map((type, index) => ({
      ...{ id: `date${index}`, type, title: 'On rest', issued: { literal: 'in press' } },
      ...{ author: [{ family: `Author${index}`, given: 'A.' }], publisher: 'Press' },
      'container-title': type === 'book' ? '' : 'Of rest',
    }));
    const about = items.map((item) => ({
      ...{ ...item, id: `${item.id}about`, issued: { 'date-parts': [[1999]], circa: true } },
      author: [{ family: `Other ${item.id}`, given: 'A.' }],
    }));
    const all = [...items, ...about];
    const note = all.map(({ id }) => `[@{${id}}]`).join('\n\n');
    for (const style of STYLES) await compare(note, style, all, [...REASONS, TOLD_ONCE]);
  });

  test('of the sample notes are, too', async () => {
    for (const name of readdirSync('media/sample').filter((file) => file.endsWith('.md')))
      for (const style of STYLES) await compare(readFileSync(`media/sample/${name}`, 'utf8'), style);
  });
});
