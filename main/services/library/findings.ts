import type { Finding } from '../../../shared/host/libraryApi.ts';
import type { HostError } from '../../../shared/host/wire.ts';

/** Tells the user of trouble once, and again only after it had gone. */
export interface Telling {
  once(kind: string, finding: Finding): void;
  works(kind: string): void;
}

export function createTelling(tell: (finding: Finding) => void): Telling {
  const told = new Set<string>();
  return {
    once(kind, finding) {
      if (told.has(kind)) return;
      told.add(kind);
      tell(finding);
    },
    works(kind) {
      told.delete(kind);
    },
  };
}

/** A snapshot that can't be read was put where it is kept. */
export function damagedSnapshot(count: number, folder: string): Finding {
  const what =
    count === 1
      ? 'A snapshot of your library was damaged'
      : `${count} snapshots of your library were damaged`;
  return {
    kind: 'setAside',
    message: `${what} and kept in ${folder}. Your library was read from an older one and the journal; nothing is missing from it. If this happens again, check the disk.`,
  };
}

/** The journal was damaged before its end. */
export function damagedJournal(folder: string): Finding {
  return {
    kind: 'damaged',
    message: `The journal of your library was damaged. Everything before the damage was read, and the damaged files are kept in ${folder}. If something is missing, look for it under Snapshots, and check the disk.`,
  };
}

/** The mark of the data folder was written again. */
export function markWritten(folder: string): Finding {
  return {
    kind: 'restored',
    message: `The file that marks ${folder} as your library’s was missing or damaged. It was written again from the library’s other files; nothing else was changed. There is nothing you need to do.`,
  };
}

/** A snapshot could not be made; the library itself is not affected. */
export function snapshotTrouble(why: HostError): Finding {
  return {
    kind: 'unreadable',
    message: `No snapshot of your library could be made: ${why.message} Your changes are saved in the journal all the same. Pandect tries again later.`,
  };
}
