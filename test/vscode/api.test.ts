import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { AttentionNotesApi, ApiPaper } from '../../src/extension/api';

async function api(): Promise<AttentionNotesApi> {
  const extension = vscode.extensions.getExtension<AttentionNotesApi>('attention-notes.attention-notes');
  assert.ok(extension);
  return extension.activate();
}

suite('The API', () => {
  test('lists all papers, or a page of them, in order of citation key', async () => {
    const { listPapers } = await api();
    const all = await listPapers();
    const keys = all.map(({ citekey }) => citekey);
    assert.equal(all.length, 331);
    assert.deepEqual(keys, [...keys].sort());
    assert.deepEqual(await listPapers({ offset: 329 }), all.slice(329));
    assert.deepEqual(await listPapers({ offset: 7, limit: 3 }), all.slice(7, 10));
    assert.deepEqual(await listPapers({ offset: 400 }), []);
  });

  test('describes a paper in full', async () => {
    const paper = await (await api()).getPaper('chen2021crossvit');
    assert.ok(paper);
    const { title, authors, authorCount, year, venue, arxiv, families } = paper;
    assert.equal(title, 'CrossViT: Cross-Attention Multi-Scale Vision Transformer for Image Classification');
    assert.deepEqual(authors[0], { family: 'Chen', given: 'Chun-Fu' });
    assert.deepEqual([authorCount, year, venue, arxiv], [3, 2021, 'ICCV 2021', '2103.14899']);
    assert.ok(families.primary.length > 0);
    assert.ok(paper.sources.every(({ file, line }) => /^seeds\/\d{3}_\w+\.txt$/.test(file) && line > 0));
  });

  test('quotes every place of a paper truly', async () => {
    const papers = await (await api()).listPapers();
    const root = vscode.extensions.getExtension('attention-notes.attention-notes')?.extensionUri;
    assert.ok(root);
    const files = [...new Set(papers.flatMap(({ sources }) => sources.map(({ file }) => file)))];
    assert.equal(files.length, 5);
    assert.equal(papers.flatMap(({ sources }) => sources).length, 391);
    for (const file of files) {
      const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(root, file));
      const lines = new TextDecoder().decode(bytes).split('\n');
      const here = papers.flatMap((paper) =>
        paper.sources.filter((place) => place.file === file).map(({ line }) => ({ paper, line })),
      );
      for (const { paper, line } of here)
        assert.ok(lines[line - 1]?.endsWith(paper.title), `${file}:${line}`);
    }
  });

  test('knows no paper by an unknown key', async () => {
    assert.equal(await (await api()).getPaper('nobody2000nothing'), undefined);
  });

  test('searches, and suggests for what was typed', async () => {
    const { searchPapers, suggest } = await api();
    const found = await searchPapers('cross-covariance attention between feature channels', { limit: 5 });
    assert.ok(found.some(({ citekey }) => citekey === 'ali2021xcit'));
    assert.ok(found.length <= 5);
    for (const typed of [
      'crossvit',
      'cross vit',
      'chen2021cr',
      'chen 2021 multi-scale',
      '2103.14899',
      'crosvit',
    ]) {
      const keys = (await suggest(typed, { limit: 3 })).map(({ citekey }) => citekey);
      assert.ok(keys.includes('chen2021crossvit'), `${typed}: ${keys.join(', ')}`);
    }
    assert.equal((await suggest('chen2021crossvit'))[0]?.citekey, 'chen2021crossvit');
  });

  test('finds by fields, phrases and exclusions, and says why', async () => {
    const { searchPapers, listPapers } = await api();
    const papers = await listPapers();
    const keys = async (query: string) =>
      (await searchPapers(query, { limit: 400 })).map(({ citekey }) => citekey).sort();
    const where = (is: (paper: (typeof papers)[number]) => boolean) =>
      papers
        .filter(is)
        .map(({ citekey }) => citekey)
        .sort();
    assert.deepEqual(
      await keys('year:2021'),
      where(({ year }) => year === 2021),
    );
    assert.deepEqual(
      await keys('family:linear year:..2022'),
      where(
        ({ year = 9999, families: { primary, secondary } }) =>
          year <= 2022 && [primary, ...secondary].includes('linear'),
      ),
    );
    assert.deepEqual(await keys('foo:bar'), await keys('foo bar'));
    for (const { citekey, excerpt } of await searchPapers('"linear complexity"')) {
      const { title, abstract = '' } = papers.find((paper) => paper.citekey === citekey) ?? { title: '' };
      assert.match(`${title} ${abstract}`, /linear[\s-]complexity/i);
      for (const [start, end] of excerpt?.ranges ?? [])
        assert.match(excerpt?.text.slice(start, end) ?? '', /^linear[\s-]complexity$/i);
    }
    assert.ok((await searchPapers('"linear complexity"')).some(({ excerpt }) => excerpt));
  });

  test('counts every paper in exactly one family', async () => {
    const families = await (await api()).listFamilies();
    assert.equal(families.length, 22);
    assert.equal(
      families.reduce((sum, { count }) => sum + count, 0),
      331,
    );
    assert.ok(
      families.every(({ id, label, group, definition }) =>
        [id, label, group, definition].every((text) => text.length > 0),
      ),
    );
  });

  test('classifies any paper and quotes its reasons', async () => {
    const title = 'Sharing keys and values across heads';
    const abstract =
      'We propose grouped-query attention, in which groups of query heads share one key and value head.';
    const { primary, secondary, evidence } = await (await api()).classify({ title, abstract });
    assert.equal(primary.family, 'multi-head');
    assert.ok(primary.confidence > 0 && primary.confidence <= 1 && secondary.length <= 2);
    assert.ok(evidence.length > 0);
    for (const { field, start, end, text } of evidence) {
      assert.equal((field === 'title' ? title : abstract).slice(start, end), text);
    }
  });

  test('lists the citations of a Markdown text with exact ranges', async () => {
    const markdown = 'As [see @a2020b, pp. 3-5; -@c] and @d show, `[@no]` me@x.org.';
    const citations = await (await api()).listCitations(markdown);
    const seen = citations.map(({ start, end, items }) => [
      markdown.slice(start, end),
      items.map((i) => [i.citekey, i.mode]),
    ]);
    assert.deepEqual(seen, [
      [
        '[see @a2020b, pp. 3-5; -@c]',
        [
          ['a2020b', 'normal'],
          ['c', 'suppressAuthor'],
        ],
      ],
      ['@d', [['d', 'authorInText']]],
    ]);
    const first = citations[0]?.items[0];
    assert.ok(first);
    assert.equal(first.prefix, 'see');
    assert.deepEqual(first.locator, { label: 'page', value: '3-5' });
    assert.equal(markdown.slice(first.start, first.end), '@a2020b');
  });

  test('answers many questions at once', async () => {
    const { getPaper, suggest } = await api();
    const answers: Promise<ApiPaper | undefined | unknown[]>[] = [];
    for (let i = 0; i < 50; i++) answers.push(getPaper('ali2021xcit'), suggest('att'));
    assert.equal((await Promise.all(answers)).filter(Boolean).length, 100);
  });
});
