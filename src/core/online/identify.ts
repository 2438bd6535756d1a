/** What tells a paper to everybody: its arXiv id without version, or its DOI in lower case. */
export interface Identifier {
  readonly kind: 'arxiv' | 'doi';
  readonly id: string;
}

/** No address of a paper is longer. */
const LONGEST = 2000;

const ARXIV_ID = String.raw`(?:\d{2}(?:0[1-9]|1[0-2])\.\d{4,5}|[a-z]+(?:-[a-z]+)?(?:\.[a-z]{2})?\/\d{7})`;
/** An id as it is printed, perhaps with version and class: "1706.03762v5 [cs.CL]". */
const ARXIV_PRINTED = new RegExp(String.raw`^(?:arxiv:\s*)?(${ARXIV_ID})(?:v\d+)?(?:\s*\[[\w.-]+\])?$`, 'i');
/** The same in the path of an address. */
const ARXIV_PATH = new RegExp(
  String.raw`^(?:abs|pdf|html|format|ps|src|e-print|overview|papers)\/(${ARXIV_ID})(?:v\d+)?(?:\.pdf)?\/?$`,
  'i',
);
/** Where paths are those of arXiv. */
const ARXIV_HOSTS =
  /^(?:(?:www\.|export\.|browse\.)?arxiv\.org|ar5iv\.(?:labs\.arxiv\.)?org|(?:www\.)?alphaxiv\.org|(?:www\.)?(?:huggingface\.co|hf\.co))$/i;
const ARXIV_DOI = /^10\.48550\/arxiv\.(.+)$/i;
const DOI_HOSTS = /^(?:www\.|dx\.)?doi\.org$/i;
const DOI = /^10\.\d{4,9}\/[^\s"<>]+$/;
const ADDRESS = /^(?:https?:\/\/)?([a-z\d.-]+\.[a-z]{2,})(?::\d+)?\/([^\s?#]*)(?:[?#]\S*)?$/i;
/** What publishers put behind a DOI in their addresses. */
const BEHIND_DOI = /(?:\.full(?:\.pdf)?|\.pdf|\/(?:abstract|full|fulltext|html|meta|pdf|epdf|summary))$/i;
/** Papers of the ACL Anthology have their id in their DOI. */
const ANTHOLOGY = /^(?:www\.)?aclanthology\.org$/i;
const ANTHOLOGY_ID = /^((?:\d{4}\.[\w-]+\.\d+)|(?:[A-Z]\d{2}-\d{4}))(?:\.pdf|\.bib|\/)?$/i;

/**
 * The paper that a text names, when it names nothing else: an arXiv id, old or new and with or without version; a DOI;
 * or the address of a page that has one of these in it.
 */
export function identify(text: string): Identifier | undefined {
  if (text.length > LONGEST) return undefined;
  const bare = withoutMarks(text.trim());
  return arxivIn(bare) ?? addressed(bare) ?? doiIn(bare.replace(/^doi:?\s*/i, ''));
}

/** Without quotation marks and brackets around it, and without what ends a sentence. */
const withoutMarks = (text: string): string => withoutEnd(text.replace(/^[<"'“(]+/, ''));

/** Without the marks at the end of a text, but with a bracket that it opens: DOIs may have such. */
function withoutEnd(text: string): string {
  let end = text.length;
  let open = text.split('(').length - text.split(')').length;
  for (; end > 0; end--) {
    const mark = text[end - 1] ?? '';
    if (mark === ')' && open < 0) open++;
    else if (!/[>"'”.,;:]/.test(mark)) break;
  }
  return text.slice(0, end);
}

function arxivIn(text: string): Identifier | undefined {
  const id = ARXIV_PRINTED.exec(text)?.[1];
  return id === undefined ? undefined : arxiv(id);
}

/** Of "math.GT/0309136" arXiv itself says "math/0309136". */
const arxiv = (id: string): Identifier => ({
  kind: 'arxiv',
  id: id.toLowerCase().replace(/\.[a-z]{2}(?=\/)/, ''),
});

function doiIn(text: string): Identifier | undefined {
  const doi = withoutEnd(text).toLowerCase();
  const inArxiv = ARXIV_DOI.exec(doi)?.[1];
  if (inArxiv !== undefined) return arxivIn(inArxiv);
  return DOI.test(doi) ? { kind: 'doi', id: doi } : undefined;
}

function addressed(text: string): Identifier | undefined {
  const [, host = '', encoded = ''] = ADDRESS.exec(text) ?? [];
  if (host === '') return undefined;
  const path = decoded(encoded);
  if (ARXIV_HOSTS.test(host)) {
    const id = ARXIV_PATH.exec(path)?.[1];
    return id === undefined ? undefined : arxiv(id);
  }
  if (DOI_HOSTS.test(host)) return doiIn(path);
  if (ANTHOLOGY.test(host)) {
    const id = ANTHOLOGY_ID.exec(path)?.[1];
    return id === undefined ? undefined : doiIn(`10.18653/v1/${id}`);
  }
  const at = path.search(/(?:^|\/)10\.\d{4,9}\//);
  return at < 0 ? undefined : doiIn(withoutTail(path.slice(at).replace(/^\//, '')));
}

function withoutTail(doi: string): string {
  const bare = doi.replace(/\/$/, '').replace(BEHIND_DOI, '');
  // Preprints of Cold Spring Harbor have their version in the address and not in the DOI.
  return bare.startsWith('10.1101/') ? bare.replace(/v\d+$/, '') : bare;
}

/** What is not encoded rightly stays as it is. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
