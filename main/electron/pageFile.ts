import { readFile } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';

/** A file of the built page, ready to be answered. */
export interface PageFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly contentType: string;
}

/** What a build of the page consists of. Anything else is not served. */
const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
};

/**
 * The file of the page at the path of an address (still percent-encoded); `/` is the page itself. Undefined for what is
 * not there, lies outside the folder or is of a kind that no page has.
 */
export async function readPageFile(folder: string, pathname: string): Promise<PageFile | undefined> {
  const root = resolve(folder);
  const path = resolve(root, `.${decoded(pathname === '/' ? '/index.html' : pathname)}`);
  const contentType = CONTENT_TYPES[extname(path)];
  if (contentType === undefined || !path.startsWith(root + sep)) return undefined;
  try {
    return { bytes: new Uint8Array(await readFile(path)), contentType };
  } catch {
    return undefined;
  }
}

/** Undecodable escapes and NUL become a name that no file has. */
function decoded(pathname: string): string {
  try {
    return decodeURIComponent(pathname).replaceAll('\0', '\uFFFD');
  } catch {
    return '/\uFFFD';
  }
}
