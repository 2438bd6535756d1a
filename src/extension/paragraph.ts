import { Position, Range, type TextDocument } from 'vscode';

/** How far a group of citations may reach. */
const LINES = 20;

/** The paragraph's text around a position, as far as a citation there may reach: on both sides to a blank line. */
export function paragraphAround(
  document: TextDocument,
  position: Position,
): { before: string; after: string } {
  let [first, last] = [position.line, position.line];
  while (first > 0 && position.line - first < LINES && !isBlank(document, first - 1)) first--;
  while (last + 1 < document.lineCount && last - position.line < LINES && !isBlank(document, last + 1))
    last++;
  return {
    before: document.getText(new Range(new Position(first, 0), position)),
    after: document.getText(new Range(position, document.lineAt(last).range.end)),
  };
}

const isBlank = (document: TextDocument, line: number): boolean => document.lineAt(line).isEmptyOrWhitespace;
