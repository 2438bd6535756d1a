// Settings of the private profiles.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** No trust dialogs, no advice, nothing that asks the internet. */
export const QUIET_SETTINGS = {
  'workbench.startupEditor': 'none',
  'window.autoDetectColorScheme': true,
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.enableExperiments': false,
  'workbench.layoutControl.enabled': false,
  'chat.disableAIFeatures': true,
  'chat.commandCenter.enabled': false,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'update.mode': 'none',
  'git.enabled': false,
  'files.autoSave': 'off',
  'files.hotExit': 'off',
  'remote.autoForwardPorts': false,
};

/** Further settings for tests that drive the window: nothing moves, nothing waits. */
export const DRIVEN_SETTINGS = {
  'window.autoDetectColorScheme': false,
  'workbench.reduceMotion': 'on',
  'editor.cursorBlinking': 'solid',
  'editor.minimap.enabled': false,
  'editor.hover.delay': 50,
  'editor.quickSuggestionsDelay': 0,
  'editor.wordBasedSuggestions': 'off',
};

/** Writes the settings of a profile, unless it has some. */
export function writeSettings(userDataDir, settings = {}) {
  const file = path.join(userDataDir, 'User/settings.json');
  if (existsSync(file)) return;
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ ...QUIET_SETTINGS, ...settings }, null, 2));
}
