import { readdirSync, readFileSync } from 'node:fs';
import { fnv1a, type Label } from './labels';

/** A paper from outside the seeds, with a text written for the evaluation. */
export interface KnownPaper extends Label {
  readonly abstract: string;
}

const FOLDER = 'test/families/known';

/** The papers of `known/`: the half that may be learnt from, or the half that is only measured. */
export function readKnown(part: 'open' | 'held'): KnownPaper[] {
  return readdirSync(FOLDER)
    .sort()
    .flatMap((file) =>
      readFileSync(`${FOLDER}/${file}`, 'utf8')
        .trim()
        .split(/\n{2,}/),
    )
    .map(parsePaper)
    .filter(({ title }) => isHeld(title) === (part === 'held'));
}

/** Decided by the title alone, so that adding papers never moves one across. */
function isHeld(title: string): boolean {
  return fnv1a(title) % 2 === 0;
}

function parsePaper(block: string): KnownPaper {
  const [title = '', primary = '', abstract = ''] = block.split('\n');
  return { title, primary: primary.split('|'), secondary: [], abstract };
}
