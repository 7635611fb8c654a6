import { expect, test } from 'vitest';
import type { Disk } from '../../../main/lib/disk.ts';
import { DATA, filesOn } from '../../faults/filesOnDisk.ts';
import { MemoryDisk } from '../../support/disks/memoryDisk.ts';
import { addPaper } from '../../support/libraryHost.ts';

/** A disk in memory that stops at one step of it when `stopAt` says so, until it is let go on. */
function haltingDisk() {
  const memory = new MemoryDisk([[DATA, 'folder']]);
  const steps: string[] = [];
  let isWanted: (step: string) => boolean = () => false;
  let reach: () => void = () => undefined;
  let gate: Promise<void> = Promise.resolve();
  const step = async (name: string): Promise<void> => {
    if (isWanted(name)) {
      reach();
      await gate;
    }
    steps.push(name);
  };
  const disk: Disk = {
    list: path => memory.list(path),
    stat: path => memory.stat(path),
    read: path => memory.read(path),
    async *readPortions(path) {
      await step(`read ${path}`);
      yield* memory.readPortions(path);
    },
    makeFolder: path => memory.makeFolder(path),
    async create(path) {
      const file = await memory.create(path);
      return {
        ...file,
        append: async bytes => {
          await step(`append ${path}`);
          await file.append(bytes);
        },
      };
    },
    rename: async (from, to) => (await step(`rename ${to}`), memory.rename(from, to)),
    link: (from, to) => memory.link(from, to),
    remove: async path => (await step(`remove ${path}`), memory.remove(path)),
    syncFolder: path => memory.syncFolder(path),
    syncFile: path => memory.syncFile(path),
  };
  return {
    disk,
    steps,
    /** `reached` resolves when the disk stands still at the step. */
    stopAt(wanted: (step: string) => boolean) {
      isWanted = wanted;
      const reached = new Promise<void>(resolve => (reach = resolve));
      let goOn: () => void = () => undefined;
      gate = new Promise(resolve => (goOn = resolve));
      return { reached, goOn: () => ((isWanted = () => false), goOn()) };
    },
  };
}

const SNAPSHOTS = `${DATA}/snapshots`;

async function withSnapshots(count: number) {
  const halting = haltingDisk();
  const files = filesOn(halting.disk);
  await files.open('open');
  for (let seq = 1; seq <= count; seq++) {
    await files.append([addPaper(seq)]);
    await files.makeSnapshot('request');
  }
  await files.append([addPaper(count + 1)]);
  halting.steps.length = 0;
  return { ...halting, files };
}

test.each([
  ['is being written', 'append', 10],
  ['is being read back', 'read', 11],
])('Closing gives up a snapshot that %s before it lets go of the lock', async (_, what, kept) => {
  const { files, disk, steps, stopAt } = await withSnapshots(10);
  const isWritten = (): boolean => steps.some(step => step.startsWith(`rename ${SNAPSHOTS}`));
  const { reached, goOn } = stopAt(
    step => step.startsWith(`${what} ${SNAPSHOTS}`) && (what === 'append' || isWritten()),
  );
  const making = files.makeSnapshot('request');
  const refused = expect(making).rejects.toMatchObject({ code: 'connectionLost' });
  await reached;
  const closing = files.close();
  goOn();
  await closing;
  await refused;
  const isRemoved = (step: string): boolean => step.startsWith('remove ') && step.endsWith('.jsonl.gz');
  expect(steps.filter(isRemoved)).toEqual([]);
  expect((await disk.list(SNAPSHOTS)).filter(name => !name.endsWith('.jsonl.gz'))).toEqual([]);
  expect(await disk.list(SNAPSHOTS)).toHaveLength(kept);
  const released = steps.findIndex(step => step === `remove ${DATA}/writer.lock`);
  expect(steps.slice(released + 1).filter(step => step.includes(SNAPSHOTS))).toEqual([]);
  expect(released).toBeGreaterThan(-1);
});
