/** A page by its name. */
export interface BundledPage {
  readonly name: string;
  readonly text: string;
}

const MARK = '{"pandect":"pages",';

/** The pages of an archive as one text, which is what is kept of it. */
export function bundlePages(pages: readonly BundledPage[]): string {
  return `${MARK}"pages":${JSON.stringify(pages)}}`;
}

/** True for such a text, by its start. */
export function isBundle(text: string): boolean {
  return text.startsWith(MARK);
}

/** The pages of such a text; undefined for any other. */
export function pagesIn(text: string): readonly BundledPage[] | undefined {
  if (!isBundle(text)) return undefined;
  try {
    const { pages } = JSON.parse(text) as { readonly pages?: unknown };
    return Array.isArray(pages) ? (pages as unknown[]).filter(isPage) : undefined;
  } catch {
    return undefined;
  }
}

function isPage(value: unknown): value is BundledPage {
  const { name, text } = (value ?? {}) as { readonly name?: unknown; readonly text?: unknown };
  return typeof name === 'string' && typeof text === 'string';
}

/** So much of a file is looked at to tell whether it is a page, in bytes. */
export const PAGE_START_LENGTH = 4 * 1024;

/** True for the start of a page of a paper: front matter with a title and a citation key. */
export function beginsPage(start: string): boolean {
  return (
    /^\ufeff?---[ \t]*\r?\n/u.test(start) &&
    /^["']?title["']?[ \t]*:/mu.test(start) &&
    /^["']?citekey["']?[ \t]*:/mu.test(start)
  );
}
