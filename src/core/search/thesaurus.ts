import { MECHANISMS } from '../mechanisms/mechanism';
import type { Concept } from './concepts';
import { DOMAIN_CONCEPTS } from './thesaurus/domains';
import { EFFICIENCY_CONCEPTS } from './thesaurus/efficiency';
import { MECHANISM_CONCEPTS } from './thesaurus/mechanisms';
import { VISION_CONCEPTS } from './thesaurus/vision';

/** A part of the thesaurus. */
interface Part {
  readonly kind: Concept['kind'];
  /** One concept a line: `id: names | plain words`. */
  readonly text: string;
}

const THESAURUS: readonly Part[] = [
  { kind: 'mechanism', text: MECHANISM_CONCEPTS },
  { kind: 'mechanism', text: EFFICIENCY_CONCEPTS },
  { kind: 'topic', text: VISION_CONCEPTS },
  { kind: 'topic', text: DOMAIN_CONCEPTS },
];

/** What papers of every kind speak of. */
const SETTINGS = new Set(
  (
    'transformer-architecture pretraining memory-footprint computational-cost evaluation-benchmark code inference-speed' +
    ' llm-inference-efficiency training-free fine-tuning robustness multimodal-llm large-language-models language-modeling' +
    ' small-models explainability survey generative-models image-classification'
  ).split(' '),
);

/** Terms that tell a mechanism in a note, but stand for other things, or for what is compared with, in most papers. */
const AMBIGUOUS = new Set(['Retention', 'Swin', 'token mixer']);

/**
 * The concepts of attention research: every mechanism of the families, by its terms and its description, and what the
 * thesaurus adds to them and beside them.
 */
export function attentionConcepts(parts: readonly Part[] = THESAURUS): Concept[] {
  const concepts = new Map<string, Concept>();
  for (const { id, name, abbreviation, terms, what } of MECHANISMS) {
    const all = [...(abbreviation === undefined ? [] : [abbreviation]), name, ...terms];
    const names = all.filter((each) => !AMBIGUOUS.has(each));
    const plain = [what, ...all.filter((each) => AMBIGUOUS.has(each))].join(', ');
    concepts.set(id, { id, kind: 'mechanism', label: name, names, plain });
  }
  for (const { kind, text } of parts)
    for (const line of text.split('\n').filter((each) => each.trim() !== '')) {
      const { id, names, plain } = readLine(line);
      const known = concepts.get(id) ?? {
        id,
        kind: SETTINGS.has(id) ? 'setting' : kind,
        label: names[0] ?? id,
        names: [],
        plain: '',
      };
      concepts.set(id, { ...known, names: [...known.names, ...names], plain: `${known.plain} ${plain}` });
    }
  return [...concepts.values()];
}

function readLine(line: string): Pick<Concept, 'id' | 'names' | 'plain'> {
  const [id, rest] = cut(line, ':');
  const [names, plain] = cut(rest, '|');
  return { id, names: names.split(',').flatMap((name) => name.trim() || []), plain };
}

function cut(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark);
  return at < 0 ? [text.trim(), ''] : [text.slice(0, at).trim(), text.slice(at + 1).trim()];
}
