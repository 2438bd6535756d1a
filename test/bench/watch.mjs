// Runs inside the window: measures from a key press to the frame that draws its consequence. Read as text by list.ts,
// which gives it to the page; so this is one script without imports.
//
// The clock starts in the capture phase of `keydown`, before VS Code hears of the key. From then on each animation
// frame looks: the time is that of the first frame in which the thing waited for is in the document, so it is what
// is painted in that very frame, and it is rounded up to the next frame, for us and for VS Code's own lists alike.

/**
 * The rows of the list of completions in sight; undefined while there are none. Not told by the widget's class `visible`,
 * which VS Code adds 100 ms after it has drawn the list.
 */
const rowsInSight = () => {
  const rows = [...document.querySelectorAll('.monaco-editor .suggest-widget .monaco-list-row')].filter(
    (row) => row.checkVisibility({ visibilityProperty: true, opacityProperty: true }),
  );
  if (rows.length === 0) return undefined;
  rows.sort((a, b) => Number(a.dataset.index) - Number(b.dataset.index));
  return rows.map((row) => row.querySelector('.label-name')?.textContent ?? '').join('\n');
};

const lineAtCursor = () => document.querySelector('.monaco-editor.focused .view-lines')?.textContent ?? '';

const isVisible = (selector) => (document.querySelector(selector)?.getClientRects().length ?? 0) > 0;

/** Resolves to the ms from the next event of that kind to the first frame in which `done` holds, undefined if late. */
const fromEvent = (kind, done, limit) =>
  new Promise((resolve) => {
    addEventListener(
      kind,
      () => {
        const start = performance.now();
        const look = () => {
          if (done()) resolve(performance.now() - start);
          else if (performance.now() - start > limit) resolve(undefined);
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      },
      { capture: true, once: true },
    );
  });

globalThis.watch = {
  rowsInSight,

  /** Once the rows in sight have not changed for so long. */
  async settledRows(rest) {
    let rows = rowsInSight();
    for (let since = performance.now(); performance.now() - since < rest;) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      const now = rowsInSight();
      if (now !== rows) [rows, since] = [now, performance.now()];
    }
    return rows;
  },

  /** Begins to wait for a key; `result` tells when its letter was drawn, and when exactly these rows were. */
  arm(rows, limit) {
    const text = lineAtCursor();
    const letter = fromEvent('keydown', () => lineAtCursor() !== text, limit);
    const list = fromEvent('keydown', () => rowsInSight() === rows, limit);
    this.pending = Promise.all([letter, list]).then(([letter, list]) => ({ letter, list }));
  },

  /** Begins to wait for a press of the mouse and then for an element to be drawn. */
  armMouse(selector, limit) {
    this.pending = fromEvent('pointerdown', () => isVisible(selector), limit);
  },

  result() {
    return this.pending;
  },
};
