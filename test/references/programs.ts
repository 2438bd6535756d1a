import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** What a program said, and whether it came to a good end. */
interface Said {
  readonly ended: boolean;
  readonly out: string;
  readonly errors: string;
}

/** Longest time for a program, ms. */
const LIMIT = 120_000;

const run = (command: string, args: readonly string[], cwd: string): Promise<Said> =>
  new Promise((resolve) => {
    execFile(command, args, { cwd, maxBuffer: 2 ** 28, timeout: LIMIT }, (error, out, errors) =>
      resolve({ ended: error === null, out, errors }),
    );
  });

/** Runs `work` in a folder of its own. */
async function inFolder<T>(work: (dir: string) => Promise<T>): Promise<T> {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'attention-notes-references-'));
  try {
    return await work(dir);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** The keys of the references that pandoc makes of a note, in order, and whatever it complains of. */
export const citedByPandoc = (
  note: string,
  file: { name: string; text: string },
): Promise<{ keys: string[]; complaints: string }> =>
  inFolder(async (dir) => {
    writeFileSync(path.join(dir, 'note.md'), note);
    writeFileSync(path.join(dir, file.name), file.text);
    const args = ['--citeproc', `--bibliography=${file.name}`, '-f', 'markdown', '-t', 'json', 'note.md'];
    const { ended, out, errors } = await run('pandoc', args, dir);
    const keys = Array.from(out.matchAll(/"Div","c":\[\["ref-((?:[^"\\]|\\.)*)"/g), ([, key]) =>
      String(JSON.parse(`"${key ?? ''}"`)),
    );
    return { keys, complaints: ended ? errors : `${errors}\nended in failure` };
  });

/** The list that BibTeX makes of a whole file in a style, the keys in it, and every line it warns or complains in. */
export const listedByBibtex = (
  text: string,
  style: string,
): Promise<{ list: string; keys: string[]; complaints: string[] }> =>
  inFolder(async (dir) => {
    writeFileSync(path.join(dir, 'all.bib'), text);
    writeFileSync(path.join(dir, 'all.aux'), `\\citation{*}\n\\bibdata{all}\n\\bibstyle{${style}}\n`);
    await run('bibtex', ['all'], dir);
    const log = readFileSync(path.join(dir, 'all.blg'), 'utf8');
    const list = readFileSync(path.join(dir, 'all.bbl'), 'utf8');
    return {
      list,
      keys: Array.from(list.matchAll(/^\\bibitem(?:\[[^\]]*\])?\{([^}]*)\}/gm), ([, key]) => key ?? ''),
      complaints: log.split('\n').filter((line) => /^Warning--|---line|---while|^I\b|error/i.test(line)),
    };
  });

/** The keys of the entries that biber reads and writes again, and every line it warns or complains in. */
export const readByBiber = (text: string): Promise<{ keys: string[]; complaints: string[] }> =>
  inFolder(async (dir) => {
    writeFileSync(path.join(dir, 'all.bib'), text);
    const { ended, out, errors } = await run(
      'biber',
      ['--tool', '--validate-datamodel', '--output-file=again.bib', 'all.bib'],
      dir,
    );
    const lines = `${out}\n${errors}`.split('\n').filter((line) => /^(?:WARN|ERROR)/.test(line));
    const again = ended ? readFileSync(path.join(dir, 'again.bib'), 'utf8') : '';
    return {
      keys: Array.from(again.matchAll(/^@\w+\{(.+),$/gm), ([, key]) => key ?? ''),
      complaints: ended ? lines : [...lines, 'ended in failure'],
    };
  });

/** What pandoc reads in a file of entries, as CSL items. */
export const readByPandoc = (format: string, text: string): Promise<Record<string, unknown>[]> =>
  inFolder(async (dir) => {
    writeFileSync(path.join(dir, 'all.bib'), text);
    const { ended, out, errors } = await run('pandoc', ['-f', format, '-t', 'csljson', 'all.bib'], dir);
    if (!ended) throw new Error(errors);
    return JSON.parse(out) as Record<string, unknown>[];
  });
