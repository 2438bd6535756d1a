import { NotificationType, RequestType } from 'vscode-jsonrpc';

/** One slice of a snapshot that was written when the library was used last. Without one, `size` is 0. */
export interface SnapshotSlice {
  /** The build of the product: another one has its own snapshots. */
  readonly build: string;
  readonly size: number;
  readonly offset: number;
  readonly bytes: Uint8Array;
}

/** A snapshot that was made, to be fetched part by part. */
export interface MadeSnapshot {
  readonly id: number;
  /** In bytes. */
  readonly size: number;
  readonly parts: number;
}

// Host to the library worker.
/** Hands over a snapshot; answered, with the last slice, when papers are answered from it or it is of no use. */
export const restoreSnapshot = new RequestType<SnapshotSlice, void, void>('library/restore');
/** Fetches a part; `null` when there is a newer state than that snapshot's. */
export const fetchSnapshot = new RequestType<{ id: number; part: number }, Uint8Array | null, void>(
  'library/snapshot',
);

// Library worker to host.
export const didMakeSnapshot = new NotificationType<MadeSnapshot>('library/didMakeSnapshot');
