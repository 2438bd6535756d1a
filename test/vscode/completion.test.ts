import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { openUntitled } from './untitled';

/** All rows at the `‸` of a note, in order. */
async function allAt(marked: string, trigger?: string): Promise<vscode.CompletionItem[]> {
  const content = marked.replace('‸', '');
  const document = await openUntitled(content);
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    document.uri,
    document.positionAt(marked.indexOf('‸')),
    trigger,
    3,
  );
  return list.items.toSorted((a, b) => ((a.sortText ?? '') < (b.sortText ?? '') ? -1 : 1));
}

/** Our papers there. */
async function rowsAt(marked: string): Promise<vscode.CompletionItem[]> {
  return (await allAt(marked)).filter(({ kind }) => kind === vscode.CompletionItemKind.Reference);
}

const labelOf = ({ label }: vscode.CompletionItem) => (typeof label === 'string' ? label : label.label);
const keysAt = async (marked: string) => (await rowsAt(marked)).map(labelOf);

/** The line of a note when a row is taken. */
function taken(marked: string, { range, insertText, label }: vscode.CompletionItem): string {
  assert.ok(range instanceof vscode.Range);
  const line = marked.replace('‸', '');
  const text = insertText ?? (typeof label === 'string' ? label : label.label);
  assert.ok(typeof text === 'string');
  return line.slice(0, range.start.character) + text + line.slice(range.end.character);
}

