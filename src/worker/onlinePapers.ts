import type { MessageConnection } from 'vscode-jsonrpc';
import { bibtexEntry } from '../core/bibtex';
import { baseCitekey, suffixedCitekey } from '../core/citekey';
import { arxivIdOf, doiOf } from '../core/cslJson';
import { titleIdentity } from '../core/fold';
import type { Library } from '../core/library';
import { plainMarkup } from '../core/markup';
import type { Answer, Source } from '../core/online/answer';
import { readArxivAnswer } from '../core/online/arxivAnswer';
import { readCrossrefAnswer } from '../core/online/crossrefAnswer';
import { completeFacts } from '../core/online/factsEdit';
import { type Identifier, identify } from '../core/online/identify';
import { type Certainty, matchOf, newFacts } from '../core/online/match';
import { readOpenAlexAnswer } from '../core/online/openAlexAnswer';
import { peopleOf } from '../core/others';
import type { CslItem, Paper } from '../core/paper';
import type { SuggestIndex } from '../core/search/suggest';
import { byline } from '../core/tree';
import type { Lane } from './lane';
import * as messages from './onlineProtocol';
import type { PaperChoice } from './protocol';
import type { Registers } from './questions';

/** Among so many papers that a text means is the one that it names. */
const CANDIDATES = 10;

const READERS: Readonly<Record<Source, (text: string) => Answer>> = {
  arxiv: readArxivAnswer,
  crossref: readCrossrefAnswer,
  openAlex: readOpenAlexAnswer,
};

/** Registers what is answered about papers that are looked up elsewhere. */
export function answerOfOnline(
  { paper, files: register }: Pick<Registers, 'paper' | 'files'>,
  library: Library,
  heads: SuggestIndex,
  { connection, lane }: { readonly connection: MessageConnection; readonly lane: Lane },
): void {
  const papers = new OnlinePapers(library, heads);
  paper(messages.findIdentified, ({ identifier }) => choiceOf(papers.identified(identifier)));
  register(messages.readAnswer, ({ source, text, identifier }) => readAnswer(source, text, identifier));
  register(messages.proposeEntry, ({ item, taken }) => papers.propose(item, taken));
  register(messages.listIncomplete, ({ citekeys, limit }) => papers.incomplete(citekeys, limit));
  register(messages.matchAnswer, ({ source, text, citekeys }) => {
    const answer = READERS[source](text);
    return 'items' in answer ? { matches: papers.match(answer.items, citekeys) } : answer;
  });
  connection.onRequest(
    messages.storeFacts,
    async ({ text, completions }) => (await lane.run(completeFacts(text, completions), 'soon')) ?? null,
  );
}

/** An answer to the question for one paper. What else it has was not asked for. */
function readAnswer(
  source: Source,
  text: string,
  { kind, id }: Identifier,
): Answer | { readonly problem: 'other' } {
  const answer = READERS[source](text);
  if (!('items' in answer) || answer.items.length === 0) return answer;
  const own = answer.items.find((item) => (kind === 'arxiv' ? arxivIdOf(item) : doiOf(item)) === id);
  return own ? { items: [own] } : { problem: 'other' };
}

class OnlinePapers {
  readonly #library: Library;
  readonly #heads: SuggestIndex;

  constructor(library: Library, heads: SuggestIndex) {
    this.#library = library;
    this.#heads = heads;
  }

  /** The paper with an identifier. */
  identified({ kind, id }: Identifier): Paper | undefined {
    const isIt = ({ arxiv = '', doi }: Paper) => (kind === 'arxiv' ? identify(arxiv)?.id : doi) === id;
    const found = this.#meant(id).find(isIt);
    // Old ids of arXiv may be printed with a class that is no part of them, and are found by what is printed.
    return found ?? (kind === 'arxiv' && id.includes('/') ? this.#library.papers.find(isIt) : undefined);
  }

  propose(item: CslItem, taken: readonly string[]): messages.ProposedEntry {
    const title = plainMarkup(item.title);
    const facts = {
      authors: peopleOf(item).names,
      year: item.issued?.['date-parts']?.[0]?.[0],
      title,
    };
    const ids = { arxiv: arxivIdOf(item), doi: doiOf(item) };
    const base = baseCitekey(facts);
    const isFree = (key: string) => !taken.includes(key) && !this.#isUsed(key);
    const own = suffixedCitekey(base, { ...ids, title });
    let citekey = isFree(base) ? base : own;
    for (let number = 2; !isFree(citekey); number++) citekey = `${own}-${number}`;
    const bibtex = bibtexEntry({ citekey, item, year: facts.year, ...ids });
    const identity = titleIdentity(title);
    const alike = this.#meant(title).find((one) => titleIdentity(one.title) === identity);
    return { citekey, ...headOf(item), bibtex, alike: choiceOf(alike) };
  }

  incomplete(citekeys: readonly string[] | null, limit: number) {
    const all = citekeys
      ? citekeys.flatMap((key) => this.#library.get(key) ?? [])
      : this.#library.papers.filter(({ authors, title }) => authors.length === 0 && title !== '');
    const papers = all.slice(0, limit).map((paper): messages.IncompletePaper => {
      const { citekey, title, year = null, arxiv = null, doi = null } = paper;
      return { citekey, title, byline: byline(paper), year, arxiv, doi };
    });
    return { papers, total: all.length };
  }

  /** Of every paper the item that is most surely it, and what that has of news. */
  match(items: readonly CslItem[], citekeys: readonly string[]): messages.FoundFacts[] {
    return citekeys.flatMap((key) => {
      const paper = this.#library.get(key);
      const match = paper && bestMatch(paper, items);
      if (!match) return [];
      const { item, certainty } = match;
      return {
        citekey: paper.citekey,
        isSure: certainty === 'sure',
        found: headOf(item),
        facts: newFacts(paper.item, item),
        uri: this.#library.recorded.recordedIn(paper.citekey) ?? null,
      };
    });
  }

  #meant(text: string): Paper[] {
    const hits = this.#heads.suggest(text, { limit: CANDIDATES });
    return hits.flatMap(({ citekey }) => this.#library.get(citekey) ?? []);
  }

  #isUsed(key: string): boolean {
    return (
      this.#library.get(key) !== undefined ||
      this.#library.meanings(key).length > 0 ||
      this.#library.recorded.recordedIn(key) !== undefined
    );
  }
}

function bestMatch(
  paper: Paper,
  items: readonly CslItem[],
): { item: CslItem; certainty: Certainty } | undefined {
  const matches = items.flatMap((item) => {
    const certainty = matchOf(paper, item);
    return certainty ? [{ item, certainty }] : [];
  });
  return matches.find(({ certainty }) => certainty === 'sure') ?? matches[0];
}

const headOf = (item: CslItem): Pick<PaperChoice, 'title' | 'byline' | 'year'> => ({
  title: plainMarkup(item.title),
  byline: byline({ authors: peopleOf(item).names, organization: undefined, item }),
  year: item.issued?.['date-parts']?.[0]?.[0] ?? null,
});

function choiceOf(paper: Paper | undefined): PaperChoice | null {
  if (!paper) return null;
  const { citekey, title, year = null } = paper;
  return { citekey, title, byline: byline(paper), year };
}
