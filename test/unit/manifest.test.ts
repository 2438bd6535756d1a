import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { BIBTEX_PROBLEMS } from '../../src/core/bibtex/rawEntry';

interface Manifest {
  contributes: {
    commands: { command: string; title: string; category: string }[];
    keybindings: { key: string; mac?: string; when?: string }[];
    views: Record<string, { id: string; name: string }[]>;
    configuration?: { properties: Record<string, unknown> };
  };
  engines: { vscode: string };
  devDependencies: Record<string, string>;
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
const words = JSON.parse(readFileSync('package.nls.json', 'utf8')) as Record<string, string>;
const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(`src/${file}`, 'utf8'))
  .join('\n');

suite('Manifest', () => {
  test('contributes exactly the commands that the code registers', () => {
    const registered = Array.from(
      sources.matchAll(/registerCommand\(\s*'(attentionNotes\.\w+)'/g),
      ([, id]) => id,
    );
    assert.deepEqual(manifest.contributes.commands.map(({ command }) => command).sort(), registered.sort());
  });

  test('gives every command one category and stays within thirty commands, three views and twenty-five settings', () => {
    const { commands, views, configuration } = manifest.contributes;
    assert.deepEqual([...new Set(commands.map(({ category }) => category))], ['Attention Notes']);
    assert.ok(commands.length <= 30);
    assert.ok(Object.values(views).flat().length <= 3);
    assert.ok(Object.keys(configuration?.properties ?? {}).length <= 25);
  });

  test('binds no key that types a character with AltGr or Option', () => {
    const keys = manifest.contributes.keybindings.flatMap(({ key, mac = key }) => [key, mac]);
    assert.ok(keys.length > 0);
    assert.deepEqual(
      keys.filter((key) => key.includes('alt')),
      [],
    );
  });

  test('has words for every placeholder, and no others', () => {
    const used = new Set(Array.from(JSON.stringify(manifest).matchAll(/"%([\w.]+)%"/g), ([, key]) => key));
    assert.deepEqual(Object.keys(words).sort(), [...used].sort());
  });

  test('supports exactly the VS Code whose API it is compiled against', () => {
    assert.equal(`^${manifest.devDependencies['@types/vscode'] ?? ''}`, manifest.engines.vscode);
  });

  test('the problem codes of the workers all have words in the host', () => {
    const codes = new Set(
      Array.from(
        sources.matchAll(/'((?:file|listing|cslJson|cslYaml|bibtex|decisions|note)\.[a-zA-Z]+)'/g),
        ([, code]) => code ?? '',
      ),
    );
    for (const code of BIBTEX_PROBLEMS) codes.add(`bibtex.${code}`);
    const described = new Set(
      Array.from(
        readFileSync('src/extension/problems.ts', 'utf8').matchAll(/^ {2}'([\w.]+)': \(/gm),
        ([, code]) => code,
      ),
    );
    assert.deepEqual(
      [...codes].filter((code) => !described.has(code)),
      [],
    );
  });
});
