import type { Image, Node, Parent, Root } from 'mdast';
import type { Extension as FromMarkdownExtension, Handle } from 'mdast-util-from-markdown';
import { gfmFootnoteFromMarkdown } from 'mdast-util-gfm-footnote';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmFootnote } from 'micromark-extension-gfm-footnote';
import { gfmTable } from 'micromark-extension-gfm-table';
import remarkParse from 'remark-parse';
import { type Processor, unified } from 'unified';
import type { LabelUse } from './labels';
import type { ScannedCitation } from './model';
import { citationSyntax } from './syntax';

/** A citation in the syntax tree; its offsets, and those of its items, count from the start of the document. */
export interface CitationNode extends Node {
  type: 'citation';
  citation: ScannedCitation;
}

declare module 'mdast' {
  interface PhrasingContentMap {
    citation: CitationNode;
  }
  interface RootContentMap {
    citation: CitationNode;
  }
  interface ImageData {
    /** Citations in the image's description, which mdast keeps as a string. */
    citations?: ScannedCitation[];
  }
}

/** The syntax tree of a Markdown text, with citations as `citation` nodes; `labels` are for this parse alone. */
export const parseWithCitations = (text: string, labels: LabelUse): Root =>
  unified().use(remarkParse).use(remarkCitations, labels).parse(text);

/** The remark plugin that reads notes: CommonMark with GFM tables and footnotes, and citations. */
function remarkCitations(this: Processor, labels: LabelUse): void {
  const data = this.data();
  (data.micromarkExtensions ??= []).push(gfmTable(), gfmFootnote(), labels.syntax(), citationSyntax());
  (data.fromMarkdownExtensions ??= []).push(
    gfmTableFromMarkdown(),
    gfmFootnoteFromMarkdown(),
    citationFromMarkdown(),
  );
}

function citationFromMarkdown(): FromMarkdownExtension {
  const exit: Handle = function (token) {
    this.exit(token);
  };
  return { enter: { citation: enterCitation }, exit: { citation: exit, label: exitLabel } };
}

const enterCitation: Handle = function (token) {
  const citation = token._citation;
  if (citation) this.enter({ type: 'citation', citation }, token);
};

/** As mdast-util-from-markdown ends a label, but keeps the citations in an image's description. */
const exitLabel: Handle = function () {
  const fragment = this.stack.at(-1) as Parent;
  const text = this.resume();
  const node = this.stack.at(-1);
  this.data.inReference = true;
  if (node?.type === 'link') node.children = fragment.children as typeof node.children;
  if (node?.type !== 'image') return;
  node.alt = text;
  const citations = outerCitationsIn(fragment);
  if (citations.length > 0) node.data = { ...node.data, citations };
};

/** All citations of a tree in document order, those inside prefixes, suffixes and image descriptions included. */
export function citationsIn(tree: Node): ScannedCitation[] {
  const found: ScannedCitation[] = [];
  for (const citation of outerCitationsIn(tree)) pushWithNested(citation, found);
  return found;
}

/** As `citationsIn`, but without those inside the prefixes and suffixes of others. */
export function outerCitationsIn(tree: Node): ScannedCitation[] {
  const found: ScannedCitation[] = [];
  const stack: Node[] = [tree];
  for (let node = stack.pop(); node; node = stack.pop()) {
    for (const citation of ownCitations(node)) found.push(citation);
    if ('children' in node) for (const child of (node as Parent).children.toReversed()) stack.push(child);
  }
  return found;
}

function ownCitations(node: Node): readonly ScannedCitation[] {
  if (node.type === 'citation') return [(node as CitationNode).citation];
  if (node.type !== 'image' && node.type !== 'imageReference') return [];
  return (node as Image).data?.citations ?? [];
}

function pushWithNested(citation: ScannedCitation, found: ScannedCitation[]): void {
  found.push(citation);
  for (const inner of citation.nested) pushWithNested(inner, found);
}
