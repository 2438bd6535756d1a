import { Disposable, type DocumentSelector, EventEmitter, commands, languages, workspace } from 'vscode';
import type { TextDocument } from 'vscode';

const SETTING = 'attentionNotes.languages';

/** Endings of the files that VS Code and its extensions give a language, as far as notes are written in it. */
const ENDINGS: Readonly<Record<string, readonly string[] | undefined>> = {
  markdown: ['md', 'markdown', 'mdown', 'mkd', 'mkdn', 'mdwn', 'mdtxt', 'mdtext', 'workbook'],
  quarto: ['qmd'],
  rmd: ['rmd', 'Rmd'],
  mdx: ['mdx'],
};

/** The languages in which notes are written: a setting. Documents of any scheme count, cells of notebooks too. */
export class NoteLanguages {
  readonly #changed = new EventEmitter<void>();
  readonly #listener: Disposable;
  #ids: readonly string[] = [];

  readonly onDidChange = this.#changed.event;

  constructor() {
    this.#read();
    this.#listener = workspace.onDidChangeConfiguration((change) => {
      if (!change.affectsConfiguration(SETTING)) return;
      this.#read();
      this.#changed.fire();
    });
  }

  /** Whether a document is a note. */
  includes(document: TextDocument): boolean {
    return languages.match(this.#selector, document) > 0;
  }

  /** A glob of the files in which notes lie. */
  get files(): string {
    const endings = this.#ids.flatMap((id) => ENDINGS[id] ?? []);
    return endings.length > 0 ? `**/*.{${endings.join(',')}}` : '';
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
    // For the `when` clauses of commands and keybindings.
    void commands.executeCommand('setContext', SETTING, this.#ids);
  }
}
