import { readdirSync, readFileSync } from 'node:fs';

/** Title and abstract of every seed paper, by title: just enough of a reader for the evaluation. */
export function readSeedTexts(): Map<string, string> {
  const texts = new Map<string, string>();
  for (const file of readdirSync('seeds').filter((name) => name.endsWith('.txt'))) {
    let title = '';
    for (const line of readFileSync(`seeds/${file}`, 'utf8').split('\n')) {
      const text = line.trim();
      const isMeta =
        text === '' || text === '·' || /^•? *\d+( authors?)?$/.test(text) || /^[A-Z][a-z]{2} \d/.test(text);
      if (text.length > 250) texts.set(title.replace(/^Subscribe(?=.)/, ''), text);
      else if (!isMeta) title = text;
    }
  }
  return texts;
}
