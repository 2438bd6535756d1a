// npm run draw-families: draws the pictures of families and mechanisms anew, for light and for dark themes.
import * as esbuild from 'esbuild';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './paths.mjs';

const { outputFiles } = await esbuild.build({
  stdin: {
    contents: `
      export { FAMILIES } from './families/families';
      export { DARK, drawPattern, LIGHT } from './mechanisms/drawing';
      export { MODELS } from './mechanisms/parameters';
      export { patternOf } from './mechanisms/patterns';`,
    resolveDir: path.join(ROOT, 'src/core'),
  },
  bundle: true,
  format: 'esm',
  write: false,
});
const { FAMILIES, DARK, drawPattern, LIGHT, MODELS, patternOf } = await import(
  `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`
);
for (const [folder, ids] of [
  ['media/families', FAMILIES.map(({ id }) => id)],
  ['media/mechanisms', MODELS],
]) {
  mkdirSync(path.join(ROOT, folder), { recursive: true });
  for (const id of ids)
    for (const [name, palette] of Object.entries({ light: LIGHT, dark: DARK }))
      writeFileSync(path.join(ROOT, folder, `${id}-${name}.svg`), drawPattern(patternOf(id), palette));
  console.log(`${ids.length * 2} pictures in ${folder}`);
}
