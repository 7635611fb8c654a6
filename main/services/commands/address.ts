import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Longest path of a socket in bytes, on the systems that take least. */
const MAX_SOCKET_PATH = 100;

/**
 * Where whoever writes the library of a data folder takes commands, in order of preference: a socket in the folder itself;
 * where its path is too long or the file system has no sockets, one among the temporary files; a pipe on Windows. Both
 * sides work it out from the folder alone. Nobody is believed for having the address.
 */
export function commandAddresses(
  dataFolder: string,
  platform: NodeJS.Platform = process.platform,
): readonly string[] {
  const folder = realPath(dataFolder);
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 32);
  if (platform === 'win32') return [`\\\\.\\pipe\\pandect-${name}`];
  const inside = join(folder, 'commands.sock');
  const outside = join(tmpdir(), `pandect-${name}.sock`);
  return Buffer.byteLength(inside) <= MAX_SOCKET_PATH ? [inside, outside] : [outside];
}

function realPath(folder: string): string {
  try {
    return realpathSync.native(folder);
  } catch {
    return folder;
  }
}
