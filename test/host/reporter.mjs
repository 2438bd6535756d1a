// What all test runs print: every failure with its stack, the other tests where they are few, and the counts.
// It runs under Node's mocha and, bundled, in VS Code's extension hosts, whose own log lines share the console:
// there each line carries a mark, and only marked lines are shown.

/** Begins the line with a run's counts, as JSON: `{"passed":1,"failed":0,"skipped":0}`. */
export const COUNTS = '@@counts ';

/** Begins a test run's line in an extension host's console. */
export const LINE = '@@ ';

/** Prints a mocha run. Options: `mark` before each line, `list` to name each test. */
export class Reporter {
  constructor(runner, options = {}) {
    const { mark = '', list = false } = options.reporterOption ?? options.reporterOptions ?? {};
    const counts = { passed: 0, failed: 0, skipped: 0 };
    const print = (text) => text.split('\n').forEach((line) => console.log(mark + line));
    const title = (test) => test.titlePath().join(' › ');
    runner.on('pass', (test) => {
      counts.passed++;
      if (list) print(`  ✓ ${title(test)} (${test.duration} ms)`);
    });
    // A window under load may lose a key; a fault fails twice.
    runner.on('retry', (test, error) => {
      print(`  ↻ tried again: ${title(test)}\n${describe(error).replace(/^/gm, '      ')}`);
    });
    runner.on('pending', (test) => {
      counts.skipped++;
      print(`  - skipped: ${title(test)}`);
    });
    runner.on('fail', (test, error) => {
      counts.failed++;
      print(`  ✗ ${title(test)}\n${describe(error).replace(/^/gm, '      ')}`);
    });
    runner.once('end', () => console.log(COUNTS + JSON.stringify(counts)));
  }
}

function describe(error) {
  const stack = String(error?.stack ?? '')
    .split('\n')
    .filter((line) => !/node:internal|[\\/]mocha[\\/]/.test(line));
  const text = stack.join('\n');
  const message = String(error?.message ?? error);
  return text.includes(message) ? text : `${message}\n${text}`;
}
