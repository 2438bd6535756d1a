/** What no entry takes over from another, as biber has it. */
const OWN: ReadonlySet<string> = new Set(
  'ids crossref xref xdata entryset entrysubtype execute label options presort related relatedoptions relatedstring relatedtype shortauthor shorteditor shorthand shorttitle sortkey sorttitle indextitle gender keywords'.split(
    ' ',
  ),
);

const IN_BOOK =
  /^(?:inbook|incollection|inproceedings|conference|inreference|bookinbook|suppbook|suppcollection)$/;
const IN_PERIODICAL = /^(?:article|suppperiodical)$/;
const BOOK_TITLES: Readonly<Record<string, string>> = {
  title: 'booktitle',
  subtitle: 'booksubtitle',
  titleaddon: 'booktitleaddon',
};
const MAIN_TITLES: Readonly<Record<string, string>> = {
  title: 'maintitle',
  subtitle: 'mainsubtitle',
  titleaddon: 'maintitleaddon',
};
const JOURNAL_TITLES: Readonly<Record<string, string>> = {
  title: 'journaltitle',
  subtitle: 'journalsubtitle',
};

/** Completes an entry's fields with those of the one that its `crossref` names. */
export function inherit(
  type: string,
  fields: Map<string, string>,
  parentType: string,
  parent: ReadonlyMap<string, string>,
): void {
  const renamed = renamesOf(type, parentType);
  const taken = new Map<string, string>();
  for (const [name, value] of parent) {
    if (OWN.has(name)) continue;
    const own = renamed[name];
    if (own !== undefined) taken.set(own, value);
    if (own === undefined || (name === 'author' && type !== 'book')) taken.set(name, value);
  }
  // The whole may say itself under which title its parts name it.
  for (const name of ['booktitle', 'maintitle']) {
    const value = parent.get(name);
    if (value !== undefined && renamed['title'] === name) taken.set(name, value);
  }
  for (const [name, value] of taken) if (!fields.has(name)) fields.set(name, value);
}

function renamesOf(type: string, parentType: string): Readonly<Record<string, string>> {
  if (IN_PERIODICAL.test(type)) return parentType === 'periodical' ? JOURNAL_TITLES : {};
  const isMain = /^mv/.test(parentType);
  const isPart = IN_BOOK.test(type);
  const titles = isMain ? MAIN_TITLES : isPart ? BOOK_TITLES : {};
  return isPart && /book$/.test(parentType) && /book$/.test(type)
    ? { ...titles, author: 'bookauthor' }
    : titles;
}

/** Completes an entry's fields with those of a container of shared data, as they are. */
export function takeData(fields: Map<string, string>, data: ReadonlyMap<string, string>): void {
  for (const [name, value] of data) if (name !== 'ids' && !fields.has(name)) fields.set(name, value);
}

/** The keys that a field lists. */
export const listedKeys = (field: string | undefined): string[] =>
  (field ?? '').split(',').flatMap((key) => (key.trim() === '' ? [] : [key.trim()]));
