import { Disposable, type DocumentSelector, EventEmitter, commands, languages, workspace } from 'vscode';
import type { TextDocument } from 'vscode';

const SETTING = 'attentionNotes.languages';
const ASSOCIATIONS = 'files.associations';

/** Endings of the files that VS Code and its extensions give a language, as far as notes are written in it. */
const ENDINGS: Readonly<Record<string, readonly string[]>> = {
  markdown: ['md', 'markdown', 'mdown', 'mkd', 'mkdn', 'mdwn', 'mdtxt', 'mdtext', 'workbook'],
  quarto: ['qmd'],
  rmd: ['rmd'],
  mdx: ['mdx'],
};

/** The languages in which notes are written: a setting. Documents of any scheme count, cells of notebooks too. */
export class NoteLanguages {
  readonly #changed = new EventEmitter<void>();
  readonly #listener: Disposable;
  #ids: readonly string[] = [];
  #files = '';

  readonly onDidChange = this.#changed.event;

  constructor() {
    this.#read();
    this.#listener = workspace.onDidChangeConfiguration((change) => {
      if (![SETTING, ASSOCIATIONS].some((setting) => change.affectsConfiguration(setting))) return;
      const files = this.#files;
      this.#read();
      if (change.affectsConfiguration(SETTING) || files !== this.#files) this.#changed.fire();
    });
  }

  /** Whether a document is a note. */
  includes(document: TextDocument): boolean {
    return languages.match(this.#selector, document) > 0;
  }

  /** Their identifiers. */
  get ids(): readonly string[] {
    return this.#ids;
  }

  /** A glob of the files in which notes lie, as far as their endings tell; empty when there are none. */
  get files(): string {
    return this.#files;
  }

  /** Registers something for notes, and anew whenever their languages change. */
  register(register: (notes: DocumentSelector) => Disposable): Disposable {
    let registered = register(this.#selector);
    const following = this.onDidChange(() => {
      registered.dispose();
      registered = register(this.#selector);
    });
    return new Disposable(() => {
      following.dispose();
      registered.dispose();
    });
  }

  dispose(): void {
    Disposable.from(this.#listener, this.#changed).dispose();
  }

  get #selector(): { language: string }[] {
    return this.#ids.map((language) => ({ language }));
  }

  #read(): void {
    const ids = workspace.getConfiguration().get<unknown>(SETTING);
    this.#ids = Array.isArray(ids)
      ? ids.filter((id): id is string => typeof id === 'string' && id !== '')
      : [];
    this.#files = glob(endings(this.#ids));
    // For the `when` clauses of commands and keybindings.
    void commands.executeCommand('setContext', SETTING, this.#ids);
  }
}

/** Documents that can be written though no file system has them: cells of notebooks, comments under way. */
const WRITABLE_WITHOUT_FILE: ReadonlySet<string> = new Set(['vscode-notebook-cell', 'comment']);

/** Whether a person can write in a document: not in the older side of a comparison, nor in one that an extension made up. */
export const isWritable = ({ isUntitled, uri: { scheme } }: TextDocument): boolean =>
  isUntitled || WRITABLE_WITHOUT_FILE.has(scheme) || workspace.fs.isWritableFileSystem(scheme) === true;

/** The endings of these languages: those that are known, and those that a person has given them or taken from them. */
function endings(ids: readonly string[]): string[] {
  const languages = new Map(
    Object.entries(ENDINGS).flatMap(([id, known]) => known.map((ending) => [ending, id])),
  );
  const associations = workspace.getConfiguration().get<Record<string, unknown>>(ASSOCIATIONS) ?? {};
  for (const [pattern, id] of Object.entries(associations)) {
    const ending = /^(?:\*\*\/)?\*\.([\p{L}\p{N}._+~-]+)$/u.exec(pattern)?.[1];
    if (ending !== undefined && typeof id === 'string') languages.set(ending.toLowerCase(), id);
  }
  return [...languages].filter(([, id]) => ids.includes(id)).map(([ending]) => ending);
}

/** VS Code knows a language by its ending in any case; its searches, on some systems, do not. */
function glob(endings: readonly string[]): string {
  const cased = endings.flatMap((ending) => [ending, ending.toUpperCase(), capitalized(ending)]);
  return cased.length > 0 ? `**/*.{${[...new Set(cased)].join(',')}}` : '';
}

const capitalized = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);
