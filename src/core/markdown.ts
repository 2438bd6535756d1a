/** What has a meaning in Markdown or HTML wherever it stands. */
const SPECIAL = /[\\`*_{}[\]()#+\-.!<>|~&$@:"']/g;

/**
 * Text as Markdown that shows exactly this text: no markup, no HTML, no links, no theme icons. Line breaks become
 * spaces. (VS Code's own `appendText` makes every space unbreakable, so that long text breaks inside words.)
 */
export function escapeMarkdown(text: string): string {
  return text.replace(/\s+/g, ' ').replace(SPECIAL, (character) => `&#${character.charCodeAt(0)};`);
}

/** A Markdown link with that text; whatever could end its target is encoded. */
export function markdownLink(text: string, target: string): string {
  const encoded = target.replace(/[()<>\\]/g, (character) => `%${character.charCodeAt(0).toString(16)}`);
  return `[${escapeMarkdown(text)}](${encoded})`;
}

/** Text as the text of a list's row that shows exactly this text: what reads like a theme icon is none. */
export function escapeIcons(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/\$\([A-Za-z0-9-]+(?:~[A-Za-z]+)?\)/g, '\\$&');
}

/** Text as a message of the editor that shows exactly this text: what reads like a link, of a command even, is none. */
export function escapeLinks(text: string): string {
  return text.replaceAll('](', ']\u200b(');
}
