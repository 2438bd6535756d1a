import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { MODELS } from '../../src/core/mechanisms/parameters';
import { FAMILIES } from '../../src/core/families/families';

const CENTRAL_HEADER = 0x02014b50;
const END_RECORD = 0x06054b50;
const END_RECORD_BYTES = 22;

/** The names in a zip file without a comment, read from its central directory. */
function zipNames(zip: Buffer): string[] {
  const end = zip.length - END_RECORD_BYTES;
  assert.equal(zip.readUInt32LE(end), END_RECORD, 'the zip file has a comment');
  const names: string[] = [];
  for (let at = zip.readUInt32LE(end + 16); zip.readUInt32LE(at) === CENTRAL_HEADER;) {
    const [name, extra, comment] = [28, 30, 32].map((field) => zip.readUInt16LE(at + field));
    names.push(zip.toString('utf8', at + 46, at + 46 + name!));
    at += 46 + name! + extra! + comment!;
  }
  return names;
}

suite('The package', () => {
  test('holds exactly what the extension needs', () => {
    const names = zipNames(readFileSync('out/attention-notes.vsix'));
    assert.deepEqual(names.map((name) => name.replace(/^extension\//, '')).sort(), [
      'LICENSE.txt',
      '[Content_Types].xml',
      'changelog.md',
      'dist/node/extension.js',
      'dist/node/library.js',
      'dist/node/notes.js',
      'dist/pages/family.js',
      'dist/pages/page.css',
      'dist/web/extension.js',
      'dist/web/library.js',
      'dist/web/notes.js',
      'extension.vsixmanifest',
      'media/attention-notes.schema.json',
      'media/attention-notes.svg',
      ...FAMILIES.flatMap(({ id }) => [
        `media/families/${id}-dark.svg`,
        `media/families/${id}-light.svg`,
      ]).sort(),
      'media/family-dark.svg',
      'media/family-light.svg',
      'media/icon.png',
      ...MODELS.flatMap((id) => [
        `media/mechanisms/${id}-dark.svg`,
        `media/mechanisms/${id}-light.svg`,
      ]).sort(),
      'media/preview.css',
      'media/sample/efficient-attention.md',
      'media/sample/reading-list.md',
      'media/sample/vision-backbones.md',
      'package.json',
      'package.nls.json',
      'readme.md',
      'seeds/000_04cec78b982bfdd9.txt',
      'seeds/001_fb4eaacc8172d334.txt',
      'seeds/002_670d7e0a76b350d0.txt',
      'seeds/003_a4eddf529ba8a74c.txt',
      'seeds/004_8addf678ecaa5ae1.txt',
      'seeds/papers.json',
    ]);
  });
});