suite('Citation completion', () => {
  test('finds a paper by key, acronym, words in any order, author and year, identifier, and with typos', async () => {
    for (const typed of [
      'chen2021crossvit',
      'crossvit',
      'cross vit',
      'multi scale chen 2021',
      'classification cross attention scale',
      '2103.14899',
      'crosvit',
    ]) {
      const keys = await keysAt(`See [@${typed}‸`);
      assert.ok(keys.slice(0, 3).includes('chen2021crossvit'), `${typed}: ${keys.slice(0, 5).join(', ')}`);
      assert.ok(keys.length <= 50);
    }
  });

  test('gives every row what was typed as its filter, and documentation only on resolve', async () => {
    const rows = await rowsAt('See [@cross att‸]');
    assert.ok(rows.length > 3);
    assert.deepEqual([...new Set(rows.map(({ filterText }) => filterText))], ['@cross att']);
    // Three rows were asked to be resolved.
    assert.equal(
      rows.filter(({ documentation }) => documentation !== undefined).length,
      Math.min(3, rows.length),
    );
  });

  test('replaces the whole key when completing inside one', async () => {
    const [row] = await rowsAt('See [@chen2021‸crossvit, p. 3].');
    assert.ok(row?.range);
    const range = row.range instanceof vscode.Range ? row.range : row.range.replacing;
    assert.deepEqual([range.start.character, range.end.character], [5, 22]);
  });

  test('leaves what stands behind a key', async () => {
    const cites = '[@ali2021xcit]\n\n';
    for (const line of [
      'as in @crossv‸. Next',
      'is it @crossv‸? x',
      '{@crossv‸}',
      '@crossv‸-- and',
      '[@crossv‸; see @a]',
      'a <b>@crossv‸</b>',
    ]) {
      const [row] = await rowsAt(cites + line);
      assert.ok(row?.range, line);
      const range = row.range instanceof vscode.Range ? row.range : row.range.replacing;
      assert.equal(range.end.character, line.indexOf('‸'), line);
    }
    const [braced] = await rowsAt('See [@{crossv‸it}].');
    assert.ok(braced?.range instanceof vscode.Range);
    assert.equal(braced.range.end.character, 'See [@{crossvit}'.length);
  });

  test('speaks in a bracket, and on a bare @ where the note cites or a name is typed', async () => {
    for (const note of [
      '[@‸',
      'See [@ali2021xcit]. And @‸',
      'Plain @crossv‸',
      '[@ali2021xcit; @o(n^2)‸',
      "[@d'amelio‸",
      '[@d’amelio‸',
      '---\nbibliography: a.bib\n---\n\n@‸',
      '[text @ali‸](x)',
      '# On [@cross vit‸',
      '> [@cross vit‸',
      '| a |\n|---|\n| [@cross vit‸ |',
      'Text[^1]\n\n[^1]: See [@cross vit‸',
      '---\nnocite: |\n  @‸\n---\n',
      'As shown [@ali2021xcit;\n@cross vit‸',
    ])
      assert.ok((await keysAt(note)).length > 0, note);
  });

  test('speaks the language of queries: fields, phrases and exclusions, in brackets mixed with words', async () => {
    const all = await keysAt('[@linear‸]');
    const recent = await keysAt('[@linear year:2023..2026 ‸]');
    assert.ok(recent.length > 0 && all.length > recent.length);
    assert.ok(
      recent.every((key) => /^[a-z]+202[3-6]/.test(key)),
      recent.join(),
    );
    assert.deepEqual(await keysAt('[@cross vit author:"rameswar panda" has:doi -video‸'), [
      'chen2021crossvit',
    ]);
    assert.deepEqual(await keysAt('[@author:panda cross vit -transformer‸'), []);
    assert.ok((await keysAt('See [@ali2021xcit]. And @year:2021‸')).length > 5);
    assert.deepEqual(await keysAt('Plain @author:‸'), []);
    const [row] = await rowsAt('See [@year:2021‸..2021 chen]');
    assert.ok(row?.range instanceof vscode.Range);
    assert.equal(row.filterText, '@year:2021');
    assert.deepEqual([row.range.start.character, row.range.end.character], [5, 21]);
  });

  test('offers fields and their values as rows that lead on, below the first papers', async () => {
    const kinds = vscode.CompletionItemKind;
    const few = await allAt('[@evict fam‸]');
    const field = few.find(({ kind }) => kind === kinds.Keyword);
    assert.ok(field);
    assert.equal(taken('[@evict fam‸]', field), '[@evict family:]');
    assert.equal(field.command?.command, 'editor.action.triggerSuggest');
    const many = await allAt('[@attention aut‸]');
    assert.deepEqual(
      many.slice(0, 7).map(({ kind }) => kind),
      [...Array.from({ length: 5 }, () => kinds.Reference), kinds.Keyword, kinds.Reference],
    );
    const [family, ...others] = await allAt('[@evict family:‸]');
    assert.ok(family?.kind === kinds.Value && others.length > 4);
    assert.match(taken('[@evict family:‸]', family), /^\[@evict family:[\w-]+ \]$/);
    const [author] = (await allAt('[@{cross author:"pan‸"}]')).filter(({ kind }) => kind === kinds.Value);
    assert.ok(author);
    assert.equal(taken('[@{cross author:"pan‸"}]', author), '[@{cross author:"Rameswar Panda" }]');
    for (const note of ['See [@ali2021xcit]. And @aut‸', '[@fa‸]', '[@smith2020‸]', '[@fig:aut‸'])
      assert.deepEqual(
        (await allAt(note)).filter(({ kind }) => kind === kinds.Keyword),
        [],
        note,
      );
  });

  test('says why a query finds nothing in a row that changes nothing, and is silent about keys', async () => {
    const kinds = vscode.CompletionItemKind;
    for (const [note, label, text] of [
      [
        '[@evict year:1850..1860‸]',
        'No paper; without year:1850..1860: ',
        'is found for "evict year:1850..1860"',
      ],
      ['Words: year soon evict. [@evict year:soon ‸', 'Not understood: year:soon', 'needs a year or a range'],
      ['[@auther:vaswani‸', 'Not understood: auther:vaswani', 'did you mean author:?'],
      ['[@qqqzz -video‸ x]', 'No paper', 'No paper is found for "qqqzz -video".'],
      [
        '[@chen2021crossvit; @cross author:panda‸]',
        'Already in this group: @chen2021crossvit',
        'What "cross author:panda" finds is in the group already.',
      ],
    ] as const) {
      const rows = await allAt(note);
      const row = rows.find(({ kind }) => kind === kinds.Issue);
      assert.ok(row, note);
      assert.ok(!rows.some(({ kind }) => kind === kinds.Text), note);
      assert.ok(labelOf(row).startsWith(label), labelOf(row));
      assert.ok(typeof row.documentation === 'string' && row.documentation.includes(text));
      assert.equal(taken(note, row), note.replace('‸', ''));
    }
    for (const note of [
      '[@smith2020‸',
      '[@key:smith2020‸',
      '[@Smith:2020‸',
      '[@Lear:1999‸]',
      '[@ali2021xcit] and @Lear:1999‸',
      '[@qqqzz‸]',
      'See [@ali2021xcit]. And @year:1850‸',
    ])
      assert.deepEqual(
        (await allAt(note)).filter(({ kind }) => kind === kinds.Issue),
        [],
        note,
      );
  });

  test('ranks what the note cites first', async () => {
    assert.equal((await keysAt('See [@pan2022fast] and [@‸'))[0], 'pan2022fast');
  });

  test('stays apart from the item behind it', async () => {
    const textOf = async (marked: string) => (await rowsAt(marked))[0]?.insertText;
    assert.equal(await textOf('See [@crossvit‸@ali2021xcit]'), '@chen2021crossvit; ');
    assert.equal(await textOf('See [@crossvit‸; @ali2021xcit]'), '@chen2021crossvit');
  });

  test('does not offer what the group has already', async () => {
    assert.ok((await keysAt('[@han2024agent]. [@agent‸')).includes('han2024agent'));
    assert.ok(!(await keysAt('[@han2024agent; @agent‸]')).includes('han2024agent'));
    assert.ok((await keysAt('[@ali2021xcit; @han2024agent‸]')).includes('han2024agent'));
  });

  test('is silent elsewhere', async () => {
    for (const note of [
      'Plain @‸',
      'Plain @attention is‸',
      'me@exam‸',
      'npm i @types/no‸',
      '`[@cross‸`',
      '```\n[@cross‸\n```\n',
      '    [@cross‸',
      '$[@cross‸$',
      '<!-- [@cross‸ -->',
      'See http://a.b/@cross‸',
      '[a](@cross‸)',
      '[a](b "@cross‸")',
      '![a](@cross‸)',
      'See <http://a.b/@cross‸>',
      '---\ntitle: [@cross‸\n---\n',
      '[@ali2021xcit, p.‸',
      'As @ali2021xcit ‸',
      'As @ali2021xcit‸',
      'As shown [@ali2021xcit;\n\n@cross vit‸',
    ])
      assert.deepEqual(await keysAt(note), [], note);
  });

  test('follows any edits of a note, line ends included', async () => {
    const document = await openUntitled('x\n\nSee [@');
    const editor = await vscode.window.showTextDocument(document);
    const offered = async () => {
      const { line, character } = document.lineAt(document.lineCount - 1).range.end;
      const list = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        document.uri,
        new vscode.Position(line, character),
      );
      return list.items.filter(({ kind }) => kind === vscode.CompletionItemKind.Reference).length > 0;
    };
    const insert = (edits: readonly [line: number, character: number, text: string][]) =>
      editor.edit((edit) => {
        for (const [line, character, text] of edits) edit.insert(new vscode.Position(line, character), text);
      });
    assert.equal(await offered(), true);
    await insert([
      [0, 0, '```\n'],
      [2, 0, 'ünï '],
    ]);
    assert.equal(await offered(), false, 'in an open code block');
    await editor.edit((edit) => edit.setEndOfLine(vscode.EndOfLine.CRLF));
    assert.equal(await offered(), false, 'with other line ends');
    await insert([[2, 0, '```\n']]);
    assert.equal(await offered(), true, 'behind the code block');
    await vscode.commands.executeCommand('undo');
    assert.equal(await offered(), false, 'undone');
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });
});
