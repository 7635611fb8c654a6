import { HostError } from '../../shared/host/wire.ts';
import type { HostClient } from './types.ts';

/**
 * Opens a link found in a text in the user's browser. Plain http is asked for as https; what has no such address is not
 * opened. Throws `HostError` when the host refuses it.
 */
export async function openLink(host: HostClient, link: string): Promise<void> {
  const url = link.replace(/^http:/iu, 'https:');
  try {
    await host.call('links.open', { url });
  } catch (error) {
    if (!(error instanceof HostError) || error.code !== 'unsupported') throw error;
    window.open(url, '_blank', 'noopener,noreferrer');
  }
}
