import type { CancellationToken, MessageConnection, RequestType } from 'vscode-jsonrpc';
import { PROTOCOL_VERSION, initialize } from '../worker/protocol';

/** A worker as the platform started it. */
export interface RunningWorker {
  readonly connection: MessageConnection;
  /** Called once when the worker ends by itself or is ended from outside. */
  onExit(listener: (reason: string) => void): void;
  terminate(): void;
}

/** Starts the bundle of that name in a background thread. Differs between Node and web hosts. */
export type StartWorker = (script: 'library' | 'notes') => Promise<RunningWorker>;

/** `idle`: not needed yet. `failed`: kept dying; only `restart` starts it again. */
export type WorkerState = 'idle' | 'starting' | 'running' | 'failed';

export interface WorkerTimes {
  /** How long a start may take until the handshake is answered, ms. */
  readonly start: number;
  /** After how long without an answer the worker is asked whether it lives, and how long that may take, ms. */
  readonly silence: number;
  /** More deaths than `MAX_DEATHS` within this time, ms, and the worker is given up. */
  readonly deaths: number;
}

const TIMES: WorkerTimes = { start: 20_000, silence: 15_000, deaths: 60_000 };
const MAX_DEATHS = 3;

/** Refusal of every request while the worker is given up. */
export class WorkerFailedError extends Error {
  override readonly name = 'WorkerFailedError';
}

export interface WorkerEvents {
  /** Called after the handshake; registers notifications and fills the worker. Requests do not wait for it. */
  started(connection: MessageConnection): void;
  stateChanged(state: WorkerState): void;
  log(level: 'info' | 'warn' | 'error', message: string): void;
}

interface Life {
  readonly worker: RunningWorker;
  /** `ended` on purpose, `died` for a reason of its own. */
  state: 'starting' | 'alive' | 'ended' | 'died';
}

/**
 * Keeps one worker: starts it at the first request, starts it anew when it dies, and answers every request, at the
 * latest with an error. All requests are questions or replacements of whole content, so one that was under way when
 * the worker died is simply asked again, once: a request that kills its worker must not kill every worker.
 */
export class WorkerHost {
  readonly #script: 'library' | 'notes';
  readonly #start: StartWorker;
  readonly #events: WorkerEvents;
  readonly #times: WorkerTimes;
  #life: Promise<Life> | undefined;
  #state: WorkerState = 'idle';
  #deaths: number[] = [];
  #disposed = false;

  constructor(
    script: 'library' | 'notes',
    start: StartWorker,
    events: WorkerEvents,
    times: WorkerTimes = TIMES,
  ) {
    this.#script = script;
    this.#start = start;
    this.#events = events;
    this.#times = times;
  }

  get state(): WorkerState {
    return this.#state;
  }

  /** Asks the worker. Rejects with {@link WorkerFailedError} when it is given up, or with what its handler threw. */
  async request<P, R>(type: RequestType<P, R, void>, params: P, token?: CancellationToken): Promise<R> {
    for (let deaths = 0; ;) {
      const life = await this.#living();
      try {
        return await this.#ask(life, type, params, token);
      } catch (error) {
        if (life.state === 'died') deaths++;
        if (life.state === 'alive' || deaths > 1 || token?.isCancellationRequested || this.#disposed)
          throw error;
      }
    }
  }

  /** Ends the worker on purpose. What is under way and not cancelled is asked again, of a new worker. */
  async end(): Promise<void> {
    const life = await this.#life?.catch(() => undefined);
    if (life) this.#over(life, 'ended');
  }

  /** Starts anew, also after the worker was given up. */
  async restart(): Promise<void> {
    await this.end();
    this.#deaths = [];
    if (this.#state === 'failed') this.#life = undefined;
    await this.#living();
  }

  dispose(): void {
    this.#disposed = true;
    void this.end();
  }

  async #living(): Promise<Life> {
    if (this.#disposed) throw new WorkerFailedError('disposed');
    this.#life ??= this.#begin();
    return this.#life;
  }

  async #begin(): Promise<Life> {
    this.#setState('starting');
    for (;;) {
      try {
        return await this.#tryStart();
      } catch (error) {
        this.#events.log('error', `The ${this.#script} worker did not start: ${String(error)}`);
        if (!this.#mayRestart()) {
          this.#setState('failed');
          throw new WorkerFailedError(`the ${this.#script} worker keeps failing`);
        }
      }
    }
  }

  async #tryStart(): Promise<Life> {
    const worker = await this.#start(this.#script);
    const life: Life = { worker, state: 'starting' };
    const gone = new Promise<never>((_, reject) => {
      worker.onExit((reason) => {
        reject(new Error(reason));
        this.#over(life, 'died', reason);
      });
    });
    gone.catch(() => undefined);
    worker.connection.listen();
    try {
      const version = await within(
        this.#times.start,
        Promise.race([worker.connection.sendRequest(initialize), gone]),
      );
      if (version !== PROTOCOL_VERSION) throw new Error(`protocol ${version}, not ${PROTOCOL_VERSION}`);
    } catch (error) {
      life.state = 'died';
      worker.terminate();
      worker.connection.dispose();
      throw error;
    }
    life.state = 'alive';
    this.#setState('running');
    this.#events.started(worker.connection);
    return life;
  }

  /** Sends a request and, when it stays unanswered, makes sure that the worker still lives. */
  async #ask<P, R>(
    life: Life,
    type: RequestType<P, R, void>,
    params: P,
    token?: CancellationToken,
  ): Promise<R> {
    const { connection } = life.worker;
    const check = setInterval(() => {
      within(this.#times.silence, connection.sendRequest(initialize)).catch(() =>
        this.#over(life, 'died', 'no answer'),
      );
    }, this.#times.silence);
    try {
      // A token that is undefined would be sent along as a second parameter.
      return await (token
        ? connection.sendRequest<R>(type.method, params, token)
        : connection.sendRequest<R>(type.method, params));
    } finally {
      clearInterval(check);
    }
  }

  #over(life: Life, state: 'ended' | 'died', reason = ''): void {
    if (life.state !== 'alive') return;
    life.state = state;
    this.#life = undefined;
    life.worker.terminate();
    if (state === 'died') this.#events.log('warn', `The ${this.#script} worker died: ${reason}`);
    if (state === 'ended' || this.#mayRestart()) this.#setState('idle');
    else this.#giveUp();
    life.worker.connection.dispose();
  }

  #giveUp(): void {
    const failure = Promise.reject<Life>(new WorkerFailedError(`the ${this.#script} worker keeps failing`));
    failure.catch(() => undefined);
    this.#life = failure;
    this.#setState('failed');
  }

  #mayRestart(): boolean {
    const now = Date.now();
    this.#deaths = [...this.#deaths.filter((time) => now - time < this.#times.deaths), now];
    return this.#deaths.length <= MAX_DEATHS;
  }

  #setState(state: WorkerState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#events.stateChanged(state);
  }
}

async function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
