import fc from 'fast-check';

/** One paper as a listing prints it. */
export interface PrintedPaper {
  readonly title: string;
  readonly abstract: string;
  /** A number is printed as "• N authors", a text as an organisation. */
  readonly authors: number | string;
  readonly date: { readonly month: number; readonly day: number; readonly year?: number };
  readonly comments?: number;
}

export type Layout = 'consecutive' | 'dated' | 'plain';

/** What differs between two saved copies of one page. */
export interface Saving {
  readonly headerDate: string;
  readonly lineEnd: '\n' | '\r\n';
  readonly byteOrderMark: boolean;
  readonly trailingSpace: string;
  readonly finalNewline: boolean;
  readonly trailer: boolean;
}

export const PLAIN_SAVING: Saving = {
  headerDate: 'Feb 18',
  lineEnd: '\n',
  byteOrderMark: false,
  trailingSpace: '',
  finalNewline: false,
  trailer: false,
};

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function factLines({ authors, date, comments }: PrintedPaper): string[] {
  const year = date.year === undefined ? '' : `, ${date.year}`;
  const behind = comments === undefined ? '' : ` ${comments}`;
  return [
    typeof authors === 'number' ? `  • ${authors} ${authors === 1 ? 'author' : 'authors'}` : authors,
    '·',
    `${MONTHS[date.month - 1] ?? ''} ${date.day}${year}${behind}`,
  ];
}

function body(layout: Layout, papers: readonly PrintedPaper[]): string[] {
  return papers.flatMap((paper, index) => {
    const title = layout === 'consecutive' && index === 0 ? `Subscribe${paper.title}` : paper.title;
    if (layout === 'consecutive') return [title, paper.abstract];
    const facts = layout === 'dated' ? [...factLines(paper), ''] : [];
    return [title, '', paper.abstract, '', ...facts];
  });
}

/** Writes a page in one of the layouts, and says on which line (1-based) each title stands. */
export function writeListing(
  layout: Layout,
  papers: readonly PrintedPaper[],
  saving: Saving = PLAIN_SAVING,
): { text: string; lines: number[] } {
  const banner = 'Get trending papers in your email inbox!';
  const frame = [
    'new',
    banner,
    'Subscribe',
    'Daily Papers',
    'byAK and the research community',
    saving.headerDate,
  ];
  const header =
    layout === 'consecutive'
      ? [banner.replace('!', ' once a day!'), banner]
      : frame.flatMap((line) => [line, '']);
  const content = body(layout, papers);
  const trailer = saving.trailer ? ['', 'Previous', '', 'Next', '', 'Company', '© Hugging Face', 'TOS'] : [];
  const all = [...header, ...content, ...trailer].map((line) =>
    line === '' ? '' : line + saving.trailingSpace,
  );
  if (!saving.finalNewline) while (all.at(-1) === '') all.pop();
  const perPaper = content.length / Math.max(1, papers.length);
  return {
    text: (saving.byteOrderMark ? '\ufeff' : '') + all.join(saving.lineEnd),
    lines: papers.map((_, index) => header.length + index * perPaper + 1),
  };
}

const LETTERS =
  'a b c d e f g h i k l m n o p r s t u v w x z A B C D H J L M S T W Z é ü ß Ø 中 文 α β Ж 𝒜 0 1 7 9 ^ $ \\ _ { } ( ) & % # * + / \' "'.split(
    ' ',
  );
const word = fc.string({ unit: fc.constantFrom(...LETTERS), minLength: 1, maxLength: 12 });
const words = (minLength: number, maxLength: number) =>
  fc.array(word, { minLength, maxLength }).map((list) => list.join(' '));

/** Titles of every kind: long, short, questions, without capitals, with ends that sentences have, digits alone. */
const title = fc.oneof(
  { arbitrary: words(2, 14).map((text) => `On ${text}`), weight: 8 },
  { arbitrary: words(1, 6).map((text) => `what is ${text}?`), weight: 2 },
  { arbitrary: words(2, 5).map((text) => `Wait! It ${text}: a study`), weight: 1 },
  {
    arbitrary: fc.constantFrom('1984', 'new ideas', 'Subscriber', 'X', 'attention', 'Jan', '· a dot ·'),
    weight: 1,
  },
);
const sentence = words(1, 20).map((text) => `We ${text}.`);
const abstract = fc.array(sentence, { minLength: 1, maxLength: 12 }).map((list) => list.join(' '));

/** Papers whose titles do not look like abstracts, nor abstracts like titles. */
export const printedPaper: fc.Arbitrary<PrintedPaper> = fc.record(
  {
    title,
    abstract,
    authors: fc.oneof(fc.integer({ min: 1, max: 3000 }), fc.constantFrom('HKUST', 'alibaba-inc alibaba-inc')),
    date: fc.record(
      {
        month: fc.integer({ min: 1, max: 12 }),
        day: fc.integer({ min: 1, max: 28 }),
        year: fc.integer({ min: 2015, max: 2030 }),
      },
      { requiredKeys: ['month', 'day'] },
    ),
    comments: fc.integer({ min: 1, max: 500 }),
  },
  { requiredKeys: ['title', 'abstract', 'authors', 'date'] },
);

export const saving: fc.Arbitrary<Saving> = fc.record({
  headerDate: fc.constantFrom('Feb 18', 'Mar 3', 'December 31', 'Jan 1, 2027'),
  lineEnd: fc.constantFrom('\n', '\r\n'),
  byteOrderMark: fc.boolean(),
  trailingSpace: fc.constantFrom('', ' ', '\u00a0', ' \t'),
  finalNewline: fc.boolean(),
  trailer: fc.boolean(),
});
