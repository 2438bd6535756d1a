/** How references are written for other programs. */
export type ExportFormat = 'bibtex' | 'biblatex' | 'csl-json';

const BY_ENDING: Readonly<Record<string, ExportFormat>> = {
  bib: 'biblatex',
  bibtex: 'bibtex',
  json: 'csl-json',
};

/** The format of a file, by how its name ends, as pandoc takes it. */
export function exportFormatOf(name: string): ExportFormat | undefined {
  const ending = /\.(bib|bibtex|json)$/i.exec(name)?.[1]?.toLowerCase();
  return ending === undefined ? undefined : BY_ENDING[ending];
}
