// npm run screenshots: takes the README's pictures anew, from the walks through the real window.
import { copyFileSync } from 'node:fs';
import path from 'node:path';
import { spawnSync } from 'node:child_process';
import { ROOT, SCREENSHOTS } from './paths.mjs';

/** By name in media/readme: the walk that takes the picture, and its name there. */
const PICTURES = {
  'papers.png': ['shows the card of its paper', 'dark-hover.png'],
  'completion.png': ['every row says who', 'light-completion.png'],
  'search.png': ['found by another name', 'dark-find-meaning.png'],
  'pick.png': ['become one group', 'dark-pick-group.png'],
  'rename.png': ['is renamed after a preview', 'light-rename-preview.png'],
  'checks.png': ['its quick fix writes the one', 'dark-checks-quick-fix.png'],
  'merged.png': ['its card says whose word is what', 'dark-own-card.png'],
  'problems.png': ['cost only what is broken, and say where', 'light-own-problems.png'],
  'preview.png': ['citations and the reference list of a note', 'light-preview.png'],
  'family.png': ['opens from the tree, with what the family is', 'light-family.png'],
  'mechanism.png': ['name in a note shows what it is', 'dark-family-hover.png'],
};

const grep = Object.values(PICTURES)
  .map(([walk]) => walk)
  .join('|');
const { status } = spawnSync(process.execPath, ['test/host/test.mjs', 'e2e', `--grep=${grep}`], {
  cwd: ROOT,
  stdio: 'inherit',
});
if (status !== 0) process.exit(1);
for (const [name, [, picture]] of Object.entries(PICTURES))
  copyFileSync(path.join(SCREENSHOTS, picture), path.join(ROOT, 'media/readme', name));
