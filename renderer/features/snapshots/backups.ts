import { HostError } from '../../../shared/host/wire.ts';
import type { HostClient } from '../../host/types.ts';
import { sizeInWords } from '../../hooks/counted.ts';
import { MAX_BACKUP_BYTES } from '../../../shared/host/limits.ts';

/** Told while a backup is on its way, in bytes. */
export type OnProgress = (done: number, of: number) => void;

/**
 * Saves the whole library as one file: by Electron's dialog, or as a download in a browser. What became of it in words;
 * undefined when the user cancelled.
 */
export async function saveBackup(host: HostClient, onProgress: OnProgress): Promise<string | undefined> {
  const info = await host.call('app.info', {});
  if (info.host === 'loopback') return downloadBackup(host, onProgress);
  const answer = await host.call('backups.save', { suggestedName: backupName(new Date()) });
  return answer.saved === 'saved' ? `Saved as ${answer.name}.` : undefined;
}

/** `pandect-2026-11-21.jsonl.gz` */
function backupName(now: Date): string {
  const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()]
    .map(part => String(part).padStart(2, '0'))
    .join('-');
  return `pandect-${day}.jsonl.gz`;
}

async function downloadBackup(host: HostClient, onProgress: OnProgress): Promise<string> {
  const { backup, name, bytes } = await host.call('backups.make', {});
  const portions: Uint8Array<ArrayBuffer>[] = [];
  let done = 0;
  while (done < bytes) {
    const portion = fromBase64(await host.call('backups.read', { backup, from: done }));
    if (portion.length === 0) {
      throw new HostError(
        'internal',
        `The backup ended after ${sizeInWords(done)} of ${sizeInWords(bytes)}. No file was saved; your library is unchanged. Try again.`,
      );
    }
    portions.push(portion);
    done += portion.length;
    onProgress(done, bytes);
  }
  download(name, new Blob(portions, { type: 'application/gzip' }));
  return `${name} (${sizeInWords(bytes)}) is in your downloads.`;
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index += 1) bytes[index] = binary.charCodeAt(index);
  return bytes;
}

function download(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads the blob after the click, and doesn't say when it is through.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** The bytes of a chosen backup. Refuses what can't be one before it is read or sent. */
export async function readBackup(file: File): Promise<Uint8Array<ArrayBuffer>> {
  if (file.size > MAX_BACKUP_BYTES) {
    throw new HostError(
      'tooLarge',
      `“${file.name}” is larger than ${sizeInWords(MAX_BACKUP_BYTES)}, the most that can be brought in. It was not opened, and your library is unchanged. Choose a file that Pandect saved.`,
    );
  }
  const magic = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  if (magic[0] !== 0x1f || magic[1] !== 0x8b) {
    throw new HostError(
      'notABackup',
      `“${file.name}” is not a backup of Pandect. It was not opened further, and your library is unchanged. Choose a file that Pandect saved, which ends in .jsonl.gz.`,
    );
  }
  return new Uint8Array(await file.arrayBuffer());
}
