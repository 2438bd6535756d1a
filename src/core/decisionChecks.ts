import type { Decisions, PaperDecision } from './decisions';
import type { FamilyList } from './families/familyList';
import type { TextSpan } from './jsonProblems';
import type { Paper, Problem } from './paper';

/** What checking asks of a library. */
export interface KnownPapers {
  /** The paper of a citation key or an alias. */
  get(key: string): Pick<Paper, 'citekey' | 'families'> | undefined;
  /** The citation keys an ambiguous key could mean; empty for any other key. */
  meanings(key: string): readonly string[];
}

/** More problems of one file are counted only. */
const MOST_PROBLEMS = 100;
/** More papers are not named in one problem. */
const MOST_NAMED = 5;

/**
 * What is wrong with workspace files that only the library can tell, by their addresses: `decisions.unknownPaper` (args: a
 * citation key that no paper has), `decisions.ambiguousKey` (args: the key, some of the papers it could mean), `decisions.aliasTaken`
 * (args: an alias, the paper that it cites already), `decisions.familyConflict` (args: the family that holds, decided
 * elsewhere), `decisions.unknownFamily` (args: the id), `decisions.moreProblems` (args: how many are not told).
 */
export function checkDecisions(
  files: readonly (readonly [uri: string, decisions: Decisions])[],
  papers: KnownPapers,
  families: FamilyList,
): Map<string, Problem[]> {
  const check = ([key, decision]: readonly [string, PaperDecision]) => [
    ...checkKey(key, decision, papers),
    ...checkAliases(key, decision, papers),
    ...checkFamily(key, decision, papers, families),
    ...checkSeparation(decision, papers),
  ];
  return new Map(
    files.map(([uri, decisions]) => {
      const problems = [...decisions.papers].flatMap(check);
      const more = problems.length - MOST_PROBLEMS;
      if (more <= 0) return [uri, problems];
      const rest = { code: 'decisions.moreProblems', severity: 'warning', line: 1, args: [more] } as const;
      return [uri, [...problems.slice(0, MOST_PROBLEMS), rest]];
    }),
  );
}

function checkKey(key: string, { facts, at }: PaperDecision, papers: KnownPapers): Problem[] {
  if (papers.get(key)) return [];
  const meanings = papers.meanings(key);
  if (meanings.length > 0) return [problem('decisions.ambiguousKey', at.key, key, someOf(meanings))];
  // Facts record whose key this is, also while that paper is not in the library.
  return facts ? [] : [problem('decisions.unknownPaper', at.key, key)];
}

function checkAliases(key: string, { aliases, at }: PaperDecision, papers: KnownPapers): Problem[] {
  const own = papers.get(key)?.citekey;
  return aliases.flatMap((alias, index) => {
    const place = at.aliases[index] ?? at.key;
    const cited = papers.get(alias)?.citekey;
    if (own !== undefined && cited !== undefined && cited !== own)
      return [problem('decisions.aliasTaken', place, alias, cited)];
    const meanings = cited === undefined ? papers.meanings(alias) : [];
    return meanings.length > 0 ? [problem('decisions.ambiguousKey', place, alias, someOf(meanings))] : [];
  });
}

function checkSeparation({ not = [], at }: PaperDecision, papers: KnownPapers): Problem[] {
  return not.flatMap((other, index) =>
    papers.get(other) || papers.meanings(other).length > 0
      ? []
      : [problem('decisions.unknownPaper', at.not?.[index] ?? at.key, other)],
  );
}

function checkFamily(
  key: string,
  { family, at }: PaperDecision,
  papers: KnownPapers,
  families: FamilyList,
): Problem[] {
  if (family === undefined) return [];
  const place = at.family ?? at.key;
  if (!families.get(family)) return [problem('decisions.unknownFamily', place, family)];
  const holds = papers.get(key)?.families.primary.family;
  return holds === undefined || holds === family ? [] : [problem('decisions.familyConflict', place, holds)];
}

/** Some of these citation keys, as a problem names them: one key may mean thousands. */
function someOf(some: readonly string[]): string {
  return some.length > MOST_NAMED ? `${some.slice(0, MOST_NAMED).join(', ')}, …` : some.join(', ');
}

const problem = (code: string, at: TextSpan, ...args: string[]): Problem => ({
  ...{ code, severity: 'warning' as const, args },
  ...at,
});
