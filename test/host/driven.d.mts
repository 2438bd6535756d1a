import type { Locator, Page } from 'playwright-core';

/** Rows of the Papers tree that can be unfolded: the families. */
export const FAMILY_ROWS: string;

/** A window of VS Code with the packaged extension, on a copy of the sample notes. */
export interface DrivenWindow {
  readonly page: Page;
  readonly url: string;
  /** The copy of the sample notes. */
  readonly folder: string;
  close(): Promise<void>;
}

export function openDriven(options: {
  /** The name of a colour theme of VS Code. */
  readonly theme: string;
  readonly colorScheme: 'light' | 'dark';
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly version?: '1.100' | '1.139';
}): Promise<DrivenWindow>;

/** Waits until the Papers tree shows families; with `show`, opens the view container unless it is open. */
export function waitForFamilies(page: Page, options?: { readonly show?: boolean }): Promise<void>;

/** The middle of the first letters of a text within an element, however many parts they are in. */
export function middleOf(locator: Locator, text: string, letters?: number): Promise<{ x: number; y: number }>;

/** Saves a picture in out/screenshots and resolves to its path. */
export function screenshot(page: Page, name: string): Promise<string>;
