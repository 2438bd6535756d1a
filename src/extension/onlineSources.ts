import {
  type CancellationToken,
  type LogOutputChannel,
  type Progress,
  ProgressLocation,
  type SecretStorage,
  l10n,
  window,
  workspace,
} from 'vscode';
import { escapeLinks } from '../core/markdown';
import type { Answer, Source } from '../core/online/answer';
import type { Endpoints } from '../core/online/question';
import { FetchError, type FetchFailure, PoliteFetch } from './politeFetch';

/** Under which the key for OpenAlex is kept. */
const OPEN_ALEX_KEY = 'attentionNotes.openAlexKey';

/** The services that papers are looked up at. They are asked only when a command says so. */
export class OnlineSources {
  readonly #secrets: SecretStorage;
  readonly #log: LogOutputChannel;
  readonly #isPage: boolean;
  readonly #fetcher = new PoliteFetch();

  /** Of a page in a browser, a service may not let itself be asked. */
  constructor(secrets: SecretStorage, log: LogOutputChannel, isPage: boolean) {
    this.#secrets = secrets;
    this.#log = log;
    this.#isPage = isPage;
  }

  /** Where they answer, by the user's settings, with the key that is kept. */
  async endpoints(): Promise<Endpoints> {
    const setting = (name: string) =>
      workspace.getConfiguration('attentionNotes.online').get<string>(name, '').trim();
    const openAlexKey = await this.#secrets.get(OPEN_ALEX_KEY);
    return {
      arxiv: setting('arxiv'),
      crossref: setting('crossref'),
      openAlex: setting('openAlex'),
      email: setting('email'),
      ...(openAlexKey !== undefined && { openAlexKey }),
    };
  }

  /** Asks for the key for OpenAlex and keeps it; resolves to whether there is one. */
  async askForKey(): Promise<boolean> {
    const key = await window.showInputBox({
      title: l10n.t('Key for OpenAlex'),
      prompt: l10n.t('Your own key; it is kept in the secret storage of VS Code and sent to OpenAlex alone.'),
      password: true,
      ignoreFocusOut: true,
    });
    if (key === undefined || key.trim() === '') return false;
    await this.#secrets.store(OPEN_ALEX_KEY, key.trim());
    return true;
  }

  /** The text that a service answers; rejects with a {@link FetchError}. */
  async get(source: Source, address: string, token: CancellationToken): Promise<string> {
    const controller = new AbortController();
    const cancelling = token.onCancellationRequested(() => controller.abort());
    if (token.isCancellationRequested) controller.abort();
    try {
      return await this.#fetcher.get(address, controller.signal);
    } catch (error) {
      const { failure } = asFetchError(error);
      this.#log.info(`${nameOf(source)} gave no answer`, failure.why);
      // A key that is refused would be refused again.
      if (source === 'openAlex' && failure.why === 'key') await this.#secrets.delete(OPEN_ALEX_KEY);
      throw error;
    } finally {
      cancelling.dispose();
    }
  }

  /** Why services gave no answer, in one sentence for all that cannot be reached. */
  describe(failures: readonly (readonly [source: Source, failure: FetchFailure])[]): string[] {
    const gone = failures.filter(([, { why }]) => why === 'unreachable');
    const others = failures.filter((one) => !gone.includes(one));
    return [gone, ...others.map((one) => [one])].flatMap((group) => {
      const [first] = group;
      const names = group.map(([source]) => nameOf(source)).join(', ');
      return first ? failureText(names, first[1], this.#isPage) : [];
    });
  }
}

/** Whatever else goes wrong while a service is asked is no fault of it. */
export function asFetchError(error: unknown): FetchError {
  if (error instanceof FetchError) return error;
  throw error;
}

export const nameOf = (source: Source): string =>
  ({ arxiv: 'arXiv', crossref: 'Crossref', openAlex: 'OpenAlex' })[source];

/** Why a service, or several that cannot be reached, gave no answer. */
function failureText(name: string, failure: FetchFailure, isPage: boolean): string {
  switch (failure.why) {
    case 'address':
      return l10n.t('The address of {0} in your settings is none of the web.', name);
    case 'timeout':
      return l10n.t('{0} did not answer in time.', name);
    case 'unreachable':
      return isPage
        ? l10n.t(
            '{0} cannot be reached. You may be offline, or no page in a browser is answered there.',
            name,
          )
        : l10n.t('{0} cannot be reached. You may be offline.', name);
    case 'tooLong':
      return l10n.t('The answer of {0} is far too long.', name);
    case 'notFound':
      return l10n.t('{0} does not know this paper.', name);
    case 'key':
      return name === nameOf('openAlex')
        ? l10n.t('OpenAlex refused your key, which is forgotten now.')
        : l10n.t('{0} refused to answer.', name);
    case 'busy':
      return failure.seconds === undefined || failure.seconds === 0
        ? l10n.t('{0} is busy. Try again later.', name)
        : l10n.t('{0} is busy. Try again in {1} seconds.', name, failure.seconds);
    case 'status':
      return l10n.t('{0} answered with error {1}.', name, failure.status);
    case 'cancelled':
      return l10n.t('Cancelled.');
  }
}

/** Why an answer cannot be used. */
export function answerText(
  source: Source,
  answer: Exclude<Answer, { readonly items: unknown }> | { readonly problem: 'other' },
): string {
  const name = nameOf(source);
  switch (answer.problem) {
    case 'refused':
      return l10n.t('{0} refused the question: {1}', name, answer.says);
    case 'tooLong':
      return l10n.t('The answer of {0} is far too long.', name);
    case 'malformed':
      return l10n.t('The answer of {0} is cut off or damaged.', name);
    case 'unexpected':
      return l10n.t('What answered in the place of {0} is something else.', name);
    case 'other':
      return l10n.t('{0} answered with another paper.', name);
  }
}

/** Runs something long in sight, where it can be cancelled. */
export function whileShown<T>(
  title: string,
  run: (token: CancellationToken, progress: Progress<{ message?: string; increment?: number }>) => Promise<T>,
): Promise<T> {
  const options = { location: ProgressLocation.Notification, title: escapeLinks(title), cancellable: true };
  return Promise.resolve(window.withProgress(options, (progress, token) => run(token, progress)));
}
