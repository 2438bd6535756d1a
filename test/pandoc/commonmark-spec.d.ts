declare module 'commonmark-spec' {
  interface Example {
    /** Tabs are written as arrows. */
    readonly markdown: string;
    readonly html: string;
    readonly section: string;
    readonly number: number;
  }
  export const tests: readonly Example[];
}
