import assert from 'node:assert/strict';
import fc from 'fast-check';
import { bibtexEntry } from '../../src/core/bibtex';
import { arxivIdOf, doiOf } from '../../src/core/cslJson';
import { type Answer, LONGEST_ANSWER, plainText } from '../../src/core/online/answer';
import { readArxivAnswer } from '../../src/core/online/arxivAnswer';
import { readCrossrefAnswer } from '../../src/core/online/crossrefAnswer';
import { printedName } from '../../src/core/online/names';
import { readOpenAlexAnswer } from '../../src/core/online/openAlexAnswer';
import {
  ARXIV_ERROR,
  ERROR_PAGE,
  arxivFeed,
  crossrefAnswer,
  crossrefList,
  openAlexWork,
} from '../support/onlineAnswers';

const PAPER = {
  arxiv: '2001.01234',
  doi: '10.5555/12.34',
  title: 'Sparse Heads & <Dense> Values for Long Documents',
  authors: ['Ada B. Lovelace', 'Laurens van der Maaten', 'John Smith Jr.', 'OpenAI', ':'],
  abstract: 'We show\n  that 1 < 2.',
  journal: 'Proc. Test 7 (2021) 1-9',
};

function itemsOf(answer: Answer) {
  assert.ok('items' in answer, JSON.stringify(answer));
  return answer.items;
}

const READERS = { arXiv: readArxivAnswer, Crossref: readCrossrefAnswer, OpenAlex: readOpenAlexAnswer };
const WHOLE = { arXiv: arxivFeed([PAPER]), Crossref: crossrefAnswer(PAPER), OpenAlex: openAlexWork(PAPER) };

