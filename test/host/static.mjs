// VS Code's workbench as a plain site, with no extension host on a server: what vscode.dev is. Extensions come over
// http and run in a web worker; the workspace is an empty folder in memory.
import { createReadStream, readFileSync, statSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { QUIET_SETTINGS } from './settings.mjs';

const TYPES = {
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.css': 'text/css',
  '.html': 'text/html',
  '.ttf': 'font/ttf',
};

/**
 * Serves the workbench with extensions and, optionally, tests that run by themselves.
 * @param {import('./vscode.mjs').Installed} vscode
 * @param {Record<string, string>} folders a served folder of this machine by the first part of its path
 * @param {{ extensions: string[], tests?: string }} run paths below those parts
 * @returns {Promise<{ origin: string, stop: () => void }>}
 */
export async function serveWorkbench(vscode, folders, run) {
  const roots = { ...folders, static: vscode.dir };
  const server = http.createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    if (pathname === '/') return send(response, 'text/html', page(vscode, server.address().port, run));
    const [, first, ...rest] = path.posix.normalize(decodeURIComponent(pathname)).split('/');
    const file = Object.hasOwn(roots, first) && path.join(roots[first], ...rest);
    if (!file || !statSync(file, { throwIfNoEntry: false })?.isFile()) return response.writeHead(404).end();
    const type = TYPES[path.extname(file)] ?? 'text/plain';
    if (file.endsWith('code/browser/workbench/workbench.js'))
      return send(response, type, withoutRemote(file));
    response.writeHead(200, { 'Content-Type': type });
    return createReadStream(file).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = () => (server.close(), server.closeAllConnections());
  return { origin: `http://127.0.0.1:${server.address().port}`, stop };
}

function send(response, type, body) {
  response.writeHead(200, { 'Content-Type': type }).end(body);
}

/** The workbench's page, its template filled in as VS Code's server would. */
function page(vscode, port, { extensions, tests }) {
  const authority = `127.0.0.1:${port}`;
  const uri = (pathname) => ({ scheme: 'http', authority, path: pathname });
  const { version, commit, quality } = JSON.parse(
    readFileSync(path.join(vscode.dir, 'product.json'), 'utf8'),
  );
  const configuration = {
    serverBasePath: '/',
    userDataPath: '/',
    callbackRoute: '/callback',
    webviewEndpoint: `http://${authority}/static/out/vs/workbench/contrib/webview/browser/pre`,
    isEnabledFileDownloads: true,
    isEnabledFileUploads: true,
    isEnabledCoderGettingStarted: false,
    enableWorkspaceTrust: false,
    _wrapWebWorkerExtHostInIframe: false,
    folderUri: { scheme: 'tmp', authority: '', path: '/' },
    developmentOptions: {
      enableSmokeTestDriver: Boolean(tests),
      extensions: extensions.map(uri),
      ...(tests ? { extensionTestsPath: uri(tests) } : {}),
    },
    configurationDefaults: QUIET_SETTINGS,
    productConfiguration: { nameShort: 'Code', nameLong: 'Code', version, commit, quality },
  };
  const values = {
    WORKBENCH_SCRIPT_NONCE: 'x',
    WORKBENCH_WEB_CONFIGURATION: escape(JSON.stringify(configuration)),
    WORKBENCH_WEB_BASE_URL: '/static',
    WORKBENCH_NLS_URL: '/static/out/nls.messages.js',
    WORKBENCH_NLS_FALLBACK_URL: '/static/out/nls.messages.js',
  };
  const template = readFileSync(
    path.join(vscode.dir, 'out/vs/code/browser/workbench/workbench.html'),
    'utf8',
  );
  return template.replace(/\{\{(\w+)\}\}/g, (_, name) => values[name] ?? '');
}

const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

/** This build of the workbench insists on a remote host: takes that out. Fits the pinned versions alone. */
function withoutRemote(file) {
  const changes = [
    [/remoteAuthority:location\.host\}/, 'remoteAuthority:void 0}'],
    [/(with\(\{scheme:\w+\.)vscodeRemote(\}\),"User"\))/, '$1vscodeUserData$2'],
  ];
  return changes.reduce(
    (text, [from, to]) => {
      if (!from.test(text)) throw new Error(`This workbench differs from the expected one: no ${from}`);
      return text.replace(from, to);
    },
    readFileSync(file, 'utf8'),
  );
}
