import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { parse } from 'jsonc-parser';
import { VSCodeWindow } from './window';

interface Binding {
  readonly key: string;
  readonly command: string;
}

const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  contributes: { keybindings: (Binding & { mac?: string })[] };
};
/** What VS Code takes the platform from. */
const PLATFORMS = {
  Linux: 'X11; Linux x86_64',
  Windows: 'Windows NT 10.0',
  macOS: 'Macintosh; Intel Mac OS X 14_0',
};

suite('Keybindings', () => {
  let window: VSCodeWindow;

  suiteSetup(async () => {
    window = await VSCodeWindow.open({ name: 'dark', theme: 'Default Dark Modern', colorScheme: 'dark' });
  });

  suiteTeardown(() => window.close());

  for (const [platform, agent] of Object.entries(PLATFORMS)) {
    test(`shadow none of VS Code's own on ${platform}`, async () => {
      const defaults = await defaultBindings(
        window,
        `Mozilla/5.0 (${agent}) AppleWebKit/537.36 Chrome/147.0.0.0`,
      );
      assert.ok(defaults.length > 800, `only ${defaults.length} keybindings`);
      assert.ok(defaults.some(({ key }) => key === (platform === 'macOS' ? 'cmd+k cmd+c' : 'ctrl+k ctrl+c')));
      // Backspace is ours only while our own pick is open.
      for (const { key, mac, command } of contributes.keybindings.filter(({ key }) => key !== 'backspace')) {
        const ours = platform === 'macOS' ? mac : key;
        const bound = defaults.filter((binding) => binding.key === ours).map((binding) => binding.command);
        assert.deepEqual(bound, [command]);
      }
    });
  }
});

/** Every default keybinding of the platform, as "Open Default Keyboard Shortcuts (JSON)" shows them. */
async function defaultBindings(window: VSCodeWindow, userAgent: string): Promise<Binding[]> {
  const context = await window.page.context().browser()!.newContext({ userAgent });
  try {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    await page.goto(window.url);
    await page.locator('.monaco-workbench .part.statusbar').waitFor();
    // Only then are an extension's keybindings among the defaults.
    await page.locator('.part.activitybar [aria-label^="Attention Notes"]').first().waitFor();
    await page.keyboard.press('F1');
    const title = 'Open Default Keyboard Shortcuts (JSON)';
    await page.locator('.quick-input-widget:visible .quick-input-box input').fill(`>${title}`);
    await page.locator('.quick-input-widget .monaco-list-row', { hasText: title }).first().waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.editor-group-container.active .view-line', { hasText: '"key"' }).first().click();
    await page.keyboard.press(userAgent.includes('Mac') ? 'Meta+A' : 'Control+A');
    await page.evaluate('document.execCommand("copy")');
    let text = '';
    for (const end = Date.now() + 10_000; Date.now() < end && !text.includes('"key"');) {
      await page.waitForTimeout(100);
      text = await page.evaluate<string>('navigator.clipboard.readText()');
    }
    return parse(text) as Binding[];
  } finally {
    await context.close();
  }
}
