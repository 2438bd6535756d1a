/** Runs tasks a few at a time, in the order in which they were given: of what each holds in memory there is not more. */
export class FewAtOnce {
  readonly #most: number;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** Settles like the task, which begins when it has its turn. */
  async run<T>(task: () => Promise<T>): Promise<T> {
    if (this.#running < this.#most) this.#running++;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await task();
    } finally {
      // Its place goes to the next.
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running--;
    }
  }
}
