import type { Problem } from '../core/paper';

/** Text of a library file and what was wrong with its encoding. */
export interface Decoded {
  readonly text: string;
  readonly problems: readonly Problem[];
}

const STEP = 1 << 20;

/**
 * Decodes a file step by step (a generator, so that the caller can pause): UTF-8 and UTF-16 by byte-order mark,
 * else UTF-8. Bytes that are not UTF-8 are read as Windows-1252, the likeliest origin of such exports, and reported
 * at the line of the first of them. The byte-order mark is not part of the text.
 */
export function* decode(bytes: Uint8Array): Generator<void, Decoded> {
  const marked =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : undefined;
  if (marked) return { text: yield* decodeAs(bytes, marked, false), problems: [] };
  try {
    return { text: yield* decodeAs(bytes, 'utf-8', true), problems: [] };
  } catch {
    const line = lineOfFirstBadByte(bytes);
    const text = yield* decodeAs(bytes, 'windows-1252', false);
    return { text, problems: [{ code: 'file.encoding', severity: 'warning', line }] };
  }
}

function* decodeAs(bytes: Uint8Array, encoding: string, fatal: boolean): Generator<void, string> {
  const decoder = new TextDecoder(encoding, { fatal });
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += STEP) {
    parts.push(decoder.decode(bytes.subarray(at, at + STEP), { stream: true }));
    yield;
  }
  parts.push(decoder.decode());
  return parts.join('');
}

/** Line, 1-based, of the first bytes that are not UTF-8. A newline byte never occurs inside a longer sequence. */
function lineOfFirstBadByte(bytes: Uint8Array): number {
  let line = 1;
  let start = 0;
  for (;;) {
    const end = bytes.indexOf(10, start);
    const rest = bytes.subarray(start, end < 0 ? undefined : end);
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(rest);
    } catch {
      return line;
    }
    if (end < 0) return line;
    start = end + 1;
    line++;
  }
}
