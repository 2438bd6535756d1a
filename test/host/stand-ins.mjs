// JavaScript in place of modules of VS Code that exist only as C++ to compile.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

// Appends to the log file at once, without rotation. VS Code import()s it, and only names assigned one by one to
// `exports` are seen by such an import.
const SPDLOG = `
const fs = require('node:fs');
const path = require('node:path');
const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'critical'];
class Logger {
  constructor(_type, _name, file) {
    this.file = file;
    this.level = 2;
    this.raw = false;
    fs.mkdirSync(path.dirname(file), { recursive: true });
  }
  write(level, message) {
    if (level < this.level) return;
    const line = this.raw ? message : new Date().toISOString() + ' [' + LEVELS[level] + '] ' + message + '\\n';
    try { fs.appendFileSync(this.file, line); } catch { /* the folder is gone: the host is being stopped */ }
  }
  getLevel() { return this.level; }
  setLevel(level) { this.level = level; }
  setPattern() {}
  clearFormatters() { this.raw = true; }
  flush() {}
  drop() {}
}
LEVELS.forEach((name, level) => { Logger.prototype[name] = function (message) { this.write(level, message); }; });
exports.version = 0;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.Logger = Logger;
exports.createRotatingLogger = async (name, file) => new Logger('rotating', name, file);
exports.createAsyncRotatingLogger = async (name, file) => new Logger('rotating_async', name, file);
`;

// Ends an extension host whose parent is gone.
const WATCHDOG = `
exports.start = (pid) => {
  setInterval(() => { try { process.kill(pid, 0); } catch { process.exit(87); } }, 1000).unref();
};
`;

// Asked for at every start; the true one finds out which computer this is.
const DEVICE_ID = `exports.getDeviceId = async () => 'attention-notes';`;

/** The stand-ins by the names they have in all supported versions. */
export const STAND_INS = {
  '@vscode/spdlog': SPDLOG,
  '@vscode/native-watchdog': WATCHDOG,
  'native-watchdog': WATCHDOG,
  '@vscode/deviceid': DEVICE_ID,
};

/** Writes the stand-ins into a `node_modules` folder. */
export function writeStandIns(modules) {
  for (const [name, source] of Object.entries(STAND_INS)) {
    const dir = path.join(modules, name);
    mkdirSync(dir, { recursive: true });
    writeFileSync(
      path.join(dir, 'package.json'),
      JSON.stringify({ name, version: '0.0.0', main: 'index.js' }),
    );
    writeFileSync(path.join(dir, 'index.js'), source);
  }
}
