import type { HostClient } from '../../host/types.ts';

/** What became of a file to be saved, in words; undefined when the user cancelled. */
export type Saved = string | undefined;

/** Saves by Electron's dialog, or as a download in a browser. Throws `HostError` when the file can't be written. */
export async function saveBibtex(host: HostClient, suggestedName: string, text: string): Promise<Saved> {
  const info = await host.call('app.info', {});
  if (info.host === 'loopback') {
    download(suggestedName, text);
    return `${suggestedName} is in your downloads.`;
  }
  const answer = await host.call('exports.save', { suggestedName, text });
  return answer.saved === 'saved' ? `Saved as ${answer.name}.` : undefined;
}

function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/x-bibtex;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads the blob after the click, and doesn't say when it is through.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
