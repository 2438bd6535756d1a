// Programs of Debian's that the citation grammar is compared with, and that read the references that go out.
import { existsSync } from 'node:fs';
import { exec } from './exec.mjs';

/** A program with the packages it is in, and how people get it elsewhere. */
const PANDOC = { command: 'pandoc', packages: ['pandoc'], how: 'https://pandoc.org/installing.html' };
const BIBTEX = { command: 'bibtex', packages: ['texlive-binaries'], how: 'https://tug.org/texlive' };
const BIBER = { command: 'biber', packages: ['biber'], how: 'https://tug.org/texlive' };
/** Has the styles. */
const STYLES = { command: 'kpsewhich', packages: ['texlive-base'], how: 'https://tug.org/texlive' };

/**
 * Sees to it that there is a pandoc; where packages can be installed without asking anybody, installs Debian's.
 * @returns {Promise<string | undefined>} why there is none
 */
export const ensurePandoc = () => ensure([PANDOC]);

/** The same for every program that reads references. */
export const ensureReferencePrograms = () => ensure([PANDOC, BIBTEX, STYLES, BIBER]);

async function ensure(programs) {
  const missing = [];
  for (const program of programs) if (!(await isThere(program))) missing.push(program);
  if (missing.length === 0) return undefined;
  const packages = missing.flatMap((program) => program.packages);
  const names = missing.map(({ command }) => command).join(', ');
  const sources = [...new Set(missing.map(({ how }) => how))].join(' and ');
  const how = `get it from ${sources} or, on Debian, with \`apt-get install ${packages.join(' ')}\``;
  if (process.getuid?.() !== 0 || !(await runs('apt-get'))) return `no ${names} here: ${how}`;
  try {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await exec('apt-get', ['update'], { env });
    await exec('apt-get', ['install', '-y', '--no-install-recommends', ...packages], { env });
    return undefined;
  } catch (error) {
    return `${names} could not be installed: ${how}\n${error.message}`;
  }
}

const isThere = async (program) =>
  program === STYLES
    ? exec('kpsewhich', ['plain.bst']).then(
        (file) => existsSync(file.trim()),
        () => false,
      )
    : runs(program.command);

const runs = (command) =>
  exec(command, ['--version']).then(
    () => true,
    () => false,
  );
