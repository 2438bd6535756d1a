import { readFileSync } from 'node:fs';
import { type GramNames, gramNames } from '../../src/core/families/features';
import { fnv1a, type Label } from './labels';

/** A paper from outside the library: its label, and what was measured of a text that is its authors'. */
export interface OutsidePaper extends Label {
  readonly features: ReadonlyMap<string, number>;
}

interface OutsideFile {
  readonly names: readonly string[];
  /** `values` are pairs: the number of a name, and the feature's value in thousandths. */
  readonly papers: readonly (Label & { readonly values: readonly number[] })[];
}

export const OUTSIDE = 'test/families/outside.json';

/** Papers from outside the library; `held` is the third that is for one look at the end. */
export function readOutside(): (OutsidePaper & { readonly held: boolean })[] {
  const { names, papers } = JSON.parse(readFileSync(OUTSIDE, 'utf8')) as OutsideFile;
  return papers.map(({ values, ...label }) => {
    const features = new Map<string, number>();
    for (let at = 0; at < values.length; at += 2)
      features.set(names[values[at] ?? 0] ?? '', (values[at + 1] ?? 0) / 1000);
    return { ...label, features, held: fnv1a(label.title) % 3 === 0 };
  });
}

/** The words and pairs of words that features are made of, with the names of these. */
export function readGrams(): GramNames {
  const { names } = JSON.parse(readFileSync(OUTSIDE, 'utf8')) as OutsideFile;
  return gramNames(names);
}
