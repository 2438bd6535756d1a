import assert from 'node:assert/strict';
import { FetchError, type FetchFailure, PoliteFetch } from '../../src/extension/politeFetch';
import { type StubAnswer, type StubServer, stubServer } from '../support/stubServer';

const never = new AbortController().signal;
const NO_PAUSE = { pauseFor: () => 0 };

/** Runs something with a server, which is closed whatever happens. */
async function withServer(
  answer: (address: string) => StubAnswer,
  run: (server: StubServer) => Promise<void>,
): Promise<void> {
  const server = await stubServer(answer);
  try {
    await run(server);
  } finally {
    await server.close();
  }
}

async function failureOf(asking: Promise<unknown>): Promise<FetchFailure> {
  try {
    await asking;
  } catch (error) {
    assert.ok(error instanceof FetchError, String(error));
    return error.failure;
  }
  return assert.fail('an answer came');
}

suite('Asking services', () => {
  test('an answer comes as text, also from where a service sends us, and in pieces', async () => {
    const letters = 'Ä'.repeat(100_000);
    await withServer(
      (address) => (address === '/a' ? { status: 302, headers: { location: '/b' } } : letters),
      async ({ address }) => {
        assert.equal(await new PoliteFetch().get(`${address}/a`, never), letters);
      },
    );
  });

  for (const [status, failure] of [
    [404, { why: 'notFound' }],
    [401, { why: 'key' }],
    [403, { why: 'status', status: 403 }],
    [500, { why: 'status', status: 500 }],
    [502, { why: 'status', status: 502 }],
  ] as const)
    test(`status ${status} is told`, () =>
      withServer(
        () => ({ status, text: '<html>' }),
        async ({ address }) => {
          assert.deepEqual(await failureOf(new PoliteFetch().get(address, never)), failure);
        },
      ));

  test('a key is refused by the service itself, which speaks JSON, and by nobody in between', () =>
    withServer(
      () => ({ status: 403, text: '{ "error": "Invalid key" }' }),
      async ({ address }) => {
        assert.deepEqual(await failureOf(new PoliteFetch().get(address, never)), { why: 'key' });
      },
    ));

  test('a question that is cancelled while it waits for its turn ends at once, and lets nobody pass', () =>
    withServer(
      (address) => (address === '/first' ? () => undefined : 'now'),
      async (server) => {
        const fetcher = new PoliteFetch(NO_PAUSE);
        const [first, second] = [new AbortController(), new AbortController()];
        const ended: string[] = [];
        const ask = (path: string, signal: AbortSignal) =>
          failureOf(fetcher.get(server.address + path, signal)).finally(() => ended.push(path));
        const asking = ask('/first', first.signal);
        const cancelled = ask('/second', second.signal);
        const third = fetcher.get(`${server.address}/third`, never);
        second.abort();
        assert.deepEqual(await cancelled, { why: 'cancelled' });
        assert.deepEqual(ended, ['/second']);
        assert.ok(!server.asked.includes('/third'));
        first.abort();
        await asking;
        assert.equal(await third, 'now');
        assert.ok(!server.asked.includes('/second'));
      },
    ));

  test('a refusal is an answer, which says why', () =>
    withServer(
      () => ({ status: 400, text: 'why' }),
      async ({ address }) => {
        assert.equal(await new PoliteFetch().get(address, never), 'why');
      },
    ));

  test('a busy service is asked once more, when it wants to be', () =>
    withServer(
      () => (asked++ === 0 ? { status: 429, headers: { 'retry-after': '0' } } : 'now'),
      async (server) => {
        assert.equal(await new PoliteFetch(NO_PAUSE).get(server.address, never), 'now');
        assert.equal(server.asked.length, 2);
      },
    ));
  let asked = 0;

  test('a service that stays busy, or asks for too much patience, is left alone', async () => {
    const later = new Date(Date.now() + 100_000).toUTCString();
    const hints: Record<string, string> = { '/again': '0', '/long': '3600', '/date': later };
    await withServer(
      (address) => ({ status: 503, headers: { 'retry-after': hints[address] ?? 'soon' } }),
      async (server) => {
        const fetcher = new PoliteFetch(NO_PAUSE);
        const failed = (path: string) => failureOf(fetcher.get(server.address + path, never));
        assert.deepEqual(await failed('/again'), { why: 'busy', seconds: 0 });
        assert.deepEqual(await failed('/long'), { why: 'busy', seconds: 3600 });
        assert.deepEqual(await failed('/unsaid'), { why: 'busy', seconds: undefined });
        const dated = await failed('/date');
        assert.ok(dated.why === 'busy' && dated.seconds !== undefined && dated.seconds > 15);
        assert.deepEqual(server.asked, ['/again', '/again', '/long', '/unsaid', '/date']);
      },
    );
  });

  test('a service that says nothing, or never ends, is given up', () =>
    withServer(
      (address) => (_, response) => {
        if (address === '/head') response.writeHead(200).write('begun');
      },
      async ({ address }) => {
        const fetcher = new PoliteFetch({ timeout: 200, ...NO_PAUSE });
        assert.deepEqual(await failureOf(fetcher.get(address, never)), { why: 'timeout' });
        assert.deepEqual(await failureOf(fetcher.get(`${address}/head`, never)), { why: 'timeout' });
      },
    ));

  test('a question can be cancelled while it waits for its turn, for an answer and for a busy service', () =>
    withServer(
      (address) =>
        address === '/busy' ? { status: 429, headers: { 'retry-after': '10' } } : () => undefined,
      async ({ address }) => {
        for (const path of ['/busy', '/silent']) {
          const cancel = new AbortController();
          const fetcher = new PoliteFetch();
          const failures = [1, 2].map(() => failureOf(fetcher.get(address + path, cancel.signal)));
          setTimeout(() => cancel.abort(), 100);
          for (const failure of await Promise.all(failures)) assert.deepEqual(failure, { why: 'cancelled' });
        }
      },
    ));

  test('an answer without an end is cut off', () =>
    withServer(
      () => (_, response) => {
        const more = () => {
          while (!response.destroyed && response.write('x'.repeat(100_000)));
        };
        response.on('drain', more);
        more();
      },
      async ({ address }) => {
        assert.deepEqual(await failureOf(new PoliteFetch().get(address, never)), { why: 'tooLong' });
      },
    ));

  test('what is cut off or not there is out of reach', async () => {
    let gone = '';
    await withServer(
      () => (request, response) => {
        response.writeHead(200, { 'content-length': '100' }).write('x');
        setTimeout(() => request.socket.destroy(), 20);
      },
      async ({ address }) => {
        gone = address;
        assert.deepEqual(await failureOf(new PoliteFetch().get(address, never)), { why: 'unreachable' });
      },
    );
    assert.deepEqual(await failureOf(new PoliteFetch().get(gone, never)), { why: 'unreachable' });
    const circle = await stubServer(() => ({ status: 302, headers: { location: '/' } }));
    assert.deepEqual(await failureOf(new PoliteFetch().get(circle.address, never)), { why: 'unreachable' });
    await circle.close();
  });

  test('only the web is asked', async () => {
    for (const address of ['', 'arxiv.org', 'file:///etc/passwd', 'command:x', 'data:text/plain,x'])
      assert.deepEqual(await failureOf(new PoliteFetch().get(address, never)), { why: 'address' });
  });

  test('questions to one service are asked one after the other, with a pause between', async () => {
    let open = 0;
    let most = 0;
    await withServer(
      () => (_, response) => {
        most = Math.max(most, ++open);
        setTimeout(() => {
          open--;
          response.end('x');
        }, 20);
      },
      async ({ address }) => {
        const hosts: string[] = [];
        const fetcher = new PoliteFetch({
          pauseFor: (host) => {
            hosts.push(host);
            return 1;
          },
        });
        await Promise.all([1, 2, 3].map(() => fetcher.get(address, never)));
        assert.equal(most, 1);
        assert.ok(hosts.length >= 2 && hosts.every((host) => host === '127.0.0.1'));
      },
    );
  });
});
