import type { Session, WebContents } from 'electron';
import { isOurs, isPage } from './origin.ts';

/**
 * What the page may ask the browser for. Storage that the browser doesn't clear away, because the library lives in it,
 * and the clipboard, because a dump can be pasted by a command. Everything else is refused.
 */
const GRANTED: ReadonlySet<string> = new Set(['persistent-storage', 'clipboard-read']);

/** Schemes that reach nothing outside the program; `devtools:` does not exist in a packaged one. */
const LOCAL_SCHEMES: ReadonlySet<string> = new Set(['pandect:', 'blob:', 'data:', 'devtools:']);

/** Shuts the session in: no network, no permissions, no devices, no downloads. Before the first window. */
export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, grant, details) =>
    grant(GRANTED.has(permission) && details.isMainFrame && isOurs(details.requestingUrl)),
  );
  session.setPermissionCheckHandler(
    (_contents, permission, origin, details) =>
      GRANTED.has(permission) && details.isMainFrame && isOurs(origin),
  );
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => answer(null));
  session.on('will-download', event => event.preventDefault());
  session.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !isLocal(url) }));
  // Dictionaries would be downloaded on Linux and Windows; macOS brings its own spelling checker.
  if (process.platform !== 'darwin') session.setSpellCheckerEnabled(false);
}

/** Keeps any page, ours or not, from going elsewhere or opening windows. `openLink` gets the https links. */
export function guardContents(contents: WebContents, openLink: (url: string) => void): void {
  for (const event of ['will-navigate', 'will-redirect', 'will-frame-navigate'] as const) {
    // One listener type serves all three: each event carries the address it would go to.
    contents.on(event as 'will-frame-navigate', details => {
      if (!details.isMainFrame || !isPage(details.url)) details.preventDefault();
    });
  }
  contents.on('will-attach-webview', event => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    openLink(url);
    return { action: 'deny' };
  });
}

function isLocal(address: string): boolean {
  return URL.canParse(address) && LOCAL_SCHEMES.has(new URL(address).protocol);
}
