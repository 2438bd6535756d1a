import { Position, Range, type TextDocument } from 'vscode';

/** How far a group of citations may reach. */
const LINES = 20;

/** The paragraph's text before a position, as far as a citation there may reach: back to a blank line. */
export function paragraphBefore(document: TextDocument, position: Position): string {
  let first = position.line;
  while (first > 0 && position.line - first < LINES && !document.lineAt(first - 1).isEmptyOrWhitespace)
    first--;
  return document.getText(new Range(new Position(first, 0), position));
}
