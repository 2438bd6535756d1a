import { rmSync } from 'node:fs';
import path from 'node:path';
import type { Paper } from '../../src/core/paper';
import { parts } from '../../src/core/search/words';
import { type Engine, Unavailable } from './engine';

/** The part of `node:sqlite` used here: the types of the oldest supported Node do not have it. */
interface Sqlite {
  readonly DatabaseSync: new (file: string) => Database;
}
interface Database {
  exec(sql: string): void;
  prepare(sql: string): Statement;
  close(): void;
}
interface Statement {
  run(...values: (string | number)[]): unknown;
  all(...values: (string | number)[]): unknown[];
  get(...values: (string | number)[]): unknown;
}

const TABLES = `
  PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
  CREATE VIRTUAL TABLE heads USING fts5(names, title, people, content = '', prefix = '1 2 3',
    tokenize = 'unicode61 remove_diacritics 2');
  CREATE VIRTUAL TABLE texts USING fts5(names, title, people, abstract, content = '',
    tokenize = 'unicode61 remove_diacritics 2');
`;

/** Of a mistyped word so many letters must be right. */
const SHORTEST = 3;

/** SQLite's own full-text search, in a file. It knows nothing of typos. */
export class SqliteEngine implements Engine {
  readonly #file: string;
  readonly #database: Database;
  readonly #keys: string[] = [];
  readonly #statements: Readonly<Record<'heads' | 'texts' | 'findHeads' | 'find', Statement>>;
  #texts = 0;

  constructor(folder: string) {
    const sqlite = (process.getBuiltinModule as typeof process.getBuiltinModule | undefined)?.(
      'node:sqlite' as 'fs',
    );
    if (!sqlite) throw new Unavailable(`Node ${process.versions.node} has no node:sqlite`);
    this.#file = path.join(folder, 'search.sqlite');
    rmSync(this.#file, { force: true });
    this.#database = new (sqlite as unknown as Sqlite).DatabaseSync(this.#file);
    this.#database.exec(TABLES);
    const insert = (table: string, columns: string) =>
      `INSERT INTO ${table} (rowid, ${columns}) VALUES (?${', ?'.repeat(columns.split(',').length)})`;
    const find = (table: string, rank: string) =>
      `SELECT rowid FROM ${table} WHERE ${table} MATCH ? ORDER BY ${rank} LIMIT ?`;
    const prepare = (sql: string) => this.#database.prepare(sql);
    this.#statements = {
      heads: prepare(insert('heads', 'names, title, people')),
      texts: prepare(insert('texts', 'names, title, people, abstract')),
      findHeads: prepare(find('heads', 'bm25(heads, 4, 3, 2)')),
      find: prepare(find('texts', 'bm25(texts, 4, 3, 2, 1)')),
    };
  }

  putHeads(papers: readonly Paper[]): void {
    this.#together(() => {
      for (const paper of papers) {
        const number = this.#keys.push(paper.citekey);
        this.#statements.heads.run(number, ...headOf(paper));
      }
    });
  }

  putTexts(papers: readonly Paper[]): void {
    this.#together(() => {
      for (const paper of papers)
        this.#statements.texts.run(++this.#texts, ...headOf(paper), paper.abstract ?? '');
    });
  }

  suggest(typed: string, limit: number): string[] {
    const words = parts(typed);
    const [last = '', ...before] = words.reverse();
    const rest = before.map((word) => `"${word}" `).join('');
    // A word that nobody has was mistyped somewhere: what stands before that place is right.
    for (let length = last.length; length > 0 && (length === last.length || length >= SHORTEST); length--) {
      const found = this.#found('findHeads', `${rest}"${last.slice(0, length)}" *`, limit);
      if (found.length > 0) return found;
    }
    return [];
  }

  search(query: string, limit: number): string[] {
    const words = parts(query).map((word) => `"${word}"`);
    return words.length === 0 ? [] : this.#found('find', `${words.join(' OR ')} *`, limit);
  }

  /** All of it is in the file. */
  outside(): number {
    const size = 'SELECT page_count * page_size AS size FROM pragma_page_count(), pragma_page_size()';
    return (this.#database.prepare(size).get() as { size: number }).size;
  }

  end(): Promise<void> {
    this.#database.close();
    rmSync(this.#file, { force: true });
    return Promise.resolve();
  }

  #found(statement: 'findHeads' | 'find', match: string, limit: number): string[] {
    const rows = this.#statements[statement].all(match, limit) as { rowid: number }[];
    return rows.map(({ rowid }) => this.#keys[rowid - 1] ?? '');
  }

  #together(work: () => void): void {
    this.#database.exec('BEGIN');
    work();
    this.#database.exec('COMMIT');
  }
}

const headOf = ({ citekey, aliases, acronyms, title, authors }: Paper) =>
  [
    [citekey, ...aliases, ...acronyms].join(' '),
    title,
    authors.map(({ family, literal }) => family ?? literal ?? '').join(' '),
  ] as const;
