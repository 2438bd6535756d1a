import assert from 'node:assert/strict';
import {
  type CitedItem,
  formatBibliography,
  formatCitation,
  type StyleName,
} from '../../src/core/csl/format';
import { STYLE_NAMES } from '../../src/core/csl/styleNames';
import type { CslItem } from '../../src/core/paper';

const smith = (id: string, given: string, year: number, more: Partial<CslItem> = {}): CslItem => ({
  id,
  type: 'article-journal',
  title: `On the ${id}: a view of *attention*`,
  author: [{ family: 'Smith', given }],
  issued: { 'date-parts': [[year]] },
  'container-title': 'Journal of things',
  volume: '8',
  page: '321-328',
  ...more,
});
const cite = (id: string, more: Partial<CitedItem> = {}): CitedItem => ({
  ...{ id, mode: 'normal', prefix: '', locator: undefined, suffix: '' },
  ...more,
});
const cited = (items: CslItem[], style: StyleName, ...keys: CitedItem[]) =>
  formatCitation(keys, items, style).text;

suite('formatted references', () => {
  test('tell works of one year by letters, in the order of the list', () => {
    const items = [smith('b', 'Anna', 2020), smith('a', 'Anna', 2020)];
    assert.equal(cited(items, 'apa', cite('b'), cite('a')), '(Smith, 2020b, 2020a)');
    assert.deepEqual(
      formatBibliography(items, 'apa').map(({ id }) => id),
      ['a', 'b'],
    );
  });

  test('tell authors of one name by what they are given', () => {
    const items = [smith('a', 'Anna', 2020), smith('b', 'Bob', 2020)];
    assert.equal(cited(items, 'chicago-author-date', cite('a'), cite('b')), '(A. Smith 2020; B. Smith 2020)');
  });

  test('tell works of the same first authors by as many names as that takes', () => {
    const names = (...families: string[]) => families.map((family) => ({ family, given: 'Kim' }));
    const by = (id: string, ...families: string[]) => smith(id, '', 2020, { author: names(...families) });
    const items = [
      by('a', 'Li', 'Bo', 'Cruz', 'Diaz'),
      by('b', 'Li', 'Bo', 'Cruz', 'Eco'),
      by('c', 'Li', 'Fox', 'Cruz', 'Eco'),
      by('d', 'Li', 'Bo', 'Cruz', 'Eco'),
      by('e', 'Bo', 'Li', 'Cruz', 'Eco'),
    ];
    const style = 'chicago-author-date';
    assert.deepEqual(
      items.map(({ id = '' }) => cited(items, style, cite(id))),
      [
        '(Li, Bo, Cruz, and Diaz 2020)',
        '(Li et al. 2020a)',
        '(Li, Fox, et al. 2020)',
        '(Li et al. 2020b)',
        '(Bo et al. 2020)',
      ],
    );
  });

  test('tell the same authors of a year apart by as many names as it takes', () => {
    const by = (id: string, ...families: string[]) =>
      smith(id, 'Anna', 2020, { author: families.map((family) => ({ family, given: 'X.' })) });
    const items = [
      by('a', 'Li', 'Wu', 'Xu', 'Ma', 'Ng'),
      by('b', 'Li', 'Wu', 'Xu', 'Ma', 'Ob'),
      by('c', 'Li', 'Wu', 'Yi', 'Ma'),
      by('d', 'Li', 'Wu', 'Yi', 'Ma', 'Ng', 'Po'),
      by('e', 'Li', 'Hu', 'Yi', 'Ma'),
      by('f', 'Li', 'Hu', 'Yi', 'Ma'),
    ];
    assert.equal(
      cited(items, 'chicago-author-date', ...['a', 'b', 'c', 'd', 'e', 'f'].map((id) => cite(id))),
      '(Li, Wu, Xu, Ma, and Ng 2020; Li, Wu, Xu, Ma, and Ob 2020; Li, Wu, Yi, and Ma 2020; ' +
        'Li, Wu, Yi, Ma, Ng, et al. 2020; Li et al. 2020a, 2020b)',
    );
  });

  test('look at each name a few times, however many there are', () => {
    const readsOf = (names: number): number => {
      let reads = 0;
      const author = Array.from({ length: names }, (_, index) => ({
        given: 'X.',
        get family() {
          reads++;
          return `Name${index}`;
        },
      }));
      const items = Array.from({ length: 10 }, (_, index) => smith(`s${index}`, '', 2020, { author }));
      formatCitation([cite('s1')], items, 'apa');
      return reads;
    };
    assert.ok(readsOf(80) < 3 * readsOf(40));
  });

  test('say that others follow, who are counted but not named', () => {
    const names = ['Adams', 'Baker', 'Clark', 'Davis', 'Evans', 'Frank', 'Green', 'Hills', 'Irwin', 'Jones'];
    const open = (count: number, more: Partial<CslItem> = {}) =>
      smith('a', '', 2020, {
        author: [...names.slice(0, count).map((family) => ({ family, given: 'X.' })), { literal: 'others' }],
        ...more,
      });
    const citedAs = (count: number, style: StyleName) => cited([open(count)], style, cite('a'));
    const authorsOf = (count: number, style: StyleName) =>
      /^(?:\[1\] )?(.*?),?\.? [“(]?(?:2020|On the)/.exec(
        formatBibliography([open(count)], style)[0]?.text ?? '',
      )?.[1];
    for (const count of [1, 2, 5]) assert.equal(citedAs(count, 'apa'), '(Adams et al., 2020)');
    assert.equal(citedAs(1, 'chicago-author-date'), '(Adams et al. 2020)');
    assert.equal(citedAs(2, 'chicago-author-date'), '(Adams, Baker, et al. 2020)');
    assert.equal(citedAs(3, 'chicago-author-date'), '(Adams et al. 2020)');
    assert.equal(authorsOf(1, 'apa'), 'Adams, X. et al');
    assert.equal(authorsOf(2, 'apa'), 'Adams, X., Baker, X., et al');
    assert.equal(authorsOf(1, 'chicago-author-date'), 'Adams, X. et al');
    assert.equal(authorsOf(2, 'chicago-author-date'), 'Adams, X., X. Baker, et al');
    assert.equal(
      authorsOf(10, 'chicago-author-date'),
      'Adams, X., X. Baker, X. Clark, X. Davis, X. Evans, X. Frank, X. Green, et al',
    );
    assert.equal(authorsOf(5, 'ieee'), 'X. Adams, X. Baker, X. Clark, X. Davis, X. Evans, et al.');
    assert.equal(authorsOf(6, 'ieee'), 'X. Adams et al.');
    assert.match(
      formatBibliography([open(0, { editor: open(1).author ?? [] })], 'apa')[0]?.text ?? '',
      /^Adams, X\. et al\. \(Eds\.\)\. \(2020\)/,
    );
  });

  test('have dates that are words as they are written', () => {
    const item = (type: string) => smith('a', 'Anna', 2020, { type, issued: { literal: 'in press' } });
    const list = (type: string, style: StyleName) => formatBibliography([item(type)], style)[0]?.text ?? '';
    for (const style of ['chicago-author-date', 'ieee', 'apa'] as const)
      for (const type of ['article-journal', 'book', 'thesis', 'webpage'])
        assert.match(list(type, style), /[ (]in press[.),]/, `${style} ${type}`);
  });

  test('say in APA alone that a year is only known about', () => {
    const items = [smith('a', 'Anna', 1999, { issued: { 'date-parts': [[1999]], circa: true } })];
    assert.equal(cited(items, 'apa', cite('a')), '(Smith, ca. 1999)');
    assert.equal(cited(items, 'chicago-author-date', cite('a')), '(Smith 1999)');
  });

  test('tell those who are named alike by those who follow', () => {
    const same = (id: string, ...more: readonly { literal?: string; family?: string }[]) =>
      smith(id, '', 2020, { author: [{ family: 'Same' }, { family: 'Alpha' }, { family: 'Beta' }, ...more] });
    const items = [same('a', { literal: 'others' }), same('b')];
    assert.equal(cited(items, 'apa', cite('a')), '(Same, Alpha, Beta, et al., 2020)');
    assert.equal(cited(items, 'apa', cite('b')), '(Same, Alpha, & Beta, 2020)');
  });

  test('keep "et al." where a line stands for the same names again', () => {
    const open = (id: string, year: number) =>
      smith(id, 'Anna', year, { author: [{ family: 'Smith', given: 'Anna' }, { literal: 'others' }] });
    const [, again] = formatBibliography([open('a', 2020), open('b', 2021)], 'chicago-author-date');
    assert.match(again?.text ?? '', /^——— et al\. 2021\. /);
  });

  test('have locators, prefixes and suffixes where they belong', () => {
    const items = [smith('a', 'Anna', 2020)];
    const item = cite('a', {
      prefix: 'see',
      locator: { label: 'page', value: '321-328' },
      suffix: 'and more',
    });
    assert.equal(cited(items, 'chicago-author-date', item), '(see Smith 2020, 321–28 and more)');
    assert.equal(cited(items, 'apa', item), '(see Smith, 2020, pp. 321–328 and more)');
    assert.equal(cited(items, 'ieee', item), 'see [1, pp. 321–328] and more');
    assert.equal(
      cited(items, 'apa', { ...item, mode: 'authorInText', prefix: '' }),
      'Smith (2020, pp. 321–328 and more)',
    );
    assert.equal(
      cited(items, 'apa', { ...item, mode: 'suppressAuthor', prefix: '' }),
      '(2020, pp. 321–328 and more)',
    );
  });

  test('have small words of a name where the style has particles', () => {
    const written = (family: string, style: StyleName) =>
      formatBibliography([smith('a', 'Jane', 2020, { author: [{ family, given: 'Jane' }] })], style)[0]?.text;
    const heads = {
      'van der Berg': ['Berg, Jane van der. 2', 'van der Berg, J. (', 'J. van der Berg, '],
      "van 't Hoff": ['Hoff, Jane van ’t. 2', 'van ’t Hoff, J. (', 'J. van ’t Hoff, '],
      "d'Alembert": ['Alembert, Jane d’. 2', 'd’Alembert, J. (', 'J. d’Alembert, '],
      "de l'Hôpital": ['l’Hôpital, Jane de. 2', 'de l’Hôpital, J. (', 'J. de l’Hôpital, '],
      'al-Hasan': ['Hasan, Jane al-. 2', 'al-Hasan, J. (', 'J. al-Hasan, '],
      "O'Neil": ['O’Neil, Jane. 2', 'O’Neil, J. (', 'J. O’Neil, '],
    };
    for (const [family, [chicago = '', apa = '', ieee = '']] of Object.entries(heads)) {
      assert.ok(written(family, 'chicago-author-date')?.startsWith(chicago), chicago);
      assert.ok(written(family, 'apa')?.startsWith(apa), apa);
      assert.ok(written(family, 'ieee')?.startsWith(`[1] ${ieee}`), ieee);
    }
  });

  test('do not depend on how long a name goes on in small words', () => {
    for (const part of ["d'", 'a-', 'van ', "d' "]) {
      const author = [{ family: part.repeat(500), given: 'Jane' }];
      for (const style of STYLE_NAMES)
        assert.match(formatBibliography([smith('a', '', 2020, { author })], style)[0]?.text ?? '', /2020/);
    }
  });

  test('run numbers together', () => {
    const items = ['a', 'b', 'c', 'd'].map((id) => smith(id, 'Anna', 2020));
    assert.equal(cited(items, 'ieee', cite('d'), cite('b'), cite('a'), cite('c')), '[1]–[4]');
    assert.equal(cited(items, 'ieee', cite('a'), cite('c'), cite('d')), '[1], [3], [4]');
  });

  test('show keys that nobody has as such', () => {
    assert.equal(formatCitation([cite('x<y')], [], 'apa').html, '(<strong>x&#60;y?</strong>)');
  });

  test('are escaped for what they are written in', () => {
    const odd = smith('a', 'Anna', 2020, {
      title: 'A <b>_*x*</b> [@k] `c` \uE000 "q" & &amp; <img src=x>',
      URL: 'https://e.org/a_(b)',
    });
    const [entry] = formatBibliography([odd], 'ieee');
    assert.match(
      entry?.html ?? '',
      /“A <strong>_\*x\*<\/strong> \[@k\] `c` ‘q’ &#38; &#38;amp; &#60;img src=x&#62;,”/,
    );
    assert.match(
      entry?.markdown ?? '',
      /“A \*\*\\_\\\*x\\\*\*\* \\\[\\@k\\\] \\`c\\` ‘q’ & \\&amp; \\<img src=x\\>,”/,
    );
    assert.match(entry?.html ?? '', /<a href="https:\/\/e\.org\/a_\(b\)">/);
    const script = smith('a', 'Anna', 2020, { URL: 'javascript:alert(1)' });
    assert.doesNotMatch(formatBibliography([script], 'apa')[0]?.html ?? '', /<a/);
  });

  test('keep the punctuation of titles and names, and tidy that around them', () => {
    const TEXTS = {
      'Wait... what': ['“Wait... What.” Wait... What.', '“Wait... what,” Wait... what,'],
      'std::vector, Foo::Bar': ['“Std::vector, Foo::Bar.” Std', '“std::vector, Foo::Bar,” std'],
      'Why?.. Oh:; no!,': ['“Why?.. Oh:; No!,” Why?.. Oh:; No!,', '“Why?.. Oh:; no!,” Why?.. Oh:; no!,'],
      'Ends...': ['“Ends...” Ends...', '“Ends...” Ends...,'],
      'Ends?': ['“Ends?” Ends?', '“Ends?” Ends?,'],
      "Two Joneses'": ['“Two Joneses’.” Two Joneses’.', '“Two Joneses’,” Two Joneses’,'],
      'Of "two", so "three"': [
        '“Of ‘Two,’ so ‘Three’.” Of “Two,” so “Three”.',
        '“Of ‘two,’ so ‘three’,” Of “two,” so “three”,',
      ],
    };
    for (const [title, [chicago = '', ieee = '']] of Object.entries(TEXTS)) {
      const item: CslItem = {
        ...{ id: 'a', type: 'article-journal', title, 'container-title': title },
        ...{ author: [{ family: "d'", given: 'J.' }], issued: { 'date-parts': [[2020]] } },
      };
      const [byDate] = formatBibliography([item], 'chicago-author-date');
      assert.ok(byDate?.text.startsWith(`d’, J. 2020. ${chicago}`), byDate?.text);
      const [byNumber] = formatBibliography([item], 'ieee');
      assert.ok(byNumber?.text.startsWith(`[1] J. d’, ${ieee}`), byNumber?.text);
      assert.doesNotMatch(JSON.stringify([byDate, byNumber]), /[\uE000-\uF8FF]/);
    }
  });

  test('lead to addresses as they are', () => {
    const odd = smith('a', 'Anna', 2020, { URL: "https://e.org/Bayes'_theorem", DOI: '' });
    const withDoi = smith('b', 'Anna', 2021, { DOI: "10.1000/o'neil..'x'" });
    for (const style of STYLE_NAMES)
      for (const { id, html, text } of formatBibliography([odd, withDoi], style)) {
        const address = id === 'a' ? "https://e.org/Bayes'_theorem" : "https://doi.org/10.1000/o'neil..'x'";
        assert.ok(html.includes(`<a href="${address.replaceAll("'", '&#39;')}">`), html);
        assert.ok(text.includes(address.replace('https://doi.org/', '')), text);
      }
  });

  test('take fields of any kind without failing', () => {
    const broken = {
      id: 'a',
      title: '',
      author: [{}, { family: '' }],
      issued: { 'date-parts': [[]] },
      page: {},
      volume: [],
    };
    for (const style of ['chicago-author-date', 'ieee', 'apa'] as const)
      assert.equal(formatBibliography([broken as unknown as CslItem], style).length, 1);
  });
});
