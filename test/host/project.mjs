// The project itself, from a fresh clone to the packaged extension. Node built-ins only: nothing may be installed.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { exec, npm, timed } from './exec.mjs';
import { ROOT, VSIX } from './paths.mjs';

/** Installs the development dependencies, unless those of the lock file are there. */
export async function ensureDependencies() {
  if (dependenciesMatch()) return;
  await timed('Dependencies installed', () => npm(['ci'], { cwd: ROOT }));
}

/** Whether what npm noted as installed is what the lock file asks for; packages for other systems may be missing. */
function dependenciesMatch() {
  const installedList = path.join(ROOT, 'node_modules/.package-lock.json');
  if (!existsSync(installedList)) return false;
  const read = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;
  const installed = read(installedList);
  return Object.entries(read(path.join(ROOT, 'package-lock.json'))).every(
    ([name, wanted]) =>
      name === '' ||
      installed[name]?.version === wanted.version ||
      (!installed[name] && (wanted.optional || wanted.devOptional)),
  );
}

/** Bundles the tests of the given parts (folders of test/) into out/test/. */
export function bundleTests(parts) {
  return exec(process.execPath, ['esbuild.mjs', `--tests=${parts.join(',')}`], { cwd: ROOT });
}

/** Builds the extension and packages it into `VSIX`. Resolves to what the packager printed. */
export async function packageExtension() {
  mkdirSync(path.dirname(VSIX), { recursive: true });
  return pack(ROOT, VSIX, { SOURCE_DATE_EPOCH: await lastCommit() });
}

/**
 * Packages the extension in a folder.
 * @param {string} dir
 * @param {string} vsix the file to write
 * @param {NodeJS.ProcessEnv} [env]
 */
export function pack(dir, vsix, env = {}) {
  const vsce = fileURLToPath(import.meta.resolve('@vscode/vsce/vsce'));
  const options = [
    '--no-dependencies',
    '--allow-missing-repository',
    '--no-rewrite-relative-links',
    '--skip-license',
  ];
  const args = [vsce, 'package', ...options, '--out', vsix];
  return exec(process.execPath, args, { cwd: dir, env: { ...process.env, ...env } });
}

/** Seconds since 1970 of the last commit: the same commit gives the same package, byte for byte. */
async function lastCommit() {
  const given = process.env.SOURCE_DATE_EPOCH;
  return (
    given ??
    exec('git', ['log', '-1', '--format=%ct'], { cwd: ROOT }).then(
      (s) => s.trim(),
      () => '1735689600',
    )
  );
}
