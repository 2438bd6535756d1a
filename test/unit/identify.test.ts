import assert from 'node:assert/strict';
import fc from 'fast-check';
import { identify } from '../../src/core/online/identify';

const idOf = (text: string) => {
  const found = identify(text);
  return found && `${found.kind}:${found.id}`;
};

suite('What identifies a paper', () => {
  for (const [text, expected] of [
    ['1706.03762', 'arxiv:1706.03762'],
    [' 1706.03762v7\n', 'arxiv:1706.03762'],
    ['arXiv:1706.03762v5 [cs.CL]', 'arxiv:1706.03762'],
    ['arxiv: 0704.0001', 'arxiv:0704.0001'],
    ['hep-th/9901001', 'arxiv:hep-th/9901001'],
    ['math.GT/0309136v1', 'arxiv:math/0309136'],
    ['https://arxiv.org/abs/1706.03762', 'arxiv:1706.03762'],
    ['http://www.arxiv.org/pdf/1706.03762v3.pdf#page=4', 'arxiv:1706.03762'],
    ['<https://arxiv.org/html/2401.01234v1>', 'arxiv:2401.01234'],
    ['https://arxiv.org/abs/cs/0112017?context=cs.LG', 'arxiv:cs/0112017'],
    ['export.arxiv.org/abs/1706.03762', 'arxiv:1706.03762'],
    ['https://www.alphaxiv.org/abs/2401.01234', 'arxiv:2401.01234'],
    ['https://huggingface.co/papers/2401.01234', 'arxiv:2401.01234'],
    ['https://ar5iv.labs.arxiv.org/html/1706.03762', 'arxiv:1706.03762'],
    ['10.48550/arXiv.1706.03762', 'arxiv:1706.03762'],
    ['https://doi.org/10.48550/arXiv.1706.03762', 'arxiv:1706.03762'],
    ['10.1145/3065386', 'doi:10.1145/3065386'],
    ['doi:10.1145/3065386.', 'doi:10.1145/3065386'],
    ['DOI 10.1162/NECO.1997.9.8.1735', 'doi:10.1162/neco.1997.9.8.1735'],
    ['(https://doi.org/10.1145/3065386)', 'doi:10.1145/3065386'],
    ['10.1016/0004-3702(81)90005-8', 'doi:10.1016/0004-3702(81)90005-8'],
    ['https://doi.org/10.1002/%28SICI%291097-4571', 'doi:10.1002/(sici)1097-4571'],
    ['https://dl.acm.org/doi/pdf/10.1145/3065386?download=true', 'doi:10.1145/3065386'],
    ['https://onlinelibrary.wiley.com/doi/10.1002/cpe.1/abstract', 'doi:10.1002/cpe.1'],
    ['https://link.springer.com/content/pdf/10.1007/978-3-1-2_3.pdf', 'doi:10.1007/978-3-1-2_3'],
    ['https://www.biorxiv.org/content/10.1101/2020.01.02.3v2.full.pdf', 'doi:10.1101/2020.01.02.3'],
    ['https://aclanthology.org/2020.acl-main.1.pdf', 'doi:10.18653/v1/2020.acl-main.1'],
  ] as const)
    test(`is found in ${text.trim()}`, () => assert.equal(idOf(text), expected));

  for (const text of [
    '',
    'attention',
    '1706.99',
    '1713.03762',
    '3.14159',
    '10.1/x',
    'see 1706.03762 and 1706.03763',
    'https://arxiv.org/list/cs.CL/recent',
    'https://evil.example/abs/1706.03762',
    'https://arxiv.org.evil.example/abs/1706.03762',
    'https://example.org/page',
    '10.48550/arXiv.nothing',
    `10.1145/${'x'.repeat(2000)}`,
  ])
    test(`is not seen in "${text.slice(0, 50)}"`, () => assert.equal(idOf(text), undefined));

  test('what is identified is identified again by itself', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^(10\.\d{4}\/)?[a-z0-9./()-]{1,30}$/), (text) => {
        const found = identify(text);
        if (found) assert.deepEqual(identify(found.id), found);
      }),
    );
  });
});
