import { type CancellationToken, Disposable, ProgressLocation, commands, l10n, window } from 'vscode';
import { stopReading } from '../worker/protocol';
import type { LibraryClient } from './libraryClient';
import { showInformation } from './messages';

/** Reading that takes longer than this is shown to people, who may not want to wait, ms. */
const PATIENCE_MS = 20_000;

/** Shows that a large library is still being read and indexed, and lets people stop that. */
export function showLibraryProgress(library: LibraryClient, patience = PATIENCE_MS): Disposable {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let finish: () => void = () => undefined;
  const end = () => {
    clearTimeout(timer);
    finish();
  };
  const show = () => {
    const finished = new Promise<void>((resolve) => (finish = resolve));
    void window.withProgress(
      {
        location: ProgressLocation.Notification,
        title: l10n.t(
          'Attention Notes: a large library is read and indexed. Everything else works meanwhile.',
        ),
        cancellable: true,
      },
      (_, token) => Promise.race([finished, cancelled(token).then(() => stop(library))]),
    );
  };
  const subscription = library.onDidChangeBusy((busy) => {
    end();
    if (busy) timer = setTimeout(show, patience);
  });
  return Disposable.from(subscription, new Disposable(end));
}

const cancelled = (token: CancellationToken) =>
  new Promise<void>((resolve) => token.onCancellationRequested(() => resolve()));

async function stop(library: LibraryClient): Promise<void> {
  await library.request(stopReading, {});
  void tellStopped();
}

async function tellStopped(): Promise<void> {
  const again = l10n.t('Restart');
  const message = l10n.t(
    'Reading was stopped. Papers that were not read yet are missing, and abstracts are not searched, until the library is restarted.',
  );
  if ((await showInformation(message, again)) === again)
    await commands.executeCommand('attentionNotes.restart');
}
