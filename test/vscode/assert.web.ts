// Stands in for node:assert/strict where tests run in a browser: what the suites shared by both hosts use of it.

/** Thrown for what does not hold. */
export class AssertionError extends Error {
  override readonly name = 'AssertionError';
}

/** Holds when the value is truthy. */
export function ok(value: unknown, message = 'not true'): asserts value {
  if (!value) throw new AssertionError(message);
}

/** Holds when both are the same value. */
export function equal(actual: unknown, expected: unknown, message = ''): void {
  if (!Object.is(actual, expected))
    throw new AssertionError(`${message} ${show(actual)} is not ${show(expected)}`);
}

/** Holds when both are the same data. */
export function deepEqual(actual: unknown, expected: unknown, message = ''): void {
  equal(show(actual), show(expected), message);
}

const show = (value: unknown): string => JSON.stringify(value);

/** Never holds. */
export function fail(message: string): never {
  throw new AssertionError(message);
}

/** Holds when the text does not match. */
export function doesNotMatch(text: string, expected: RegExp): void {
  if (expected.test(text)) throw new AssertionError(`${show(text)} matches ${String(expected)}`);
}

/** Holds when the text matches. */
export function match(text: string, expected: RegExp): void {
  if (!expected.test(text)) throw new AssertionError(`${show(text)} does not match ${String(expected)}`);
}
