import type { Construct, Extension, Tokenizer } from 'micromark-util-types';

/** Labels of link and of footnote definitions, normalized. */
export interface KnownLabels {
  readonly links: ReadonlySet<string>;
  readonly footnotes: ReadonlySet<string>;
}

/** The labels micromark keeps in an array while it parses: those known before, and those found. */
class Labels extends Array<string> {
  readonly #known: ReadonlySet<string>;
  /** What was answered to each label asked for. */
  readonly answers = new Map<string, boolean>();

  constructor(known: ReadonlySet<string>) {
    super();
    this.#known = known;
  }

  override includes(label: string): boolean {
    const answer = this.#known.has(label) || super.includes(label);
    this.answers.set(label, answer);
    return answer;
  }

  /** Whether the text itself defines the label: then only the definition found it missing. */
  isOwn(label: string): boolean {
    return super.includes(label);
  }
}

/** What a parse did with labels. */
export class LabelUse {
  readonly #links: Labels;
  readonly #footnotes: Labels;

  constructor(known: KnownLabels) {
    this.#links = new Labels(known.links);
    this.#footnotes = new Labels(known.footnotes);
  }

  /** The labels that the text defines beyond those known. */
  get defined(): KnownLabels {
    return { links: new Set(this.#links), footnotes: new Set(this.#footnotes) };
  }

  /** Whether a parse that knows these labels would be answered the same throughout. */
  isSameWith(known: KnownLabels): boolean {
    const isSame = (labels: Labels, set: ReadonlySet<string>): boolean =>
      [...labels.answers].every(([label, answer]) => answer === set.has(label) || labels.isOwn(label));
    return isSame(this.#links, known.links) && isSame(this.#footnotes, known.footnotes);
  }

  /** The micromark syntax extension that makes a parse use these labels; to be added behind footnotes. */
  syntax(): Extension {
    const [links, footnotes] = [this.#links, this.#footnotes];
    const tokenize: Tokenizer = function (_effects, _ok, nok) {
      this.parser.defined = links;
      this.parser.gfmFootnotes = footnotes;
      return nok;
    };
    // Tried at the first line of every text, before footnotes take hold of their labels.
    const construct: Construct = { partial: true, tokenize };
    return { document: { [LEFT_BRACKET]: construct, null: construct } };
  }
}

const LEFT_BRACKET = 91;
