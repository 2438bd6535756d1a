/** Answers in the formats of arXiv, Crossref and OpenAlex, of papers made for tests. */

export interface TestPaper {
  readonly arxiv?: string;
  readonly doi?: string;
  readonly title: string;
  readonly authors?: readonly string[];
  readonly date?: string;
  readonly abstract?: string;
  readonly journal?: string;
}

const xml = (text: string): string =>
  text.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign] ?? sign);

/** An Atom feed as arXiv's API writes it, with its titles broken over lines. */
export function arxivFeed(papers: readonly TestPaper[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <link href="http://arxiv.org/api/query?search_query%3D%26id_list%3Dx" rel="self" type="application/atom+xml"/>
  <title type="html">ArXiv Query: search_query=&amp;id_list=x&amp;start=0&amp;max_results=10</title>
  <id>http://arxiv.org/api/cHxbiOdZaP56ODnBPIenZhzg5f8</id>
  <updated>2024-01-01T00:00:00-05:00</updated>
  <opensearch:totalResults xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">${papers.length}</opensearch:totalResults>
${papers.map(arxivEntry).join('')}</feed>
`;
}

function arxivEntry({
  arxiv = '',
  doi,
  title,
  authors = [],
  date = '2020-01-31',
  abstract = '',
  journal,
}: TestPaper) {
  const names = authors.map(
    (name) =>
      `    <author>\n      <name>${xml(name)}</name>\n      <arxiv:affiliation xmlns:arxiv="http://arxiv.org/schemas/atom">Somewhere</arxiv:affiliation>\n    </author>\n`,
  );
  return `  <entry>
    <id>http://arxiv.org/abs/${arxiv}v2</id>
    <updated>2023-08-02T00:41:18Z</updated>
    <published>${date}T17:57:34Z</published>
    <title>${xml(title).replace(/ (?=\S+$)/, '\n  ')}</title>
    <summary>  ${xml(abstract)}
</summary>
${names.join('')}${doi === undefined ? '' : `    <arxiv:doi xmlns:arxiv="http://arxiv.org/schemas/atom">${doi}</arxiv:doi>\n`}${
    journal === undefined
      ? ''
      : `    <arxiv:journal_ref xmlns:arxiv="http://arxiv.org/schemas/atom">${xml(journal)}</arxiv:journal_ref>\n`
  }    <link href="http://arxiv.org/abs/${arxiv}v2" rel="alternate" type="text/html"/>
    <arxiv:primary_category xmlns:arxiv="http://arxiv.org/schemas/atom" term="cs.CL" scheme="http://arxiv.org/schemas/atom"/>
    <category term="cs.CL" scheme="http://arxiv.org/schemas/atom"/>
    <category term="cs.LG" scheme="http://arxiv.org/schemas/atom"/>
  </entry>
`;
}

/** How arXiv says that an id is none. */
export const ARXIV_ERROR = `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <title type="html">ArXiv Query: id_list=1234.12345</title>
  <id>http://arxiv.org/api/nJUxC5Hu/EWqHVwy0aUVxvXVBGg</id>
  <entry>
    <id>http://arxiv.org/api/errors#incorrect_id_format_for_1234.12345</id>
    <title>Error</title>
    <summary>incorrect id format for 1234.12345</summary>
    <updated>2024-01-01T00:00:00-05:00</updated>
    <link href="http://arxiv.org/api/errors#incorrect_id_format_for_1234.12345" rel="alternate" type="text/html"/>
    <author><name>arXiv api core</name></author>
  </entry>
</feed>
`;

const parts = (date: string) => ({ 'date-parts': [date.split('-').map(Number)] });

function crossrefWork({ doi = '', title, authors = [], date = '2020-01-31', abstract, journal }: TestPaper) {
  return {
    indexed: { ...parts('2024-01-01'), timestamp: 1 },
    publisher: 'Test Press',
    issue: '4',
    ...(abstract !== undefined && { abstract }),
    DOI: doi,
    type: 'proceedings-article',
    title: [title],
    author: authors.map((name, index) => ({
      given: name.split(' ')[0],
      family: name.split(' ').slice(1).join(' '),
      sequence: index === 0 ? 'first' : 'additional',
      affiliation: [],
    })),
    'container-title': journal === undefined ? [] : [journal],
    page: '11-19',
    issued: parts(date),
    URL: `http://dx.doi.org/${doi}`,
  };
}

const crossref = (type: string, message: unknown): string =>
  JSON.stringify({ status: 'ok', 'message-type': type, 'message-version': '1.0.0', message });

/** One work as Crossref's API answers it. */
export const crossrefAnswer = (paper: TestPaper, more: object = {}): string =>
  crossref('work', { ...crossrefWork(paper), ...more });

/** Works found by Crossref's API. */
export const crossrefList = (papers: readonly TestPaper[]): string =>
  crossref('work-list', {
    facets: {},
    'total-results': papers.length,
    items: papers.map(crossrefWork),
    'items-per-page': 3,
    query: { 'start-index': 0, 'search-terms': null },
  });

/** A work as OpenAlex's API answers it. */
export function openAlexWork(paper: TestPaper, more: object = {}): string {
  const { doi, title, authors = [], date = '2020-01-31', abstract = '', journal } = paper;
  const index: Record<string, number[]> = {};
  for (const [position, word] of abstract.split(' ').entries()) (index[word] ??= []).push(position);
  return JSON.stringify({
    id: 'https://openalex.org/W2741809807',
    doi: doi === undefined ? null : `https://doi.org/${doi}`,
    title,
    display_name: title,
    publication_year: Number(date.slice(0, 4)),
    publication_date: date,
    type: 'article',
    primary_location: {
      landing_page_url: `https://doi.org/${doi ?? ''}`,
      source: journal === undefined ? null : { display_name: journal, type: 'journal' },
    },
    authorships: authors.map((name) => ({
      author_position: 'first',
      author: { id: 'https://openalex.org/A1', display_name: name, orcid: null },
      raw_author_name: name,
    })),
    biblio: { volume: '6', issue: null, first_page: '11', last_page: '19' },
    abstract_inverted_index: abstract === '' ? null : index,
    ...more,
  });
}

/** What a server that is ill answers instead of anything else. */
export const ERROR_PAGE =
  '<!DOCTYPE html>\n<html><head><title>503 Service Unavailable</title></head><body><p>Down<br></body></html>\n';
