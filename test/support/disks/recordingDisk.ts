import type { Disk, DiskFile } from '../../../main/lib/disk.ts';
import type { DiskStep } from './diskModel.ts';

/** What was done to a disk, in order. */
export interface DiskLog {
  readonly steps: DiskStep[];
  /** Notes down that something was promised, such as a change acknowledged. */
  mark(name: string): void;
}

/** A disk that notes down every operation that changed it, once it succeeded; reading is not noted. */
export function recordingDisk(disk: Disk): { readonly disk: Disk; readonly log: DiskLog } {
  const steps: DiskStep[] = [];
  const note = (step: DiskStep): void => void steps.push(step);
  // Numbers of its own: a real disk gives the inode of a removed file to the next one.
  let inode = 0;
  return {
    log: { steps, mark: name => note({ op: 'mark', name }) },
    disk: {
      list: folder => disk.list(folder),
      stat: path => disk.stat(path),
      read: path => disk.read(path),
      readPortions: path => disk.readPortions(path),
      async makeFolder(path) {
        await disk.makeFolder(path);
        note({ op: 'makeFolder', path });
      },
      async create(path) {
        const file = await disk.create(path);
        inode += 1;
        note({ op: 'create', path, inode });
        return recordingFile(file, inode, note);
      },
      async rename(path, to) {
        await disk.rename(path, to);
        note({ op: 'rename', path, to });
      },
      async link(path, to) {
        await disk.link(path, to);
        note({ op: 'link', path, to });
      },
      async remove(path) {
        const found = await disk.stat(path);
        await disk.remove(path);
        if (found !== undefined) note({ op: 'remove', path });
      },
      async syncFolder(path) {
        await disk.syncFolder(path);
        note({ op: 'syncFolder', path });
      },
      async syncFile(path) {
        await disk.syncFile(path);
        note({ op: 'syncFile', path });
      },
    },
  };
}

function recordingFile(file: DiskFile, inode: number, note: (step: DiskStep) => void): DiskFile {
  return {
    async append(bytes) {
      await file.append(bytes);
      note({ op: 'append', inode, bytes: Uint8Array.from(bytes) });
    },
    async sync() {
      await file.sync();
      note({ op: 'sync', inode });
    },
    stat: () => file.stat(),
    close: () => file.close(),
  };
}
