import type { Protocol } from 'electron';
import { SECURITY_HEADERS } from '../lib/contentSecurity.ts';
import { readPageFile } from './pageFile.ts';
import { SCHEME, isOurs } from './origin.ts';

/** Gives the scheme the rights of a secure web origin. Electron wants it before it is ready, and once. */
export function registerScheme(protocol: Protocol): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ]);
}

/** Serves the built page in `folder` under `pandect://app/`, and nothing else. */
export function servePage(protocol: Protocol, folder: string): void {
  protocol.handle(SCHEME, request => answer(request, folder));
}

async function answer(request: Request, folder: string): Promise<Response> {
  if (!isOurs(request.url)) return refusal(404);
  if (request.method !== 'GET' && request.method !== 'HEAD') return refusal(405);
  const file = await readPageFile(folder, new URL(request.url).pathname);
  if (!file) return refusal(404);
  return new Response(request.method === 'HEAD' ? null : file.bytes, {
    headers: { ...SECURITY_HEADERS, 'Content-Type': file.contentType },
  });
}

function refusal(status: 404 | 405): Response {
  return new Response(null, { status, headers: SECURITY_HEADERS });
}
