import type { RequestType } from 'vscode-jsonrpc';
import { familiesOf } from '../core/families/membership';
import type { Library } from '../core/library';
import type { Answers } from './answers';
import * as families from './familyProtocol';
import { describeMechanisms, writeComparison } from './mechanisms';
import * as messages from './protocol';

/** Registers the answer to a question. */
export type Register = <P, R>(type: RequestType<P, R, void>, answer: (params: P) => R | Promise<R>) => void;

/** Questions by what must be there before they can be answered, which is then done at once. */
export interface Registers {
  /** Papers one by one, be they those of a snapshot. */
  readonly paper: Register;
  /** All papers together, be they those of a snapshot. */
  readonly papers: Register;
  /** What the files say. */
  readonly files: Register;
}

/** Registers every question that can be answered at once. */
export function answerQuestions(registers: Registers, library: Library, answers: Answers): void {
  answerOfPapers(registers.paper, library, answers);
  answerOfAll(registers.papers, library, answers);
  answerOfFiles(registers.files, library, answers);
}

function answerOfPapers(register: Register, library: Library, answers: Answers): void {
  register(messages.getPaper, ({ key }) => library.get(key) ?? null);
  register(messages.describePaper, ({ key }) => answers.describe(key));
  register(messages.describeCited, ({ citekeys }) => answers.cited(citekeys));
  register(messages.suggest, (query) => answers.suggest(query));
  register(messages.complete, (query) => answers.complete(query));
  register(messages.judgeQuery, ({ query }) => answers.arranged.adviceOn(query));
  register(messages.findSymbols, (query) => answers.symbols(query));
  register(messages.findCites, ({ keys }) => answers.cites(keys));
  register(messages.classify, (paper) => familiesOf({ ...paper, hits: library.families.termsIn(paper) }));
  register(families.describeMechanisms, ({ family }) => describeMechanisms(family));
  register(families.writeComparison, ({ mechanisms, parameters }) => writeComparison(mechanisms, parameters));
}

function answerOfAll(register: Register, library: Library, answers: Answers): void {
  register(messages.treeChildren, ({ arrangement, id }) =>
    answers.arranged.tree(arrangement).children(id ?? undefined),
  );
  register(messages.locatePaper, ({ arrangement, key }) =>
    answers.arranged.tree(arrangement).pathTo(library.get(key)?.citekey ?? key),
  );
  register(families.listFamilies, () => answers.families.all());
  register(families.describeFamily, ({ id }) => answers.families.describe(id));
  register(families.describeTerm, ({ text, offset }) => answers.families.describeTerm(text, offset));
  register(families.listFamilyPapers, ({ id, offset, limit }) => answers.families.papers(id, offset, limit));
}

function answerOfFiles(register: Register, library: Library, answers: Answers): void {
  register(messages.listEntries, ({ uri }) => library.entriesOf(uri));
  register(messages.locateKey, ({ key }) => answers.meanings(key));
  register(messages.changeKey, ({ key, citekey }) => answers.changeKey(key, citekey));
  register(messages.separateKeys, ({ key, from }) => [
    ...new Set([...library.recorded.separatedFrom(key), ...from]),
  ]);
  register(messages.recordKey, (change) => answers.recordKey(change));
  register(messages.locateDecisions, ({ section, keys }) =>
    keys.map((key) => library.decisionsOn(section, key)),
  );
}
