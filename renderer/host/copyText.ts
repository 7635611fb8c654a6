import { HostError } from '../../shared/host/wire.ts';
import type { HostClient } from './types.ts';

/**
 * Puts text on the clipboard: through Electron's host, or in a browser by the page itself (the loopback
 * host is not sent a long text only to refuse it). Throws `HostError` with words for the user when that fails.
 */
export async function copyText(host: HostClient, text: string): Promise<void> {
  const info = await host.call('app.info', {});
  if (info.host === 'electron') await host.call('clipboard.write', { text });
  else await copyInPage(text);
}

async function copyInPage(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    throw new HostError(
      'notWritten',
      'The browser did not let Pandect use the clipboard. Nothing was copied. Allow clipboard access for this page, or use Export instead.',
    );
  }
}
