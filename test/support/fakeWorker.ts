import { MessageChannel } from 'node:worker_threads';
import {
  type MessageConnection,
  PortMessageReader,
  PortMessageWriter,
  createMessageConnection,
} from 'vscode-jsonrpc/node';
import type { RunningWorker, StartWorker } from '../../src/extension/workerHost';

/** Two connected ends of a channel; neither listens yet. `close` cuts it without a word, as a dying thread does. */
export function connectionPair(): { host: MessageConnection; worker: MessageConnection; close: () => void } {
  const { port1, port2 } = new MessageChannel();
  const connect = (port: typeof port1) =>
    createMessageConnection(new PortMessageReader(port), new PortMessageWriter(port));
  const close = () => {
    port1.close();
    port2.close();
  };
  return { host: connect(port1), worker: connect(port2), close };
}

/** Workers that live in the test's own thread and die when told to. */
export class FakeWorkers {
  started = 0;
  readonly #serve: (connection: MessageConnection, count: number) => void;
  #die: ((reason: string) => void) | undefined;

  constructor(serve: (connection: MessageConnection, count: number) => void) {
    this.#serve = serve;
  }

  readonly start: StartWorker = () => {
    this.started++;
    const { host, worker, close } = connectionPair();
    let exit: ((reason: string) => void) | undefined;
    let dead: string | undefined;
    this.#die = (reason) => {
      close();
      dead = reason;
      exit?.(reason);
    };
    this.#serve(worker, this.started);
    const onExit = (listener: (reason: string) => void) => {
      exit = listener;
      if (dead !== undefined) listener(dead);
    };
    const running: RunningWorker = { connection: host, onExit, terminate: close };
    return Promise.resolve(running);
  };

  /** The newest worker dies. */
  die(reason: string): void {
    this.#die?.(reason);
  }
}
