// Parts of the headless host: packages fetched with npm, checked against their pin, made ready in the cache.
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { exec, npm } from './exec.mjs';
import { CACHE } from './paths.mjs';

const MARKER = '.complete';

/**
 * A folder of the cache that is made once. It is built beside its place and moved there when it is whole, so an
 * interrupted set-up leaves nothing behind that could be taken for a part.
 * @param {string} name the folder's name; contains the version
 * @param {unknown} recipe what else the result depends on: another recipe makes the part again
 * @param {(dir: string) => Promise<void>} make fills the (empty) folder
 * @returns {Promise<string>} the folder
 */
export async function part(name, recipe, make) {
  const dir = path.join(CACHE, name);
  const marker = path.join(dir, MARKER);
  const hash = createHash('sha256').update(JSON.stringify(recipe)).digest('hex');
  if (existsSync(marker) && readFileSync(marker, 'utf8') === hash) return dir;
  mkdirSync(CACHE, { recursive: true });
  removeLeftovers(name);
  const building = mkdtempSync(path.join(CACHE, `${name}.${process.pid}.`));
  try {
    await make(building);
    writeFileSync(path.join(building, MARKER), hash);
    rmSync(dir, { recursive: true, force: true });
    renameSync(building, dir);
  } finally {
    rmSync(building, { recursive: true, force: true });
  }
  return dir;
}

/** Removes half-made folders of processes that are gone. */
function removeLeftovers(name) {
  for (const entry of readdirSync(CACHE)) {
    const pid = entry.startsWith(`${name}.`) && /^(\d+)\.\w+$/.exec(entry.slice(name.length + 1))?.[1];
    if (pid && !alive(Number(pid))) rmSync(path.join(CACHE, entry), { recursive: true, force: true });
  }
}

function alive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/**
 * Fetches a package, checks it, and unpacks some of it.
 * @param {import('./pins.mjs').Pin} pin
 * @param {string} into an existing folder
 * @param {{ members: string[], strip: number, exclude?: string[] }} what tar's selection
 */
export async function unpack(pin, into, { members, strip, exclude = [] }) {
  const temporary = mkdtempSync(path.join(os.tmpdir(), 'attention-notes-pack-'));
  try {
    await npm(['pack', pin.spec, '--ignore-scripts', '--prefer-offline', '--pack-destination', temporary]);
    const archive = path.join(
      temporary,
      readdirSync(temporary).find((f) => f.endsWith('.tgz')),
    );
    checkIntegrity(pin, readFileSync(archive));
    await exec('tar', [
      ...['xzf', archive, '-C', into, `--strip-components=${strip}`],
      ...exclude.map((pattern) => `--exclude=${pattern}`),
      ...members,
    ]);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** Throws unless the bytes are those of the pin. */
export function checkIntegrity(pin, bytes) {
  const actual = `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
  if (actual !== pin.integrity) throw new Error(`${pin.spec} is not the pinned package: ${actual}`);
}
