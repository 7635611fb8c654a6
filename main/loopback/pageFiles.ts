import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { CONTENT_TYPES } from '../lib/contentTypes.ts';

/** One file of the built page, ready to be sent. */
export interface PageFile {
  readonly body: Buffer;
  readonly type: string;
  readonly cacheControl: string;
}

/**
 * Every file of the folder by the path it is served under; `/` is the page itself. Requests are looked up here and never
 * reach the file system, so that no path can lead outside. Throws if the folder has no `index.html`.
 */
export function loadPageFiles(folder: string): ReadonlyMap<string, PageFile> {
  const files = new Map<string, PageFile>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const path = `/${relative(folder, file).split(sep).join('/')}`;
    files.set(path, {
      body: readFileSync(file),
      type: CONTENT_TYPES[extname(file).toLowerCase()] ?? 'application/octet-stream',
      // Built files under assets/ carry a hash of their content in their name.
      cacheControl: path.startsWith('/assets/') ? 'max-age=31536000, immutable' : 'no-cache',
    });
  }
  const index = files.get('/index.html');
  if (index === undefined) throw new Error(`${folder} holds no index.html`);
  return files.set('/', index);
}
