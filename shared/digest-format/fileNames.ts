/**
 * How the names of files end in which papers may come, without the dot: what is looked for in a folder. A file that is
 * named by itself is read whatever it is called, as content alone tells what it is.
 */
export const DUMP_EXTENSIONS = [
  ...['txt', 'text', 'md', 'html', 'htm', 'mhtml', 'mht', 'json', 'eml', 'xml', 'atom', 'rss'],
  ...['bib', 'ris', 'csv', 'rdf'],
] as const;

const NAMES: ReadonlySet<string> = new Set(DUMP_EXTENSIONS);

/** Whether a file of this name is taken from a folder: by its ending, in any case of letters, and not hidden. */
export function isDumpName(name: string): boolean {
  const dot = name.lastIndexOf('.');
  return dot > 0 && !name.startsWith('.') && NAMES.has(name.slice(dot + 1).toLowerCase());
}
