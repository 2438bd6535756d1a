declare module 'markdown-it' {
  type Parts = import('../../src/core/preview/markdownIt').MarkdownIt;
  interface Parser extends Parts {
    render(text: string, env?: object): string;
    parse(text: string, env: object): import('../../src/core/preview/markdownIt').Token[];
  }
  const create: (options?: { html?: boolean; linkify?: boolean }) => Parser;
  export default create;
}
