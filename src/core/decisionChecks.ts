import type { Decisions, PaperDecision } from './decisions';
import type { TextSpan } from './jsonProblems';
import type { Paper, Problem } from './paper';

/** What checking asks of a library. */
export interface KnownPapers {
  /** The paper of a citation key or an alias. */
  get(key: string): Pick<Paper, 'citekey'> | undefined;
  /** The citation keys an ambiguous key could mean; empty for any other key. */
  meanings(key: string): readonly string[];
}

/**
 * What is wrong with workspace files that only the library can tell, by their addresses; of two files in conflict, of the later one:
 * `decisions.unknownPaper` (args: a citation key that no paper has), `decisions.ambiguousKey` (args: the key, the papers
 * it could mean), `decisions.aliasTaken` (args: an alias, the paper that it cites already), `decisions.familyConflict`
 * (args: the family that holds, decided earlier).
 */
export function checkDecisions(
  files: readonly (readonly [uri: string, decisions: Decisions])[],
  papers: KnownPapers,
): Map<string, Problem[]> {
  const moved = new Map<string, string>();
  const check = ([key, decision]: readonly [string, PaperDecision]) => [
    ...checkKey(key, decision, papers),
    ...checkAliases(key, decision, papers),
    ...checkFamily(papers.get(key)?.citekey ?? key, decision, moved),
  ];
  return new Map(files.map(([uri, decisions]) => [uri, [...decisions.papers].flatMap(check)]));
}

function checkKey(key: string, { facts, at }: PaperDecision, papers: KnownPapers): Problem[] {
  const meanings = papers.meanings(key);
  if (meanings.length > 0) return [problem('decisions.ambiguousKey', at.key, key, meanings.join(', '))];
  // Facts record whose key this is, also while that paper is not in the library.
  return papers.get(key) || facts ? [] : [problem('decisions.unknownPaper', at.key, key)];
}

function checkAliases(key: string, { aliases, at }: PaperDecision, papers: KnownPapers): Problem[] {
  const own = papers.get(key)?.citekey;
  return aliases.flatMap((alias, index) => {
    const place = at.aliases[index] ?? at.key;
    const meanings = papers.meanings(alias);
    if (meanings.length > 0) return [problem('decisions.ambiguousKey', place, alias, meanings.join(', '))];
    const cited = papers.get(alias)?.citekey;
    const isTaken = own !== undefined && cited !== undefined && cited !== own;
    return isTaken ? [problem('decisions.aliasTaken', place, alias, cited)] : [];
  });
}

/** `moved` are the families decided so far, by citation key. */
function checkFamily(citekey: string, { family, at }: PaperDecision, moved: Map<string, string>): Problem[] {
  if (family === undefined) return [];
  const earlier = moved.get(citekey);
  if (earlier === undefined) moved.set(citekey, family);
  return earlier === undefined || earlier === family
    ? []
    : [problem('decisions.familyConflict', at.family ?? at.key, earlier)];
}

const problem = (code: string, at: TextSpan, ...args: string[]): Problem => ({
  ...{ code, severity: 'warning' as const, args },
  ...at,
});
