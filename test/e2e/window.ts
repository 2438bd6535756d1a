import { execFile } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { Locator, Page } from 'playwright-core';
import type * as Host from '../host/driven.mjs';

/** The themes every walk is done in. */
const THEMES = [
  { name: 'dark', theme: 'Default Dark Modern', colorScheme: 'dark' },
  { name: 'light', theme: 'Default Light Modern', colorScheme: 'light' },
] as const;

type Theme = (typeof THEMES)[number];

const QUICK_INPUT = '.quick-input-widget:visible .quick-input-box input';
const QUICK_ROWS = '.quick-input-widget .monaco-list-row';

// Not bundled: it finds the project's files from its own place.
const host = (): Promise<typeof Host> =>
  import(pathToFileURL(path.resolve('test/host/driven.mjs')).href) as Promise<typeof Host>;

/** VS Code's real window with the packaged extension, driven as a person would. Waits are 30 s each. */
export class VSCodeWindow {
  readonly page: Page;
  /** The copy of the sample notes that is open. */
  readonly folder: string;
  readonly #theme: Theme;
  readonly #window: Host.DrivenWindow;

  private constructor(theme: Theme, window: Host.DrivenWindow) {
    this.#theme = theme;
    this.#window = window;
    this.page = window.page;
    this.folder = window.folder;
    this.page.setDefaultTimeout(30_000);
  }

  /** Opens a window with further user settings. */
  static async open(theme: Theme, settings: Readonly<Record<string, unknown>> = {}): Promise<VSCodeWindow> {
    const { openDriven } = await host();
    return new VSCodeWindow(theme, await openDriven({ ...theme, theme: theme.theme, settings }));
  }

  /** The window's address: it opens a second one. */
  get url(): string {
    return this.#window.url;
  }

  /** Ends the window and everything it started. */
  close(): Promise<void> {
    return this.#window.close();
  }

  /** Ends the extension hosts of this process's windows without warning, as a crash does. */
  async endExtensionHost(): Promise<void> {
    const { stdout } = await promisify(execFile)('ps', ['-eo', 'pid=,ppid=,args=']);
    const rows = stdout.matchAll(/^ *(\d+) +(\d+) (.*)$/gm);
    const processes = new Map(
      Array.from(rows, ([, id, parent, args = '']) => [Number(id), { parent: Number(parent), args }]),
    );
    // By their parents, for numbers of processes begin anew.
    const isOwn = (id: number): boolean => {
      const parent = processes.get(id)?.parent ?? 0;
      return parent === process.pid || (parent > 1 && isOwn(parent));
    };
    const hosts = [...processes].filter(
      ([id, { args }]) => args.includes('--type=extensionHost') && isOwn(id),
    );
    if (hosts.length === 0) throw new Error('No extension host runs');
    for (const [id] of hosts) process.kill(id, 'SIGKILL');
  }

  /** Shows the extension's view container and waits for the families: the first assertion of every walk. */
  async showPapers(): Promise<void> {
    await (await host()).waitForFamilies(this.page, { show: true });
  }

  /** The rows of the Papers tree that stand for families, of those in sight. */
  async families(): Promise<Locator> {
    return this.page.locator((await host()).FAMILY_ROWS);
  }

  /** Runs a command by its title in the command palette. */
  async runCommand(title: string): Promise<void> {
    await this.#pick('F1', `>${title}`, title);
  }

  /** Opens a file of the folder by its name and waits for its text. */
  async openFile(name: string): Promise<void> {
    await this.#pick('Control+P', name, name);
    await this.page.locator('.tab.active', { hasText: name }).waitFor();
    await this.editor().locator('.view-line').first().waitFor();
  }

