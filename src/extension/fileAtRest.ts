import { type FileStat, type Uri, workspace } from 'vscode';

/** Largest library file that is read, bytes. */
const LARGEST_FILE = 256 * 2 ** 20;
/** A file that grows while it is read is read again, after so long and so often. */
const WRITTEN_MS = 100;
const WRITTEN_TRIES = 50;
/** One that has just been written and does not look finished is waited for, once for so long. */
const UNFINISHED_MS = 700;
/** So long after it was written last somebody may still be at it, ms. */
const JUST_WRITTEN_MS = 5000;
/** The end of a file is looked for among so many bytes. */
const TAIL = 1024;

/** Refusal of a library file beyond the limit of 256 MB. */
export class FileTooLargeError extends Error {
  override readonly name = 'FileTooLargeError';
}

/**
 * The content of a file that nobody is writing: what was there before reading is there afterwards too, and its end looks
 * like one, unless nothing more comes.
 */
export async function readAtRest(uri: Uri): Promise<Uint8Array> {
  let before = await sizeOf(uri);
  let hasWaited = false;
  for (let tries = 0; ; tries++) {
    const bytes = await workspace.fs.readFile(uri);
    const after = await sizeOf(uri);
    const isWhole = after.mtime === before.mtime && after.size === before.size && bytes.length === after.size;
    before = after;
    if (tries >= WRITTEN_TRIES) return bytes;
    const isPaused: boolean = isWhole && !hasWaited && isJustWritten(after) && !looksFinished(uri, bytes);
    if (isWhole && !isPaused) return bytes;
    hasWaited ||= isPaused;
    await new Promise((resolve) => setTimeout(resolve, isPaused ? UNFINISHED_MS : WRITTEN_MS));
  }
}

const isJustWritten = ({ mtime }: FileStat): boolean => Math.abs(Date.now() - mtime) < JUST_WRITTEN_MS;

/**
 * Whether a file may end there: BibTeX with a line that closes an entry and nothing else, JSON with a bracket. Of other files
 * nothing is known.
 */
function looksFinished({ path }: Uri, bytes: Uint8Array): boolean {
  const end = new TextDecoder().decode(bytes.subarray(-TAIL)).trimEnd();
  if (end === '') return true;
  if (/\.bib(?:tex)?$/i.test(path)) return /(?:^|\n)\s*[})]$/.test(end);
  return !path.toLowerCase().endsWith('.json') || /[\]}]$/.test(end);
}

async function sizeOf(uri: Uri): Promise<FileStat> {
  const stat = await workspace.fs.stat(uri);
  if (stat.size > LARGEST_FILE) throw new FileTooLargeError(`${stat.size} bytes`);
  return stat;
}
