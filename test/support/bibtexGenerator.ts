import { type Random, random } from './random';

const TYPES =
  'article book mvbook inbook bookinbook suppbook incollection suppcollection collection inproceedings conference proceedings booklet manual misc online electronic www patent periodical suppperiodical reference inreference report techreport thesis phdthesis mastersthesis unpublished dataset software artwork audio video letter legislation jurisdiction'.split(
    ' ',
  );

const WORDS =
  String.raw`attention is all you need {BERT} {Transformer}s G{\"o}del {\'E}cole na{\"\i}ve Erd{\H{o}}s \v{S}koda
  \o{}re {\ss} \ae{}on \L{}ukasz $\alpha$ \emph{linear} \textbf{sparse} 50\% A\&B a\_b long--range don't --- \c{c}a Nguy{\~{\^e}}n
  {\AA}ngstr{\"o}m {U-Net} Mamba: vision, kernels; heads? \textsc{caps} \TeX{} \dots{} \aa{}s Ho\v{r}ava na\"ive $\gamma$`
    .trim()
    .split(/\s+/);

const NAMES =
  String.raw`Ashish Vaswani|Vaswani, Ashish|van den Berg, Rianne|Ludwig van Beethoven|Jean de La Fontaine|{OpenAI}|
  King, Jr., Martin Luther|{\'E}variste Galois|Kurt G{\"o}del|Knuth, D. E.|Mary-Ann Smith|{Barnes and Noble}|Erd{\H o}s, P{\'a}l|
  de la Cruz, Maria|Charles Louis Xavier Joseph de la Vall{\'e}e Poussin|O'Neill, Sean|Plato|{van Gogh}, Vincent|Lee, Jae-sung|
  S{\o}ren Kierkegaard|\v{C}apek, Karel|M.~A. Smith|Nguy{\~{\^e}}n, V{\u a}n A`
    .split('|')
    .map((name) => name.trim());

const DATES =
  '2021|2021-05|2021-05-03|2021-05-03/2021-06-01|2021/2022|1999~|2001?|2021-05/2021-06|0987|2021-12-31'.split(
    '|',
  );
const YEARS = '2021|1999|1875|2000'.split('|');
const MONTHS = 'jan|feb|may|sep|dec|{5}|{11}'.split('|');

type Make = (pick: Random) => string;

const text: Make = (pick) => braced(words(pick));
const one =
  (...values: readonly string[]): Make =>
  (pick) =>
    braced(values[pick(values.length)] ?? '');

const names: Make = (pick) =>
  braced(
    Array.from({ length: 1 + pick(3) }, () => NAMES[pick(NAMES.length)]).join(' and ') +
      (pick(6) === 0 ? ' and others' : ''),
  );

/** Fields that some entry has, each with its values. */
const FIELDS: Readonly<Record<string, Make>> = {
  author: names,
  editor: names,
  translator: names,
  subtitle: text,
  titleaddon: text,
  journal: text,
  journaltitle: text,
  shortjournal: text,
  booktitle: text,
  booksubtitle: text,
  maintitle: text,
  mainsubtitle: text,
  eventtitle: text,
  venue: one('Paris', 'Long Beach, {CA}'),
  eventdate: one(...DATES),
  series: one('{LNCS}', 'Advances in {ML}', '3'),
  volume: one('3', '12', 'abs/1706.03762', 'IV'),
  volumes: one('3'),
  number: one('3', '4--5', '{TR-12}', 'Special'),
  issue: one('Summer'),
  pages: one('10--20', '1-4, 7', '5', '1--2, 5--6', 'iv', '100–110'),
  chapter: one('3'),
  pagetotal: one('300'),
  edition: one('2', 'Second', '3rd'),
  publisher: text,
  organization: text,
  institution: one('{MIT}', 'Stanford'),
  school: one('{MIT}', '{\\"U}ber Schule'),
  location: one('Paris', 'New York'),
  address: one('Rome', 'Z{\\"u}rich'),
  isbn: one('978-3-16-148410-0'),
  issn: one('1234-5678'),
  doi: one('10.1000/a_b', '10.48550/arXiv.1706.03762', '10.1007/978-3-1_2'),
  url: one('https://a.b/c_d', 'https://a.b/c\\_d', 'http://x.y/~z', 'https://a.b/c?d=e&f=g%20h#i'),
  urldate: one('2020-01-02', '2020-01'),
  note: text,
  addendum: text,
  abstract: text,
  keywords: one('a, b', '{CNN}, attention'),
  langid: one('english', 'ngerman', 'french', 'british'),
  shorttitle: text,
  version: one('1.0', '2.1b'),
  type: one('phdthesis', 'mathesis', 'techreport', 'Tech. Rep.', 'patentus', 'resreport'),
  pubstate: one('inpress', 'submitted', 'forthcoming'),
  library: one('Shelf 3'),
  annotation: text,
  howpublished: one('Blog', '\\url{https://x.y/z}', 'Self-published'),
  origdate: one('1900', '1905-02'),
  date: one(...DATES),
};

