import type { Library } from '../core/library';
import type { LibraryChange } from '../core/madePapers';
import type { SuggestIndex } from '../core/search/suggest';
import type { Answers } from './answers';
import type { BoundedFullText } from './boundedFullText';
import type { Turn } from './lane';

/** How many papers leave the index of heads between two chances to pause. */
const BATCH = 20;

/** What follows the library, and what is done about it. */
export interface IndexingHost {
  readonly library: Library;
  readonly heads: SuggestIndex;
  readonly fullText: BoundedFullText;
  readonly answers: Answers;
  /** Runs a job in the background. */
  queue(job: Generator<void, void>, turn?: Turn): void;
  /** Told when people see something else than before. */
  changed(): void;
  /** Told when everything has followed. */
  followed(): void;
}

/**
 * Has the indexes follow the library: heads at once, so that papers are found while one types; then what takes long, the
 * abstracts and the full text, in parts that let files that come meanwhile go first.
 */
export class Indexing {
  readonly #host: IndexingHost;
  #isQueued = false;
  /** The citation keys of papers that the full text does not know yet as they are. */
  readonly #changed = new Set<string>();
  readonly #removed = new Set<string>();
  #revision = 0;

  constructor(host: IndexingHost) {
    this.#host = host;
  }

  /** Counts how often papers have changed. */
  get revision(): number {
    return this.#revision;
  }

  /** To be called before the next pause: nothing of the old library may be answered, and pages of both must not look alike. */
  note({ changed, removed }: LibraryChange): void {
    const { library, fullText, answers } = this.#host;
    this.#revision++;
    fullText.expect(library.papers.length);
    answers.papersChanged();
    for (const citekey of removed) {
      this.#removed.add(citekey);
      this.#changed.delete(citekey);
    }
    for (const { citekey } of changed) this.#changed.add(citekey);
  }

  /** A generator: the caller may pause between steps. */
  *putHeads({ changed, removed }: LibraryChange): Generator<void, void> {
    const { heads, answers } = this.#host;
    for (let at = 0; at < removed.length; at += BATCH) {
      heads.remove(removed.slice(at, at + BATCH));
      yield;
    }
    yield* heads.putting(changed);
    // What was found meanwhile was found in indexes under way.
    answers.papersChanged();
  }

  /** Has everything else done later. */
  goOn(): void {
    if (this.#isQueued) return;
    this.#isQueued = true;
    if (this.#host.library.isRead) this.#host.queue(this.#follow(), 'last');
    else this.#host.queue(this.#readOn());
  }

  /** Reads abstracts that are yet to be read, and tells what follows from them. */
  *#readOn(): Generator<void, void> {
    let isDone = false;
    try {
      const change = yield* this.#host.library.readOn();
      this.note(change);
      yield* this.putHeads(change);
      this.#host.changed();
      isDone = true;
    } finally {
      this.#isQueued = false;
      // What fails once fails again.
      if (isDone) this.goOn();
      else this.#host.queue(this.#follow(), 'last');
    }
  }

  /** Takes into the full text what has changed. */
  *#follow(): Generator<void, void> {
    const { library, fullText, answers } = this.#host;
    this.#isQueued = false;
    try {
      const changed = Array.from(this.#changed).flatMap((citekey) => library.get(citekey) ?? []);
      const removed = [...this.#removed];
      this.#changed.clear();
      this.#removed.clear();
      yield* fullText.follow(library.papers, { changed, removed });
      if (answers.arranged.forgetFiltered()) this.#host.changed();
    } finally {
      this.#host.followed();
    }
  }
}
