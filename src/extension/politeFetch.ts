/** Why nothing came back: told to people in words. `seconds` is how long the service wants to be left alone. */
export type FetchFailure =
  | { readonly why: 'address' | 'timeout' | 'unreachable' | 'tooLong' | 'notFound' | 'key' | 'cancelled' }
  | { readonly why: 'busy'; readonly seconds: number | undefined }
  | { readonly why: 'status'; readonly status: number };

/** Refusal of a question to a service. */
export class FetchError extends Error {
  override readonly name = 'FetchError';
  readonly failure: FetchFailure;

  constructor(failure: FetchFailure) {
    super(failure.why);
    this.failure = failure;
  }
}

export interface PoliteFetchOptions {
  /** How long one question may take, ms. */
  readonly timeout?: number;
  /** The least time between two questions to a host, ms. */
  readonly pauseFor?: (host: string) => number;
  /** The longest that is waited when a service asks for it, ms; beyond that the question is given up. */
  readonly patience?: number;
}

const TIMEOUT = 15_000;
const PATIENCE = 15_000;
/** No true answer is longer, bytes. */
const LONGEST = 4_000_000;

/** arXiv asks for three seconds between two questions. What answers on the own machine needs no consideration. */
function publicPause(host: string): number {
  if (/^(?:localhost|127\.[\d.]+|\[::1\])$/.test(host)) return 0;
  return /(?:^|\.)arxiv\.org$/.test(host) ? 3000 : 1000;
}

/**
 * Asks services over HTTP, one question at a time to each: waits between questions, once as long as a busy service asks,
 * and never reads without an end. Sends no cookies and no address of a page.
 */
export class PoliteFetch {
  readonly #timeout: number;
  readonly #pauseFor: (host: string) => number;
  readonly #patience: number;
  /** By host when the next question may be asked, and what waits before it. */
  readonly #queues = new Map<string, Promise<unknown>>();

  constructor({ timeout = TIMEOUT, pauseFor = publicPause, patience = PATIENCE }: PoliteFetchOptions = {}) {
    this.#timeout = timeout;
    this.#pauseFor = pauseFor;
    this.#patience = patience;
  }

  /** The text that a service answers; rejects with a {@link FetchError}. A refusal with reasons (400) is an answer. */
  async get(address: string, signal: AbortSignal): Promise<string> {
    const url = webAddress(address);
    const before = this.#queues.get(url.host) ?? Promise.resolve();
    let isAsked = false;
    const answer = unlessCancelled(before, signal).then(() => {
      isAsked = true;
      return this.#ask(url, signal);
    });
    // Who gives up waiting lets nobody pass those before.
    const ended = Promise.allSettled([before, answer]);
    this.#queues.set(
      url.host,
      ended.then(() => (isAsked ? rest(this.#pauseFor(url.hostname)) : undefined)),
    );
    return answer;
  }

  async #ask(url: URL, signal: AbortSignal): Promise<string> {
    for (let attempt = 0; ; attempt++) {
      const answer = await this.#once(url, signal);
      if (typeof answer === 'string') return answer;
      const { seconds } = answer;
      const wait = seconds === undefined ? Infinity : seconds * 1000;
      if (attempt > 0 || wait > this.#patience) throw new FetchError({ why: 'busy', seconds });
      await rest(wait, signal);
    }
  }

  /** One attempt: the text, or how long a busy service wants to be left alone. */
  async #once(url: URL, signal: AbortSignal): Promise<string | { seconds: number | undefined }> {
    const own = new AbortController();
    const abort = () => own.abort();
    if (signal.aborted) throw new FetchError({ why: 'cancelled' });
    signal.addEventListener('abort', abort);
    const late = new AbortController();
    const timer = setTimeout(() => {
      late.abort();
      abort();
    }, this.#timeout);
    try {
      const response = await fetch(url, {
        signal: own.signal,
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
      });
      const { status } = response;
      if (status === 429 || status === 503) return { seconds: retryAfter(response) };
      if (status === 404 || status === 410) throw new FetchError({ why: 'notFound' });
      if (status === 401) throw new FetchError({ why: 'key' });
      // A page comes from somebody in between, who knows no key.
      if (status === 403 && isJson(await bodyOf(response))) throw new FetchError({ why: 'key' });
      if (!response.ok && status !== 400) throw new FetchError({ why: 'status', status });
      return await bodyOf(response);
    } catch (error) {
      if (error instanceof FetchError) throw error;
      throw new FetchError({ why: whyEnded(late.signal, signal) });
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      // What is left of an answer that nobody reads.
      abort();
    }
  }
}

const whyEnded = (late: AbortSignal, cancelled: AbortSignal): 'timeout' | 'cancelled' | 'unreachable' =>
  late.aborted ? 'timeout' : cancelled.aborted ? 'cancelled' : 'unreachable';

function webAddress(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) throw new FetchError({ why: 'address' });
  return url;
}

/** In seconds from now: a number, or a date. */
function retryAfter(response: Response): number | undefined {
  const text = response.headers.get('retry-after')?.trim() ?? '';
  if (/^\d{1,6}$/.test(text)) return Number(text);
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - Date.now()) / 1000));
}

async function bodyOf(response: Response): Promise<string> {
  const reader = (response.body as ReadableStream<Uint8Array> | null)?.getReader();
  if (!reader) return '';
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.length;
    if (size > LONGEST) throw new FetchError({ why: 'tooLong' });
    text += decoder.decode(value, { stream: true });
  }
}

function isJson(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null;
  } catch {
    return false;
  }
}

/** Waits for something that cannot be cancelled itself. */
function unlessCancelled(before: Promise<unknown>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancelled = () => reject(new FetchError({ why: 'cancelled' }));
    if (signal.aborted) cancelled();
    signal.addEventListener('abort', cancelled, { once: true });
    void before.then(() => {
      signal.removeEventListener('abort', cancelled);
      resolve();
    });
  });
}

/** Ends early, with an error, when it is cancelled. */
function rest(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancelled = () => {
      clearTimeout(timer);
      reject(new FetchError({ why: 'cancelled' }));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', cancelled);
      resolve();
    }, ms);
    signal?.addEventListener('abort', cancelled, { once: true });
  });
}
