/** The words for CSL's locator types in its English locale: one and several in full, in short, and as signs. */
export const LOCATOR_WORDS = Object.entries({
  book: 'book books bk. bks.',
  chapter: 'chapter chapters chap. chaps.',
  column: 'column columns col. cols.',
  figure: 'figure figures fig. figs.',
  folio: 'folio folios fol. fols.',
  issue: 'number numbers no. nos.',
  line: 'line lines l. ll.',
  note: 'note notes n. nn.',
  opus: 'opus opera op. opp.',
  page: 'page pages p. pp.',
  paragraph: 'paragraph paragraphs para. paras. ¶ ¶¶',
  part: 'part parts pt. pts.',
  section: 'section sections sec. secs. § §§',
  'sub-verbo': 'sub_verbo sub_verbis s.v. s.vv.',
  verse: 'verse verses v. vv.',
  volume: 'volume volumes vol. vols.',
}).map(([label, terms]) => ({ label, terms: terms.split(' ').map((term) => term.replace('_', ' ')) }));

/** A term that a locator may begin with, and the word it stands for. */
export interface LocatorTerm {
  readonly term: string;
  readonly word: string;
}

/** What papers are cited by comes first. */
const FIRST = ['page', 'chapter', 'section', 'figure', 'paragraph', 'line', 'note', 'part', 'volume'];
const rank = (label: string): number => (FIRST.includes(label) ? FIRST.indexOf(label) : FIRST.length);

/** The terms in short, the usual ones first, each for one before that for several. */
export const LOCATOR_TERMS: readonly LocatorTerm[] = [...LOCATOR_WORDS]
  .sort((a, b) => rank(a.label) - rank(b.label))
  .flatMap(({ terms: [one = '', several = '', short = '', shorts = ''] }) => [
    { term: short, word: one },
    { term: shorts, word: several },
  ]);
