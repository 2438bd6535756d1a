import type { Runner } from 'mocha';

export const COUNTS: string;
export const LINE: string;
export class Reporter {
  constructor(runner: Runner, options?: object);
}
