import {
  type Disposable,
  Uri,
  ViewColumn,
  type Webview,
  type WebviewOptions,
  type WebviewPanel,
  type WebviewPanelSerializer,
  env,
  window,
} from 'vscode';

/** A kind of page. Each has a script of its own in `dist/pages`; policy, stylesheet and life are the same for all. */
export interface PageKind<To, From> {
  readonly viewType: string;
  /** The script's name without its ending. */
  readonly script: string;
  /** The icon's name in `media`, of which there is a light and a dark one. */
  readonly icon: string;
  /** What a page is called until it knows better. */
  title(id: string): string;
  /** The message if it is one that such a page may send. */
  read(message: unknown): From | undefined;
  /** Hears the page; what it returns is told when the page is gone. */
  attend(page: Page<To>, listen: (receive: (message: From) => void) => void): { dispose(): unknown };
}

/** An open page as its host sees it. */
export interface Page<To> {
  readonly id: string;
  readonly isVisible: boolean;
  title: string;
  /** Says something to the page; while it is out of sight, nothing: it asks anew when it comes back. */
  post(message: To): void;
}

/** The pages of one kind: one for each id, found again by it, and brought back with the window. */
export class Pages<To, From> implements WebviewPanelSerializer {
  readonly #kind: PageKind<To, From>;
  readonly #extension: Uri;
  readonly #open = new Map<
    string,
    { readonly panel: WebviewPanel; readonly attendant: { dispose(): unknown } }
  >();
  readonly #serializer: Disposable;

  constructor(kind: PageKind<To, From>, extension: Uri) {
    this.#kind = kind;
    this.#extension = extension;
    this.#serializer = window.registerWebviewPanelSerializer(kind.viewType, this);
  }

  /** Shows the page with an id, which is made unless it is open. */
  open(id: string): void {
    const open = this.#open.get(id);
    if (open) {
      open.panel.reveal();
      return;
    }
    const { viewType } = this.#kind;
    const panel = window.createWebviewPanel(viewType, this.#kind.title(id), ViewColumn.Active, {
      ...this.#options(),
      enableFindWidget: true,
    });
    this.#fill(panel, id);
  }

  deserializeWebviewPanel(panel: WebviewPanel, state: unknown): Promise<void> {
    const id = typeof state === 'object' && state !== null && 'id' in state ? state.id : undefined;
    if (typeof id !== 'string' || this.#open.has(id)) panel.dispose();
    else this.#fill(panel, id);
    return Promise.resolve();
  }

  /** The panels stay: the window shows them again when it, or the extension, starts anew. */
  dispose(): void {
    this.#serializer.dispose();
    for (const { attendant } of this.#open.values()) attendant.dispose();
  }

  #fill(panel: WebviewPanel, id: string): void {
    const { icon, script } = this.#kind;
    const media = (theme: string) => Uri.joinPath(this.#extension, 'media', `${icon}-${theme}.svg`);
    const { webview } = panel;
    const page: Page<To> = {
      id,
      get isVisible() {
        return panel.visible;
      },
      get title() {
        return panel.title;
      },
      set title(title) {
        panel.title = title;
      },
      post: (message) => void webview.postMessage(message),
    };
    const attendant = this.#kind.attend(page, (receive) =>
      webview.onDidReceiveMessage((message: unknown) => {
        const read = this.#kind.read(message);
        if (read) receive(read);
      }),
    );
    this.#open.set(id, { panel, attendant });
    panel.onDidDispose(() => {
      this.#open.delete(id);
      attendant.dispose();
    });
    panel.iconPath = { light: media('light'), dark: media('dark') };
    webview.options = this.#options();
    webview.html = pageHtml(webview, this.#folder, script, id, panel.title);
  }

  get #folder(): Uri {
    return Uri.joinPath(this.#extension, 'dist', 'pages');
  }

  #options(): WebviewOptions {
    return { enableScripts: true, enableForms: false, localResourceRoots: [this.#folder] };
  }
}

/** A page as it begins: one stylesheet, one script, and nothing else that could be loaded or run. */
function pageHtml(webview: Webview, folder: Uri, script: string, id: string, title: string): string {
  const nonce = crypto.randomUUID();
  const source = webview.cspSource;
  const policy = `default-src 'none'; style-src ${source}; img-src ${source}; script-src 'nonce-${nonce}'`;
  const address = (name: string) => escapeHtml(webview.asWebviewUri(Uri.joinPath(folder, name)).toString());
  return `<!doctype html>
<html lang="${escapeHtml(env.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="${address('page.css')}">
</head>
<body>
<main id="page" data-id="${escapeHtml(id)}" aria-busy="true"></main>
<script nonce="${nonce}" src="${address(`${script}.js`)}"></script>
</body>
</html>`;
}

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
