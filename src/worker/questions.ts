import type { RequestType } from 'vscode-jsonrpc';
import { familiesOf } from '../core/families/membership';
import type { Library } from '../core/library';
import type { Answers } from './answers';
import * as families from './familyProtocol';
import { describeMechanisms, writeComparison } from './mechanisms';
import * as messages from './protocol';

/** Registers the answer to a question. */
export type Register = <P, R>(type: RequestType<P, R, void>, answer: (params: P) => R) => void;

/** Every question that can be answered at once, as soon as papers are merged. */
export function answerQuestions(register: Register, library: Library, answers: Answers): void {
  register(messages.getPaper, ({ key }) => library.get(key) ?? null);
  register(messages.describePaper, ({ key }) => answers.describe(key));
  register(messages.describeCited, ({ citekeys }) => answers.cited(citekeys));
  register(messages.writeBibtex, ({ citekeys }) => answers.bibtex(citekeys));
  register(messages.suggest, (query) => answers.suggest(query));
  register(messages.complete, (query) => answers.complete(query));
  register(messages.judgeQuery, ({ query }) => answers.search.problemsOf(query));
  register(messages.findSymbols, (query) => answers.symbols(query));
  register(messages.listEntries, ({ uri }) => library.entriesOf(uri));
  register(messages.locateKey, ({ key }) => answers.meanings(key));
  register(messages.findCites, ({ keys }) => answers.cites(keys));
  register(messages.changeKey, ({ key, citekey }) => answers.changeKey(key, citekey));
  register(messages.recordKey, (change) => answers.recordKey(change));
  register(messages.locateDecisions, ({ section, keys }) =>
    keys.map((key) => library.decisionsOn(section, key)),
  );
  register(messages.treeChildren, ({ arrangement, id }) =>
    answers.arranged.tree(arrangement).children(id ?? undefined),
  );
  register(messages.locatePaper, ({ arrangement, key }) =>
    answers.arranged.tree(arrangement).pathTo(library.get(key)?.citekey ?? key),
  );
  register(messages.classify, (paper) => familiesOf({ ...paper, hits: library.families.termsIn(paper) }));
  register(families.listFamilies, () => answers.families.all());
  register(families.describeFamily, ({ id }) => answers.families.describe(id));
  register(families.describeTerm, ({ text, offset }) => answers.families.describeTerm(text, offset));
  register(families.listFamilyPapers, ({ id, offset, limit }) => answers.families.papers(id, offset, limit));
  register(families.describeMechanisms, ({ family }) => describeMechanisms(family));
  register(families.writeComparison, ({ mechanisms, parameters }) => writeComparison(mechanisms, parameters));
}
