import { closeSync, existsSync, openSync, readSync, renameSync, writeSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { type Entry, corpus } from './corpus';

const CHUNK = 1 << 22;

/** Writes a corpus, an entry on each line, unless it is there. */
export function writeCorpus(file: string, count: number): void {
  if (existsSync(file)) return;
  const unfinished = `${file}.part`;
  const out = openSync(unfinished, 'w');
  let lines = '';
  for (const entry of corpus(count)) {
    lines += `${JSON.stringify(entry)}\n`;
    if (lines.length < CHUNK) continue;
    writeSync(out, lines);
    lines = '';
  }
  writeSync(out, lines);
  closeSync(out);
  renameSync(unfinished, file);
}

/** The entries of a corpus one after the other, so that only what is kept of them takes memory. */
export function* readCorpus(file: string): Generator<Entry, void> {
  const input = openSync(file, 'r');
  const decoder = new StringDecoder();
  const chunk = Buffer.alloc(CHUNK);
  try {
    let rest = '';
    for (let read = readSync(input, chunk); read > 0; read = readSync(input, chunk)) {
      const lines = (rest + decoder.write(chunk.subarray(0, read))).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) yield JSON.parse(line) as Entry;
    }
  } finally {
    closeSync(input);
  }
}