/** What parts of it take fields from. */
const WHOLE: ReadonlyMap<string, string> = new Map([
  ['title', '{Proceedings of this and that}'],
  ['booktitle', '{Proceedings of this and that}'],
  ['publisher', '{A Press}'],
  ['doi', '{10.1000/whole}'],
  ['url', '{https://whole.example/}'],
  ['abstract', '{All papers.}'],
]);

/** An entry beside its key, all of which is told. */
export interface GeneratedEntry {
  readonly key: string;
  readonly type: string;
  readonly fields: ReadonlyMap<string, string>;
}

/** Valid entries, the same for the same seed. */
export function* bibtexEntries(seed: number, count: number): Generator<GeneratedEntry, void> {
  const pick = random(seed);
  const optional = Object.entries(FIELDS);
  for (let index = 0; index < count; index++) {
    const fields = new Map([['title', text(pick)]]);
    for (let field = 0; field < 2 + pick(9); field++) {
      const [name = '', make] = optional[pick(optional.length)] ?? [];
      if (make) fields.set(name, make(pick));
    }
    // A subtitle of nothing.
    if (!fields.has('booktitle')) fields.delete('booksubtitle');
    if (!fields.has('maintitle')) fields.delete('mainsubtitle');
    if (!fields.has('date') && pick(3) > 0) {
      fields.set('year', braced(YEARS[pick(YEARS.length)] ?? ''));
      if (pick(2) > 0) fields.set('month', MONTHS[pick(MONTHS.length)] ?? '');
    }
    if (pick(4) === 0) {
      fields.set('eprint', one('1706.03762', '2205.04437v2', 'hep-th/9901001')(pick));
      fields.set(pick(2) > 0 ? 'archiveprefix' : 'eprinttype', braced(pick(2) > 0 ? 'arXiv' : 'arxiv'));
    }
    yield { key: `entry${seed}-${index}`, type: TYPES[pick(TYPES.length)] ?? 'misc', fields };
  }
}

/** The entries, each paper of proceedings behind these, from which it takes fields. */
export const withWholes = (entries: readonly GeneratedEntry[]): GeneratedEntry[] =>
  entries.flatMap((entry) => {
    const { key, type, fields } = entry;
    if (type !== 'inproceedings') return entry;
    const whole = `${key}-whole`;
    const named = new Map([...fields, ['crossref', braced(whole)]]);
    return [
      { key: whole, type: 'proceedings', fields: WHOLE },
      { key, type, fields: named },
    ];
  });

/** An entry as BibTeX. */
export const bibtexOf = ({ key, type, fields }: GeneratedEntry): string =>
  `@${type}{${key},\n${Array.from(fields, ([name, value]) => `  ${name} = ${value},\n`).join('')}}\n`;

const braced = (value: string): string => `{${value}}`;

const words = (pick: Random): string => {
  const some = Array.from({ length: 1 + pick(6) }, () => WORDS[pick(WORDS.length)]).join(' ');
  return `Title ${some}`;
};
