/**
 * The background lane of a worker: long work is given as generators, run one after the other in slices. Between two
 * slices the worker's message loop runs and answers what has arrived. So a hover waits for the rest of one slice,
 * however much there is to read. What somebody waits for runs soon, what nobody waits for runs last: each takes turns with the
 * other work.
 */
export interface LaneClock {
  /** Milliseconds, monotone. */
  now(): number;
  /** Resolves in a later macrotask: a mere microtask would leave arrived messages unread. */
  pause(): Promise<void>;
}

/** So many messages that have arrived are answered in one pause: handlers take them one in a turn of the loop. */
const TURNS = 4;

/** The clock of a real worker, of either kind. */
export const CLOCK: LaneClock = {
  now: () => performance.now(),
  async pause() {
    for (let turn = 0; turn < TURNS; turn++) await turnOfLoop();
  },
};

/** Node's; browsers have none. */
const { setImmediate } = globalThis as { setImmediate?: (run: () => void) => unknown };

/** Not by a timer: Node holds these back for 1 ms and browsers for 4 ms, half as long as there is work between pauses. */
const turnOfLoop = (): Promise<void> =>
  new Promise((resolve) => {
    if (setImmediate) {
      setImmediate(resolve);
      return;
    }
    const { port1, port2 } = new MessageChannel();
    const arrived = () => {
      port1.close();
      resolve();
    };
    port1.addEventListener('message', arrived, { once: true });
    port1.start();
    port2.postMessage(null);
  });

/** How long a slice may run before it yields, in ms: half a frame. */
const SLICE_MS = 8;

/** When a job has its turn. */
export type Turn = 'soon' | 'later' | 'last';

type Job = {
  readonly steps: Generator<unknown, unknown>;
  readonly done: (value: unknown) => void;
  readonly failed: (e: unknown) => void;
};

export class Lane {
  readonly #clock: LaneClock;
  /** What waits its turn, each in order: slices are for the first of each by turns. */
  readonly #queues: Readonly<Record<Turn, Job[]>> = { soon: [], later: [], last: [] };
  #running: Promise<void> | undefined;
  /** Slices run so far. */
  slices = 0;

  constructor(clock: LaneClock) {
    this.#clock = clock;
  }

  /** Queues a job; resolves with what its generator returns, rejects with what it throws. */
  run<T>(steps: Generator<unknown, T>, turn: Turn = 'later'): Promise<T> {
    const result = new Promise<T>((resolve, reject) => {
      this.#queues[turn].push({ steps, done: resolve as (value: unknown) => void, failed: reject });
    });
    this.#running ??= this.#work();
    return result;
  }

  /** Resolves when no job is left. */
  async idle(): Promise<void> {
    while (this.#running) await this.#running;
  }

  async #work(): Promise<void> {
    const queues = Object.values(this.#queues);
    while (queues.some(({ length }) => length > 0)) for (const jobs of queues) await this.#runFirst(jobs);
    this.#running = undefined;
  }

  async #runFirst(jobs: Job[]): Promise<void> {
    const [job] = jobs;
    if (!job) return;
    await this.#clock.pause();
    if (this.#slice(job)) jobs.shift();
  }

  /** Runs one slice of a job; true when the job is over. */
  #slice(job: Job): boolean {
    this.slices++;
    const end = this.#clock.now() + SLICE_MS;
    try {
      do {
        const step = job.steps.next();
        if (step.done) {
          job.done(step.value);
          return true;
        }
      } while (this.#clock.now() < end);
      return false;
    } catch (error) {
      job.failed(error);
      return true;
    }
  }
}
