import { window } from 'vscode';
import { escapeLinks } from '../core/markdown';

/** Shows a message beside everything else; resolves to the choice that people took. */
type Show = <T extends string>(message: string, ...choices: readonly T[]) => Thenable<T | undefined>;

// A message may name what papers, files and services are called: VS Code would make links of commands of that.
export const showInformation: Show = (message, ...choices) =>
  window.showInformationMessage(escapeLinks(message), ...choices);
export const showWarning: Show = (message, ...choices) =>
  window.showWarningMessage(escapeLinks(message), ...choices);
export const showError: Show = (message, ...choices) =>
  window.showErrorMessage(escapeLinks(message), ...choices);
