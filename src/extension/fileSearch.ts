import { type CancellationToken, type GlobPattern, type Uri, workspace } from 'vscode';

/** File systems that the editor always has a search for. */
const SEARCHED: ReadonlySet<string> = new Set(['file', 'vscode-remote']);
/** How long the search of another file system may take before what asked goes on without, ms. */
const LIMIT_MS = 3000;

/** What a search has found in time, and, when it has found nothing by then, what it finds later. */
export interface FoundFiles {
  readonly uris: readonly Uri[];
  readonly later?: Thenable<readonly Uri[]>;
}

/**
 * Finds files by a glob in folders of a scheme. Where a file system has no search, the editor waits for one forever;
 * nobody else should.
 */
export async function findFilesInTime(
  scheme: string,
  pattern: GlobPattern,
  exclude?: GlobPattern,
  most?: number,
  token?: CancellationToken,
): Promise<FoundFiles> {
  const searching = workspace.findFiles(pattern, exclude, most, token);
  if (SEARCHED.has(scheme)) return { uris: await searching };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), LIMIT_MS);
  });
  try {
    const uris = await Promise.race([searching, late]);
    return uris ? { uris } : { uris: [], later: searching };
  } finally {
    clearTimeout(timer);
  }
}
