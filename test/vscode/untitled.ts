import * as vscode from 'vscode';

/**
 * Opens an untitled document. VS Code may give a new one the name of one that was just closed, and then, while the backup
 * of that one is still being taken away, its text too: the next one has another name.
 */
export async function openUntitled(content: string, language = 'markdown'): Promise<vscode.TextDocument> {
  for (let tries = 0; tries < 5; tries++) {
    const document = await vscode.workspace.openTextDocument({ language, content });
    if (document.getText() === content) return document;
  }
  throw new Error(`No untitled document has the text ${JSON.stringify(content)}`);
}