suite('Answers of arXiv, Crossref and OpenAlex', () => {
  test('an entry of arXiv is read with all it says', () => {
    const [item] = itemsOf(readArxivAnswer(arxivFeed([PAPER])));
    assert.deepEqual(item, {
      type: 'article',
      author: [
        { family: 'Lovelace', given: 'Ada B.' },
        { family: 'Maaten', given: 'Laurens', 'non-dropping-particle': 'van der' },
        { family: 'Smith', given: 'John', suffix: 'Jr.' },
        { literal: 'OpenAI' },
      ],
      issued: { 'date-parts': [[2020, 1, 31]] },
      abstract: 'We show that 1 < 2.',
      DOI: '10.5555/12.34',
      number: 'arXiv:2001.01234',
      publisher: 'arXiv',
      archive: 'arXiv',
      archive_location: '2001.01234',
      URL: 'https://arxiv.org/abs/2001.01234',
      note: 'Proc. Test 7 (2021) 1-9',
      keyword: 'cs.CL, cs.LG',
      title: PAPER.title,
    });
    assert.ok(item);
    assert.equal(arxivIdOf(item), '2001.01234');
    assert.equal(doiOf(item), '10.5555/12.34');
  });

  test('what arXiv does not know is no paper, and its errors are told', () => {
    assert.deepEqual(itemsOf(readArxivAnswer(arxivFeed([]))), []);
    assert.deepEqual(readArxivAnswer(ARXIV_ERROR), {
      problem: 'refused',
      says: 'incorrect id format for 1234.12345',
    });
  });

  test('no entity of a document expands', () => {
    const bomb = `<?xml version="1.0"?><!DOCTYPE feed [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]>${WHOLE.arXiv.replace(/^.*\n/, '')}`;
    assert.ok('items' in readArxivAnswer(bomb));
    assert.deepEqual(readArxivAnswer(bomb.replace('Sparse', '&b;')), { problem: 'malformed' });
    const outside = bomb.replace('"aaaaaaaa"', 'SYSTEM "file:///etc/passwd"').replace('Sparse', '&a;');
    assert.deepEqual(readArxivAnswer(outside), { problem: 'malformed' });
  });

  test('nesting without end is malformed', () => {
    const depth = 100_000;
    const nested = `<feed>${'<a>'.repeat(depth)}${'</a>'.repeat(depth)}</feed>`;
    assert.deepEqual(readArxivAnswer(nested), { problem: 'malformed' });
    assert.deepEqual(readCrossrefAnswer('['.repeat(1_000_000)), { problem: 'malformed' });
  });

  test('a work of Crossref is read with all it says, without markup', () => {
    const [item] = itemsOf(
      readCrossrefAnswer(
        crossrefAnswer(
          {
            doi: '10.5555/12.34',
            title: 'On <i>Sparse</i>   Heads &amp;amp; Values'.replace('&amp;amp;', '&amp;'),
            abstract:
              '<jats:title>Abstract</jats:title><jats:p>We show <jats:italic>much</jats:italic>.</jats:p><jats:p>H<jats:sub>2</jats:sub>O.</jats:p>',
            journal: 'Proceedings of Tests',
            date: '2021-5',
          },
          {
            subtitle: ['A Study'],
            author: [
              { given: 'Laurens', family: 'van der Maaten', sequence: 'first' },
              { given: 'John', family: 'Smith', suffix: 'Jr.' },
              { name: 'Test Consortium' },
              { affiliation: [] },
            ],
            relation: {
              'has-preprint': [
                { 'id-type': 'doi', id: '10.48550/arXiv.2001.01234', 'asserted-by': 'subject' },
              ],
            },
          },
        ),
      ),
    );
    assert.deepEqual(item, {
      type: 'paper-conference',
      author: [
        { family: 'Maaten', given: 'Laurens', 'non-dropping-particle': 'van der' },
        { family: 'Smith', given: 'John', suffix: 'Jr.' },
        { literal: 'Test Consortium' },
      ],
      issued: { 'date-parts': [[2021, 5]] },
      'container-title': 'Proceedings of Tests',
      issue: '4',
      page: '11-19',
      publisher: 'Test Press',
      abstract: 'We show much. H2O.',
      DOI: '10.5555/12.34',
      URL: 'https://doi.org/10.5555/12.34',
      archive: 'arXiv',
      archive_location: '2001.01234',
      title: 'On Sparse Heads & Values: A Study',
    });
  });

  test('a date that Crossref does not know is none, and its refusals are told', () => {
    const [item] = itemsOf(readCrossrefAnswer(crossrefAnswer(PAPER, { issued: { 'date-parts': [[null]] } })));
    assert.equal(item?.issued, undefined);
    const refusal = {
      status: 'failed',
      'message-type': 'validation-failure',
      message: [{ type: 'parameter-not-allowed', message: 'This route does not support rows' }],
    };
    assert.deepEqual(readCrossrefAnswer(JSON.stringify(refusal)), {
      problem: 'refused',
      says: 'This route does not support rows',
    });
    assert.equal(itemsOf(readCrossrefAnswer(crossrefList([PAPER, PAPER]))).length, 2);
  });

  test('a work of OpenAlex is read with its abstract in order', () => {
    const abstract = 'We show that it is as it is.';
    const [item] = itemsOf(
      readOpenAlexAnswer(
        openAlexWork(
          { ...PAPER, abstract },
          {
            locations: [{ landing_page_url: 'https://arxiv.org/abs/2001.01234' }],
          },
        ),
      ),
    );
    assert.equal(item?.abstract, abstract);
    assert.equal(item['page'], '11-19');
    assert.equal(item['container-title'], PAPER.journal);
    assert.equal(item.type, 'article-journal');
    assert.deepEqual(item.author?.[1], {
      family: 'Maaten',
      given: 'Laurens',
      'non-dropping-particle': 'van der',
    });
    assert.equal(arxivIdOf(item), '2001.01234');
    assert.deepEqual(readOpenAlexAnswer('{"error":"Invalid key","message":"No such key"}'), {
      problem: 'refused',
      says: 'No such key',
    });
  });

  test('positions of words without end cost nothing', () => {
    const index = { word: [4_000_000_000, -1, 1.5], other: 'x', true: [0] };
    const [item] = itemsOf(readOpenAlexAnswer(openAlexWork(PAPER, { abstract_inverted_index: index })));
    assert.equal(item?.abstract, 'true');
  });

  for (const [name, read] of Object.entries(READERS)) {
    test(`${name}: error pages, other documents and what is too long are told apart`, () => {
      assert.deepEqual(read(ERROR_PAGE), { problem: 'unexpected' });
      assert.deepEqual(read(''), { problem: 'malformed' });
      assert.deepEqual(read(' '.repeat(LONGEST_ANSWER + 1)), { problem: 'tooLong' });
      for (const other of ['<rss/>', '{}', '[]', 'null', '"x"']) assert.ok('problem' in read(other), other);
    });

    test(`${name}: an answer that is cut off anywhere is malformed`, () => {
      const whole = WHOLE[name as keyof typeof WHOLE].trimEnd();
      assert.equal(itemsOf(read(whole)).length, 1);
      for (let length = 0; length < whole.length; length += 7)
        assert.ok('problem' in read(whole.slice(0, length)), whole.slice(0, length));
    });

    test(`${name}: whatever values fields have, papers can be written as BibTeX`, () => {
      fc.assert(
        fc.property(fc.jsonValue(), fc.nat(), (value, at) => {
          const whole = WHOLE[name as keyof typeof WHOLE];
          const changed = name === 'arXiv' ? changedXml(whole, value, at) : changedJson(whole, value, at);
          const answer = read(changed);
          if ('items' in answer)
            for (const item of answer.items)
              bibtexEntry({
                ...{ citekey: 'key', item, year: 2020, arxiv: arxivIdOf(item), doi: doiOf(item) },
                ...REST,
              });
        }),
        { numRuns: 300 },
      );
    });
  }

  test('names are taken apart as people write them', () => {
    const written = (name: string) => printedName(name);
    assert.deepEqual(written('Vincent van Gogh'), {
      family: 'Gogh',
      given: 'Vincent',
      'non-dropping-particle': 'van',
    });
    assert.deepEqual(written('Łukasz Kaiser'), { family: 'Kaiser', given: 'Łukasz' });
    assert.deepEqual(written('Qwen Team'), { literal: 'Qwen Team' });
    assert.deepEqual(written('Henry Ford, II'), { family: 'Ford', given: 'Henry', suffix: 'II' });
    assert.deepEqual(written('jane doe'), { family: 'doe', given: 'jane' });
  });

  test('text loses its markup and nothing else', () => {
    assert.equal(plainText('a < b and c > d'), 'a < b and c > d');
    assert.equal(plainText('x<sup>2</sup> &#x3b1; &#946; &unknown; &#xD800;'), 'x2 α β &unknown;');
    assert.equal(plainText('<script>alert(1)</script>'), 'alert(1)');
  });
});

const REST = {
  ...{ aliases: [], title: '', abstract: undefined, authors: [], authorCount: undefined },
  ...{ organization: undefined, published: undefined, publishedInferred: false, comments: undefined },
  ...{ venue: undefined, links: [], acronyms: [], sources: [] },
  families: { primary: { family: 'other', confidence: 1 }, secondary: [], evidence: [] },
};

/** JSON in which one value, anywhere, is another. */
function changedJson(text: string, value: unknown, at: number): string {
  let count = 0;
  JSON.parse(text, (_, own: unknown) => (count++, own));
  const target = at % count;
  count = 0;
  return JSON.stringify(JSON.parse(text, (_, own: unknown) => (count++ === target ? value : own)));
}

/** XML in which the text of one element is another. */
function changedXml(text: string, value: unknown, at: number): string {
  const places = [...text.matchAll(/>[^<>]*</g)];
  const place = places[at % places.length];
  const content = JSON.stringify(value).replace(/[&<]/g, ' ');
  return place
    ? text.slice(0, place.index + 1) + content + text.slice(place.index + place[0].length - 1)
    : text;
}
