import type { Disk, DiskFile } from '../../../../main/lib/disk.ts';
import { nodeDisk } from '../../../../main/lib/nodeDisk.ts';

/** This machine's disk, which takes nothing while it is broken. */
export interface FailingDisk extends Disk {
  /** From now on everything that writes fails with this code of the system. */
  breakWith(code: string): void;
  repair(): void;
}

export function failingDisk(): FailingDisk {
  let broken: string | undefined;
  const check = (): void => {
    if (broken !== undefined) throw Object.assign(new Error(`The disk says ${broken}.`), { code: broken });
  };
  const failing = (file: DiskFile): DiskFile => ({
    async append(bytes) {
      check();
      await file.append(bytes);
    },
    async sync() {
      check();
      await file.sync();
    },
    stat: () => file.stat(),
    close: () => file.close(),
  });
  return {
    ...nodeDisk,
    async create(path) {
      check();
      return failing(await nodeDisk.create(path));
    },
    async rename(from, to) {
      check();
      await nodeDisk.rename(from, to);
    },
    async link(existing, name) {
      check();
      await nodeDisk.link(existing, name);
    },
    breakWith(code) {
      broken = code;
    },
    repair() {
      broken = undefined;
    },
  };
}
