import { readFile } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';
import { CONTENT_TYPES } from '../lib/contentTypes.ts';

/** A file of the built page, ready to be answered. */
export interface PageFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly contentType: string;
}

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