  /** Picks the row with that text in the box that keys open. A box that closes, as the focus moves, is opened anew. */
  async #pick(keys: string, typed: string, row: string): Promise<void> {
    const box = this.page.locator(QUICK_INPUT);
    // Until the rows are those for what was typed, another one is the active one.
    const found = this.page.locator(`${QUICK_ROWS}.focused`, { hasText: row });
    const pick = async (timeout: number) => {
      await this.pressUntil(keys, box);
      await box.fill(typed, { timeout });
      await found.waitFor({ timeout });
      await this.page.keyboard.press('Enter');
    };
    await pick(10_000).catch(() => pick(30_000));
  }

  /** The active text editor. */
  editor(): Locator {
    return this.page.locator('.editor-group-container.active .monaco-editor').first();
  }

  /**
   * Moves the mouse over text in the active editor, or over its first letters, and resolves to the hover that contains
   * `expected`.
   */
  async hover(text: string, expected: string, letters = text.length): Promise<Locator> {
    const hover = this.page.locator('.monaco-hover:visible', { hasText: expected }).first();
    // The extension may be starting: a hover that came without its part is asked for again.
    for (let attempts = 0; attempts < 10; attempts++) {
      const line = this.editor().locator('.view-line', { hasText: text }).last();
      const { x, y } = await (await host()).middleOf(line, text, letters);
      await this.page.mouse.move(x, y, { steps: 3 });
      const shown = await hover.waitFor({ timeout: 3000 }).then(
        () => true,
        () => false,
      );
      if (shown) return hover;
      await this.page.mouse.move(5, 5);
    }
    throw new Error(`No hover over "${text}" shows "${expected}"`);
  }

  /** The first line in sight of the active editor that has a text, where a space between words is a no-break one. */
  lineWith(text: string | RegExp): Locator {
    return this.editor().locator('.view-line', { hasText: text }).first();
  }

  /** The quick pick or box in sight. */
  quickPick(): Locator {
    return this.page.locator('.quick-input-widget:visible');
  }

  /** The rows in sight of the quick pick. */
  pickRows(): Locator {
    return this.quickPick().locator('.monaco-list-row');
  }

  /** The first notification with a text. */
  toast(text: string | RegExp): Locator {
    return this.page.locator('.notification-toast', { hasText: text }).first();
  }

  /** Clicks on text in the active editor, where it stands first. */
  async clickOn(text: string): Promise<void> {
    const line = this.editor().locator('.view-line', { hasText: text }).first();
    const { x, y } = await (await host()).middleOf(line, text, text.length);
    await this.page.mouse.click(x, y);
  }

  /** Presses keys on text of the active editor until something is shown: keys that come while the window moves its focus are lost. */
  async pressOn(text: string, keys: string, shown: Locator): Promise<void> {
    await this.pressUntil(keys, shown, () => this.clickOn(text));
  }

  /** Presses keys until something is shown, with what is to be done before each time. */
  async pressUntil(keys: string, shown: Locator, before = () => Promise.resolve()): Promise<void> {
    for (let tries = 0; tries < 5; tries++) {
      await before();
      await this.page.keyboard.press(keys);
      const isShown = await shown.waitFor({ timeout: 3000 }).then(
        () => true,
        () => false,
      );
      if (isShown) return;
    }
    await shown.waitFor();
  }

  /** Types text at the end of the active editor. */
  async typeAtEnd(text: string): Promise<void> {
    await this.editor().locator('.view-line').last().click();
    await this.page.keyboard.press('Control+End');
    await this.page.keyboard.type(text, { delay: 30 });
  }

  /** The rows of the list of completions, once it is shown. */
  suggestions(): Locator {
    return this.page.locator('.monaco-editor .suggest-widget.visible .monaco-list-row');
  }

  /** The texts of all notifications shown at the moment. */
  notifications(): Promise<string[]> {
    return this.page.locator('.notification-toast .notification-list-item-message').allInnerTexts();
  }

  /** Saves a picture as out/screenshots/<theme>-<name>.png. */
  async screenshot(name: string): Promise<void> {
    await (await host()).screenshot(this.page, `${this.#theme.name}-${name}`);
  }
}

/**
 * Defines a suite of walks in each theme, each with a window of its own that shows our view before every walk; a walk
 * that fails leaves a picture. `settings` makes further user settings of a window before it opens.
 */
export function walks(
  title: string,
  define: (window: () => VSCodeWindow) => void,
  settings?: () => Promise<Readonly<Record<string, unknown>>>,
): void {
  for (const theme of THEMES) {
    suite(`${title}, ${theme.name}`, () => {
      let window: VSCodeWindow;

      suiteSetup(async () => {
        window = await VSCodeWindow.open(theme, await settings?.());
      });

      suiteTeardown(() => window.close());

      setup(() => window.showPapers());

      teardown(async function () {
        if (this.currentTest?.state === 'failed') await window.screenshot('failure');
      });

      define(() => window);
    });
  }
}
