import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Decoded, decode } from '../../src/worker/decode';

function decoded(bytes: Uint8Array): Decoded {
  const steps = decode(bytes);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

const utf16 = (text: string, mark: number[], bigEndian = false) => {
  const body = Buffer.from(text, 'utf16le');
  return new Uint8Array([...mark, ...(bigEndian ? body.swap16() : body)]);
};

suite('Decoding of library files', () => {
  test('reads any UTF-8 text back, with and without byte-order mark', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.boolean(), (text, marked) => {
        fc.pre(!text.startsWith('\ufeff'));
        const bytes = new TextEncoder().encode((marked ? '\ufeff' : '') + text);
        assert.deepEqual(decoded(bytes), { text, problems: [] });
      }),
    );
  });

  test('reads UTF-16 by its byte-order mark', () => {
    assert.equal(decoded(utf16('Glück 🙂', [0xff, 0xfe])).text, 'Glück 🙂');
    assert.equal(decoded(utf16('Glück 🙂', [0xfe, 0xff], true)).text, 'Glück 🙂');
  });

  test('reads other bytes as Windows-1252 and names the line of the first', () => {
    const bytes = Buffer.from('one\ntwo\nGl\xfcck \x93quoted\x94\n\xe4', 'latin1');
    const { text, problems } = decoded(bytes);
    assert.equal(text, 'one\ntwo\nGlück “quoted”\nä');
    assert.deepEqual(problems, [{ code: 'file.encoding', severity: 'warning', line: 3 }]);
  });

  test('joins a character that two steps divide', () => {
    const text = 'x'.repeat((1 << 20) - 1) + '🙂 after';
    assert.equal(decoded(new TextEncoder().encode(text)).text, text);
  });
});
