/** What an entry type is in CSL. */
export interface Form {
  readonly type: string;
  /** What it is part of, where it is that of a book or may be. */
  readonly within?: 'journal' | 'book';
  /** What its number is in CSL, where that is not the number of the thing itself. */
  readonly number?: 'issue' | 'collection-number';
  /** What it is called when the entry does not say. */
  readonly genre?: string;
}

const BOOK: Form = { type: 'book', number: 'collection-number' };
const CHAPTER: Form = { ...BOOK, type: 'chapter', within: 'book' };
const ENTRY: Form = { ...CHAPTER, type: 'entry-encyclopedia' };
const CONFERENCE: Form = { ...CHAPTER, type: 'paper-conference' };
const ARTICLE: Form = { type: 'article-journal', within: 'journal', number: 'issue' };
const WEB: Form = { type: 'webpage', within: 'journal' };
const REPORT: Form = { type: 'report' };
const THESIS: Form = { type: 'thesis' };
const ANYTHING: Form = { type: 'document', within: 'journal' };

/** By entry type, in lower case. */
export const TYPES: ReadonlyMap<string, Form> = new Map(
  Object.entries({
    article: ARTICLE,
    suppperiodical: ARTICLE,
    periodical: { type: 'periodical', number: 'issue' },
    review: { ...ARTICLE, type: 'review' },
    book: BOOK,
    mvbook: BOOK,
    collection: BOOK,
    mvcollection: BOOK,
    proceedings: BOOK,
    mvproceedings: BOOK,
    reference: BOOK,
    mvreference: BOOK,
    manual: { type: 'book' },
    inbook: CHAPTER,
    bookinbook: CHAPTER,
    suppbook: CHAPTER,
    incollection: CHAPTER,
    suppcollection: CHAPTER,
    inreference: ENTRY,
    inproceedings: CONFERENCE,
    conference: CONFERENCE,
    booklet: { type: 'pamphlet' },
    thesis: THESIS,
    phdthesis: { ...THESIS, genre: 'PhD thesis' },
    mastersthesis: { ...THESIS, genre: 'Master’s thesis' },
    report: REPORT,
    techreport: REPORT,
    standard: { ...REPORT, type: 'standard' },
    patent: { type: 'patent' },
    unpublished: { type: 'manuscript' },
    letter: { type: 'personal_communication' },
    online: WEB,
    electronic: WEB,
    www: WEB,
    software: { type: 'software' },
    dataset: { type: 'dataset' },
    artwork: { type: 'graphic' },
    image: { type: 'graphic' },
    audio: { type: 'song' },
    music: { type: 'song' },
    video: { type: 'motion_picture' },
    movie: { type: 'motion_picture' },
    performance: { type: 'performance' },
    legislation: { type: 'legislation' },
    legal: { type: 'treaty' },
    jurisdiction: { type: 'legal_case' },
    misc: ANYTHING,
    preprint: { ...ANYTHING, type: 'article' },
  } satisfies Record<string, Form>),
);

/** BibLaTeX's names of kinds, which it prints in the language of the document. */
export const GENRES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    phdthesis: 'PhD thesis',
    mathesis: 'Master’s thesis',
    bathesis: 'Bachelor’s thesis',
    candthesis: 'Candidate thesis',
    techreport: 'technical report',
    resreport: 'research report',
    software: 'computer software',
    datacd: 'data CD',
    audiocd: 'audio CD',
    patent: 'patent',
    patentde: 'German patent',
    patenteu: 'European patent',
    patentfr: 'French patent',
    patentuk: 'British patent',
    patentus: 'U.S. patent',
    patreq: 'patent request',
    patreqde: 'German patent request',
    patreqeu: 'European patent request',
    patreqfr: 'French patent request',
    patrequk: 'British patent request',
    patrequs: 'U.S. patent request',
  }),
);

/** Its names of stages of publication. */
export const STATES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    inpreparation: 'in preparation',
    submitted: 'submitted',
    forthcoming: 'forthcoming',
    inpress: 'in press',
    prepublished: 'pre-published',
  }),
);

/** Its names of languages, as CSL has them. */
export const LANGUAGES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    english: 'en-US',
    american: 'en-US',
    usenglish: 'en-US',
    british: 'en-GB',
    ukenglish: 'en-GB',
    canadian: 'en-CA',
    australian: 'en-AU',
    german: 'de-DE',
    ngerman: 'de-DE',
    austrian: 'de-AT',
    naustrian: 'de-AT',
    french: 'fr-FR',
    francais: 'fr-FR',
    spanish: 'es-ES',
    italian: 'it-IT',
    portuguese: 'pt-PT',
    brazilian: 'pt-BR',
    dutch: 'nl-NL',
    danish: 'da-DK',
    swedish: 'sv-SE',
    norsk: 'nb-NO',
    nynorsk: 'nn-NO',
    finnish: 'fi-FI',
    polish: 'pl-PL',
    czech: 'cs-CZ',
    slovak: 'sk-SK',
    hungarian: 'hu-HU',
    magyar: 'hu-HU',
    greek: 'el-GR',
    russian: 'ru-RU',
    ukrainian: 'uk-UA',
    turkish: 'tr-TR',
    japanese: 'ja-JP',
    chinese: 'zh-CN',
    korean: 'ko-KR',
    hebrew: 'he-IL',
    arabic: 'ar',
    latin: 'la',
  }),
);
