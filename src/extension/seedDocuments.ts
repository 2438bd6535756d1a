import { type TextDocumentContentProvider, Uri, workspace } from 'vscode';
import type { Place } from '../core/paper';

/** Scheme of the library's own documents: read-only, in every host, also where the extension is not on a disk. */
export const SEED_SCHEME = 'attention-notes';

/** The address of the document a place lies in. */
export const seedDocument = ({ file }: Place): Uri => Uri.from({ scheme: SEED_SCHEME, path: `/${file}` });

/** Gives the seed listings their text. */
export class SeedDocuments implements TextDocumentContentProvider {
  readonly #root: Uri;

  constructor(extensionUri: Uri) {
    this.#root = extensionUri;
  }

  /** The file that such a document shows. */
  fileOf({ path }: Uri): Uri {
    return Uri.joinPath(this.#root, path);
  }

  async provideTextDocumentContent(document: Uri): Promise<string> {
    const bytes = await workspace.fs.readFile(this.fileOf(document));
    return new TextDecoder().decode(bytes);
  }
}
