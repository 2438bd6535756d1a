// Programs of Debian's that the citation grammar is compared with, and that read the references that go out.
import { existsSync } from 'node:fs';
import { exec } from './exec.mjs';

/** A program with the packages it is in, and how people get it elsewhere. */
const PANDOC = { command: 'pandoc', packages: ['pandoc'], how: 'https://pandoc.org/installing.html' };
const BIBTEX = { command: 'bibtex', packages: ['texlive-binaries'], how: 'https://tug.org/texlive' };
const BIBER = { command: 'biber', packages: ['biber'], how: 'https://tug.org/texlive' };
/** Has the styles of BibTeX. */
const STYLES = { command: 'kpsewhich', packages: ['texlive-base'], how: 'https://tug.org/texlive' };
/** CSL styles that reference lists are compared in, as Debian's package of them has them. */
const CSL_STYLES = {
  command: 'CSL styles',
  packages: ['citation-style-language-styles'],
  how: 'https://github.com/citation-style-language/styles',
};
const CSL_STYLE = '/usr/share/citation-style-language/styles/apa.csl';

/**
 * Sees to it that there is a pandoc; where packages can be installed without asking anybody, installs Debian's.
 * @returns {Promise<string | undefined>} why there is none
 */
export const ensurePandoc = () => ensure([PANDOC, CSL_STYLES]);

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

async function isThere(program) {
  if (program === CSL_STYLES) return existsSync(CSL_STYLE);
  if (program !== STYLES) return runs(program.command);
  const file = await exec('kpsewhich', ['plain.bst']).catch(() => '');
  return existsSync(file.trim());
}

const runs = (command) =>
  exec(command, ['--version']).then(
    () => true,
    () => false,
  );
