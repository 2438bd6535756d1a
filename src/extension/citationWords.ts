import { l10n } from 'vscode';
import type { Finding, FindingCode } from '../core/noteChecks';
import type { RewriteKind } from '../core/citationRewrites';
import type { PaperChoice } from '../worker/protocol';
import type { JudgedKey } from './citationCheck';

/** Longest title in a label, characters. */
const TITLE = 70;

/** What is wrong with a key, as a message. */
export function keyMessage({ citekey, judgement }: JudgedKey): string {
  switch (judgement.kind) {
    case 'unknown': {
      const [first] = judgement.papers;
      return first
        ? l10n.t('No paper of the library has the key "{0}". Did you mean "{1}"?', citekey, first.citekey)
        : l10n.t('No paper of the library has the key "{0}".', citekey);
    }
    case 'ambiguous': {
      const meant = judgement.papers.map((paper) => paper.citekey).join(', ');
      return l10n.t('"{0}" could mean several papers ({1}), so it cites none.', citekey, meant);
    }
    case 'alias':
    case 'known': {
      const [other] = judgement.others ?? [];
      if (other)
        return l10n.t(
          '"{0}" is also the key of "{1}". Here the entry that stands first counts; give one of them another key.',
          citekey,
          shortTitle(other),
        );
      return l10n.t('"{0}" is an alias of "{1}".', citekey, judgement.citekey);
    }
  }
}

/** What is wrong with the form of a citation, and what mends it. */
export const FINDING_WORDS: Readonly<
  Record<
    FindingCode,
    { readonly message: (finding: Finding) => string; readonly fix: (finding: Finding) => string }
  >
> = {
  'citation.separator': {
    message: ({ isBetweenGroups }) =>
      isBetweenGroups
        ? l10n.t('Put a semicolon between citations: `][` is not read as two groups.')
        : l10n.t(
            'Separate citations with semicolons; after a comma this is read as part of what is said of the one before.',
          ),
    fix: ({ isBetweenGroups }) =>
      isBetweenGroups ? REWRITE_WORDS.merge('') : l10n.t('Separate with semicolons'),
  },
  'citation.space': {
    message: () => l10n.t('With a space after the "@" this is not a citation.'),
    fix: () => l10n.t('Remove the space'),
  },
  'citation.unclosed': {
    message: () =>
      l10n.t('Nothing closes this bracket, so there is no group: the keys are cited in running text.'),
    fix: () => l10n.t('Close the group'),
  },
  'citation.duplicate': {
    message: ({ keys: [citekey = ''] }) => l10n.t('This group already cites {0}.', citekey),
    fix: () => l10n.t('Remove the repetition'),
  },
};

/** What a rewrite does, as an entry of the refactoring menu. */
export const REWRITE_WORDS: Readonly<Record<RewriteKind, (citekey: string) => string>> = {
  inText: (citekey) => l10n.t('Cite {0} with its author in the text', citekey),
  inBrackets: (citekey) => l10n.t('Cite {0} in brackets, with its author', citekey),
  withoutAuthor: (citekey) => l10n.t('Cite {0} without its author', citekey),
  locator: (citekey) => l10n.t('Add a page to {0}', citekey),
  merge: () => l10n.t('Merge adjacent citations'),
  sort: () => l10n.t('Sort the citation by year'),
};

/** "vaswani2017attention — Attention Is All You Need (2017)". */
export function choiceLabel({ citekey, title, year }: PaperChoice): string {
  return `${citekey} — ${shortTitle({ title })}${year === null ? '' : ` (${year})`}`;
}

function shortTitle({ title }: Pick<PaperChoice, 'title'>): string {
  const line = title.replace(/\s+/g, ' ').trim();
  return line.length > TITLE ? `${line.slice(0, TITLE).replace(/\s+\S*$/, '')}…` : line;
}
