import {
  type DiagnosticCollection,
  Diagnostic,
  DiagnosticSeverity,
  Disposable,
  Range,
  Uri,
  l10n,
  languages,
} from 'vscode';
import type { Problem } from '../core/paper';

const SEVERITIES = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
} as const;

/** Shows problems of library files and notes in VS Code's Problems view. */
export class ProblemsView {
  readonly #collection: DiagnosticCollection;

  constructor(name: string) {
    this.#collection = languages.createDiagnosticCollection(name);
  }

  /** Replaces the problems shown for a file. */
  show(uri: string, problems: readonly Problem[]): void {
    this.#collection.set(Uri.parse(uri), problems.map(diagnostic));
  }

  dispose(): void {
    Disposable.from(this.#collection).dispose();
  }
}

function diagnostic(problem: Problem): Diagnostic {
  const {
    line,
    column = 1,
    endLine = line,
    endColumn = column === 1 ? Number.MAX_SAFE_INTEGER : column,
  } = problem;
  const range = new Range(line - 1, column - 1, endLine - 1, Math.min(endColumn - 1, 0x7fffffff));
  const shown = new Diagnostic(range, describeProblem(problem), SEVERITIES[problem.severity]);
  shown.source = 'Attention Notes';
  shown.code = problem.code;
  return shown;
}

/** The message for a problem's code. A code without words here is shown as it is, rather than not at all. */
function describeProblem({ code, args = [] }: Problem): string {
  const describe = WORDS[code];
  const [first = '', second = '', third, fourth, fifth] = args;
  return describe ? describe(first, second, third, fourth, fifth) : code;
}

type Arg = string | number;
type Words = (first: Arg, second: Arg, third?: Arg, fourth?: Arg, fifth?: Arg) => string;

const repeatedKey = (key: Arg, line: Arg): string =>
  l10n.t(
    'The key "{0}" stands here a second time; the first is on line {1}. Where it is cited, the first entry counts, but for pandoc the last.',
    key,
    line,
  );

const WORDS: Readonly<Record<string, Words | undefined>> = {
  'file.unreadable': () => l10n.t('This file could not be read.'),
  'file.tooLarge': () => l10n.t('This file is larger than 256 MB and was not read.'),
  'file.failed': () => l10n.t('Reading this file failed; the log says more.'),
  'file.encoding': () => l10n.t('This line is not valid UTF-8; the file was read as Windows-1252.'),
  'file.ambiguousKey': (key, title, isCited, file, line) => {
    const says =
      file === undefined || line === undefined
        ? l10n.t('"{0}" is also the key of "{1}", which ships with the extension.', key, title)
        : l10n.t('"{0}" is also the key of "{1}" ({2}, line {3}).', key, title, file, line);
    const counts =
      isCited === 1
        ? l10n.t('Where it is cited, this entry counts.')
        : l10n.t('Where it is cited, that entry counts.');
    return `${says} ${counts}`;
  },
  'file.sharedIdentifier': (key, kind, other = '', file, line) => {
    const what = kind === 'doi' ? l10n.t('DOI') : l10n.t('arXiv id');
    return file === undefined || line === undefined
      ? l10n.t(
          '"{0}" has the {1} of "{2}", which ships with the extension, but titles and authors say that they are two papers: they are kept apart.',
          key,
          what,
          other,
        )
      : l10n.t(
          '"{0}" has the {1} of "{2}" ({3}, line {4}), but titles and authors say that they are two papers: they are kept apart.',
          key,
          what,
          other,
          file,
          line,
        );
  },
  'file.moreProblems': (count) => l10n.t('{0} more problems of this file are not shown.', count),
  'listing.empty': () => l10n.t('This listing is empty.'),
  'listing.binary': () => l10n.t('There are control characters here: this is no text of a listing.'),
  'listing.none': () => l10n.t('This file is not a listing of papers: no titles with abstracts were found.'),
  'listing.truncated': () => l10n.t('This entry is cut off: its abstract is missing or breaks off.'),
  'listing.longLine': (length) =>
    l10n.t('This line of {0} characters is too long for an abstract; its entry was left out.', length),
  'listing.encoding': (lines) =>
    l10n.t('Characters were lost here when the file was saved, and on {0} lines in all.', lines),
  'listing.moreProblems': (count) => l10n.t('{0} more problems of this listing are not shown.', count),
  'cslJson.empty': () => l10n.t('This file is empty.'),
  'cslJson.none': () => l10n.t('There are no CSL items in this file.'),
  'cslJson.syntax': () => l10n.t('This item is not valid JSON and was left out.'),
  'cslJson.noTitle': () => l10n.t('This item has no title and was left out.'),
  'cslJson.duplicateKey': (key, line) => repeatedKey(key, line),
  'cslJson.moreProblems': (count) => l10n.t('{0} more problems of this file are not shown.', count),
  'cslYaml.empty': () => l10n.t('This file is empty.'),
  'cslYaml.none': () => l10n.t('There are no CSL items in this file.'),
  'cslYaml.syntax': () => l10n.t('This item is not valid YAML and was left out.'),
  'cslYaml.noTitle': () => l10n.t('This item has no title and was left out.'),
  'cslYaml.duplicateKey': (key, line) => repeatedKey(key, line),
  'cslYaml.moreProblems': (count) => l10n.t('{0} more problems of this file are not shown.', count),
  'bibtex.none': () => l10n.t('There are no entries in this file.'),
  // Without a key, it is a @string.
  'bibtex.unclosed': (key, name) =>
    key === ''
      ? l10n.t('A @string does not end: a closing brace or quotation mark is missing.')
      : name === ''
        ? l10n.t('The entry "{0}" does not end: a closing brace is missing.', key)
        : l10n.t('The field "{1}" of the entry "{0}" is not closed: a brace or quote is missing.', key, name),
  'bibtex.syntax': (key) =>
    key === ''
      ? l10n.t('A name with its text is expected here, such as: nips = {Advances in Neural Information}')
      : l10n.t('A field of the entry "{0}" is expected here, such as: year = {2017}', key),
  'bibtex.noComma': (key, name) =>
    key === ''
      ? l10n.t('A comma is missing before "{0}".', name)
      : name === ''
        ? l10n.t('A comma is missing after the key "{0}".', key)
        : l10n.t('A comma is missing before the field "{1}" of the entry "{0}".', key, name),
  'bibtex.extraBrace': () => l10n.t('The entry ends with this brace; the fields that follow were left out.'),
  'bibtex.noKey': () => l10n.t('This entry has no key that could be cited, and was left out.'),
  'bibtex.spaceInKey': (key) => l10n.t('The key "{0}" has a space in it: nothing can cite it.', key),
  'bibtex.duplicateField': (key, name) =>
    l10n.t('The field "{1}" of the entry "{0}" stands here a second time; only the first counts.', key, name),
  'bibtex.duplicateKey': (key, line) => repeatedKey(key, line),
  'bibtex.unknownMacro': (name) => l10n.t('"{0}" is not defined by any @string; it was read as text.', name),
  'bibtex.unknownParent': (key, parent) =>
    l10n.t('The entry "{0}" takes fields from "{1}", which this file does not have.', key, parent),
  'bibtex.cycle': (key, parent) =>
    l10n.t('The entry "{0}" takes fields from "{1}", which takes them from it.', key, parent),
  'bibtex.tooLong': (key) => l10n.t('The entry "{0}" has more text than an entry may have; it was cut.', key),
  'bibtex.noTitle': (key) => l10n.t('The entry "{0}" has no title and was left out.', key),
  'bibtex.unknownType': (type, meant) =>
    l10n.t('There is no entry type "{0}". Did you mean "{1}"?', `@${type}`, `@${meant}`),
  'bibtex.crowdedName': (key, name) =>
    l10n.t(
      'The entry "{0}" has a name with more than two commas, "{1}": several names are divided by "and".',
      key,
      name,
    ),
  'bibtex.oddYear': (key, year) =>
    l10n.t('The year of the entry "{0}" should have four digits: "{1}".', key, year),
  'bibtex.moreProblems': (count) => l10n.t('{0} more problems of this file are not shown.', count),
  'decisions.syntax': () => l10n.t('This is not valid JSON.'),
  'decisions.fact': (field) => l10n.t('"{0}" is not what CSL has in this field; it was left out.', field),
  'decisions.moreProblems': (count) => l10n.t('{0} more problems of this file are not shown.', count),
  'decisions.notAnObject': (name) =>
    name === '' ? l10n.t('An object is expected here.') : l10n.t('"{0}" must be an object.', name),
  'decisions.aliases': () => l10n.t('Aliases must be a list of citation keys.'),
  'decisions.not': () => l10n.t('The keys of other papers must be a list of citation keys.'),
  'decisions.repeated': (name) => l10n.t('"{0}" stands here a second time; only the last one counts.', name),
  'decisions.unknownField': (name) => l10n.t('"{0}" means nothing here and is left alone.', name),
  'decisions.unknownPaper': (key) => l10n.t('No paper of the library has the citation key "{0}".', key),
  'decisions.ambiguousKey': (key, papers) =>
    l10n.t('"{0}" could mean several papers ({1}), so it cites none.', key, papers),
  'decisions.aliasTaken': (alias, citekey) =>
    l10n.t('"{0}" already cites another paper: {1}.', alias, citekey),
  'decisions.family': () => l10n.t('The id of a family must stand here, such as "linear".'),
  'decisions.unknownFamily': (id) =>
    l10n.t('There is no family "{0}"; the paper stays where its title and abstract put it.', id),
  'decisions.familyConflict': (id) =>
    l10n.t('The paper was moved to the family "{0}" already; that holds.', id),
  'decisions.text': (field) => l10n.t('"{0}" must be a text.', field),
  'decisions.group': (headings) => l10n.t('There is no such heading. The headings are {0}.', headings),
  'decisions.hidden': () => l10n.t('"hidden" must be true or false.'),
  'decisions.terms': () => l10n.t('Terms must be a list of phrases.'),
  'decisions.emptyTerm': (term) => l10n.t('"{0}" has no letters that a text could be searched for.', term),
  'decisions.sameTerm': (term, id) => l10n.t('"{0}" is a term of the family "{1}" already.', term, id),
  'decisions.sameLabel': (label, id) => l10n.t('The family "{1}" is called "{0}" too.', label, id),
  'note.nesting': () =>
    l10n.t('Not analysed from here on: too many block quotes or lists inside each other.'),
  'note.brackets': () => l10n.t('Not analysed from here on: too many square brackets in one paragraph.'),
  'note.emphasis': () => l10n.t('Not analysed from here on: too many emphasis marks in one paragraph.'),
  'note.tooLong': () => l10n.t('Not analysed: this note is longer than 5 million characters.'),
  'note.failed': () => l10n.t('Not analysed: reading this note failed; the log says more.'),
  'note.tooSlow': (seconds) =>
    l10n.t(
      'Not analysed: reading this note took more than {0} seconds. Its citations are left alone.',
      seconds,
    ),
};
