// Shows the view container when the window opens: no setting and no command line does.
const vscode = require('vscode');

exports.activate = () => vscode.commands.executeCommand('workbench.view.extension.attentionNotes');
