import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import markdownIt from 'markdown-it';
import type { CitedItem } from '../../src/core/csl/cite';
import { readFrontMatter } from '../../src/core/noteFrontMatter';
import { readNote } from '../../src/core/note';
import { NoteText } from '../../src/core/noteText';
import { findReferences } from '../../src/core/referencesBlock';
import { addCitationRules, type PreviewedNote, REFERENCES } from '../../src/core/preview/citationRule';
import { blockDocuments, inlineDocuments } from '../pandoc/generator';
import { specDocuments } from '../pandoc/spec';
import { random } from '../support/random';
import { CITED_TEXTS } from '../support/citedTexts';

const parser = markdownIt({ html: true, linkify: true });
addCitationRules(parser);

/** What the preview finds in a note, as text. */
function previewed(text: string): string {
  const token = parser.parse(text, {}).find(({ type, meta }) => type === REFERENCES && meta !== undefined);
  const note = token?.meta as PreviewedNote | undefined;
  return (note?.citations ?? []).map(told).join(' | ');
}

const told = (items: readonly CitedItem[]): string =>
  items
    .map(({ id, mode, prefix, locator, suffix }) =>
      JSON.stringify([id, mode, prefix, locator?.label, locator?.value, suffix]),
    )
    .join(' ');

/** What all else finds in it: citations within others are shown by these. */
function read(text: string): string {
  const from = readFrontMatter(text, 0).end;
  let end = from;
  const outer = readNote(text).citations.filter((citation) => {
    if (citation.start < end) return false;
    end = citation.end;
    return true;
  });
  return outer.map(({ items }) => told(items.map((item) => ({ ...item, id: item.citekey })))).join(' | ');
}

/** Why the preview may find others: what markdown-it reads otherwise than the parser of notes, whatever is cited. */
const REASONS: readonly (readonly [reason: string, holds: (text: string) => boolean])[] = [
  ['the text of a picture is read by itself', (text) => text.includes('![')],
  ['there are no footnotes without another extension', (text) => text.includes('[^')],
];

suite('citations of the preview', () => {
  const differing = (documents: readonly string[]): string[] =>
    documents.filter((document) => previewed(document) !== read(document));
  const unexplained = (documents: readonly string[]): string[] =>
    differing(documents).filter((document) => !REASONS.some(([, holds]) => holds(document)));

  test('are those of the grammar', () => {
    const documents = Object.values(CITED_TEXTS).flatMap((texts) => texts.map(([text]) => `T ${text}\n`));
    assert.ok(documents.length > 100);
    assert.deepEqual(unexplained(documents), []);
  });

  test('are those of notes, whatever they have beside citations', () => {
    const documents = [
      ...inlineDocuments(1, 1500),
      ...blockDocuments(1, 300),
      ...specDocuments().filter((_document, index) => index % 4 === 0),
    ];
    assert.deepEqual(unexplained(documents), []);
    const different = differing(documents);
    assert.ok(different.length <= 8, `${different.length} of ${documents.length} differ`);
    for (const [reason, holds] of REASONS)
      assert.ok(different.some(holds), `nothing differs because ${reason}`);
  });

  test('are those of the sample notes', () => {
    const notes = readdirSync('media/sample').filter((name) => name.endsWith('.md'));
    assert.ok(notes.length > 0);
    for (const name of notes) {
      const text = readFileSync(`media/sample/${name}`, 'utf8');
      assert.notEqual(read(text), '', name);
      assert.equal(previewed(text), read(text), name);
    }
  });

  test('stand before the list where the note has it, and hide nothing where it has none', () => {
    const OTHERS = ['T @a', '# H', '***', '```', '~~~', '    :::', '<!-- other -->', '::: {.note}', ':::'];
    const MARKS = [
      ['::: {#refs}', '::: {#refs}', ':::: {.x #refs} ::::', ':::', ':::', ':::'],
      ['<!-- references -->', '<!-- References -->', '<!-- /references -->', '<!--/references-->'],
    ];
    const below = random(5);
    let found = 0;
    for (let document = 0; document < 3000; document++) {
      const choices = [...OTHERS, ...(MARKS[document % 2] ?? [])];
      const lines = Array.from({ length: 2 + below(9) }, () => choices[below(choices.length)] ?? '');
      const text = `@a\n\n${lines.join('\n\n')}\n\n::: end`;
      const list = findReferences(new NoteText(text));
      const lineOf = (offset: number): number => text.slice(0, offset).split('\n').length - 1;
      const tokens = parser.parse(text, {});
      const place = tokens.find(({ type }) => type === REFERENCES)?.map ?? 'none';
      if (list !== 'unclosed')
        assert.deepEqual(
          place,
          list === 'none' ? list : [lineOf(list.start) - 1, lineOf(list.end) + 1],
          text,
        );
      assert.match(tokens.map(({ content }) => content).join('\n'), /::: end/, text);
      if (place !== 'none') found++;
    }
    assert.ok(found > 100, String(found));
  });
});
