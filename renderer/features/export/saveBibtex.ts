import { HostError } from '../../../shared/host/wire.ts';
import type { HostClient } from '../../host/types.ts';

/** What became of a file to be saved, in words; undefined when the user cancelled. */
export type Saved = string | undefined;

/** Saves through the host's dialog, or as a download where the host has none. Throws `HostError` when that fails. */
export async function saveBibtex(host: HostClient, suggestedName: string, text: string): Promise<Saved> {
  try {
    const answer = await host.call('exports.save', { suggestedName, text });
    return answer.saved === 'saved' ? `Saved as ${answer.name}.` : undefined;
  } catch (error) {
    if (!(error instanceof HostError) || error.code !== 'unsupported') throw error;
    download(suggestedName, text);
    return `${suggestedName} is in your downloads.`;
  }
}

function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/x-bibtex;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken the blob by the time the next task runs only if it is small; so it is kept for a minute.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
