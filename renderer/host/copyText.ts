import { HostError } from '../../shared/host/wire.ts';
import type { HostClient } from './types.ts';

/**
 * Puts text on the clipboard: through the host where it can, else by the page itself.
 * Throws `HostError` with words for the user when neither is allowed to.
 */
export async function copyText(host: HostClient, text: string): Promise<void> {
  try {
    await host.call('clipboard.write', { text });
  } catch (error) {
    if (!(error instanceof HostError) || error.code !== 'unsupported') throw error;
    await copyInPage(text);
  }
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
