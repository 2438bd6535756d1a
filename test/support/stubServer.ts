import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How a question is answered: with a text, or as a test sees fit. */
export type StubAnswer =
  | string
  | { readonly status?: number; readonly headers?: Record<string, string>; readonly text?: string }
  | ((request: IncomingMessage, response: ServerResponse) => void);

export interface StubServer {
  readonly address: string;
  /** The addresses that were asked for, in order, decoded. */
  readonly asked: string[];
  close(): Promise<void>;
}

/** A server on this machine that answers as it is told by the address that is asked for. */
export async function stubServer(answer: (address: string) => StubAnswer): Promise<StubServer> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const address = decodeURIComponent(request.url ?? '');
    asked.push(address);
    const given = answer(address);
    if (typeof given === 'function') {
      given(request, response);
      return;
    }
    const { status = 200, headers = {}, text = '' } = typeof given === 'string' ? { text: given } : given;
    response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', ...headers });
    response.end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { address: `http://127.0.0.1:${port}`, asked, close };
}
