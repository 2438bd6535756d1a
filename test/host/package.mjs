// npm run package
import path from 'node:path';
import { timed } from './exec.mjs';
import { ROOT, VSIX } from './paths.mjs';
import { ensureDependencies, packageExtension } from './project.mjs';

await ensureDependencies();
await timed(`Packaged ${path.relative(ROOT, VSIX)}`, packageExtension);
