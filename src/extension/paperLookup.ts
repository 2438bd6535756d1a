import { type CancellationToken, type Progress, l10n } from 'vscode';
import type { Source } from '../core/online/answer';
import { type Endpoints, LOOKUPS, type Question } from '../core/online/question';
import { type FoundFacts, type IncompletePaper, matchAnswer } from '../worker/onlineProtocol';
import type { LibraryClient } from './libraryClient';
import { type OnlineSources, answerText, asFetchError, nameOf } from './onlineSources';
import type { FetchFailure } from './politeFetch';

/** What was found of papers, and why services gave no answer, in words. */
export interface LookedUp {
  readonly found: readonly FoundFacts[];
  readonly failures: readonly string[];
}

/**
 * Looks papers up: at arXiv by their ids, many at once, then the others by their titles; what is not surely found there,
 * at Crossref one by one. A service that gives no answer is not asked again, the next one is.
 */
export class PaperLookup {
  readonly #library: LibraryClient;
  readonly #sources: OnlineSources;
  readonly #endpoints: Endpoints;
  readonly #found = new Map<string, FoundFacts>();
  readonly #failures = new Map<Source, FetchFailure>();
  readonly #useless = new Map<Source, string>();

  constructor(library: LibraryClient, sources: OnlineSources, endpoints: Endpoints) {
    this.#library = library;
    this.#sources = sources;
    this.#endpoints = endpoints;
  }

  /** When it is cancelled, what was found by then. */
  async run(
    papers: readonly IncompletePaper[],
    token: CancellationToken,
    progress: Progress<{ message?: string; increment?: number }>,
  ): Promise<LookedUp> {
    for (const questions of LOOKUPS) {
      const rest = papers.filter(({ citekey }) => this.#found.get(citekey)?.isSure !== true);
      const asked = questions(rest, this.#endpoints);
      for (const [index, question] of asked.entries()) {
        if (token.isCancellationRequested) break;
        if (this.#failures.has(question.source) || this.#useless.has(question.source)) continue;
        progress.report({
          message: l10n.t('{0}: {1} of {2}', nameOf(question.source), index + 1, asked.length),
        });
        await this.#ask(question, token);
      }
    }
    const failures = [...this.#sources.describe([...this.#failures]), ...this.#useless.values()];
    return { found: [...this.#found.values()], failures };
  }

  async #ask(
    { source, address, papers }: Question<IncompletePaper>,
    token: CancellationToken,
  ): Promise<void> {
    let text: string;
    try {
      text = await this.#sources.get(source, address, token);
    } catch (error) {
      const { failure } = asFetchError(error);
      // One paper that a service does not know says nothing of the others.
      if (failure.why === 'cancelled' || failure.why === 'notFound') return;
      this.#failures.set(source, failure);
      return;
    }
    const citekeys = papers.map(({ citekey }) => citekey);
    const answer = await this.#library.request(matchAnswer, { source, text, citekeys });
    if ('problem' in answer) this.#useless.set(source, answerText(source, answer));
    else for (const match of answer.matches) this.#take(match);
  }

  /** The first that is sure, or else the first. */
  #take(match: FoundFacts): void {
    const before = this.#found.get(match.citekey);
    if (!before || (match.isSure && !before.isSure)) this.#found.set(match.citekey, match);
  }
}
