// The pandoc that the citation grammar is compared with.
import { exec } from './exec.mjs';

const HOW = 'get it from https://pandoc.org/installing.html or, on Debian, with `apt-get install pandoc`';

/**
 * Sees to it that there is a pandoc; where packages can be installed without asking anybody, installs Debian's.
 * @returns {Promise<string | undefined>} why there is none
 */
export async function ensurePandoc() {
  if (await runs('pandoc')) return undefined;
  if (process.getuid?.() !== 0 || !(await runs('apt-get'))) return `no pandoc here: ${HOW}`;
  try {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await exec('apt-get', ['update'], { env });
    await exec('apt-get', ['install', '-y', '--no-install-recommends', 'pandoc'], { env });
    return undefined;
  } catch (error) {
    return `pandoc could not be installed: ${HOW}\n${error.message}`;
  }
}

const runs = (command) =>
  exec(command, ['--version']).then(
    () => true,
    () => false,
  );
