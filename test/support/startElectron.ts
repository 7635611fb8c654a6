import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { CALL_CHANNEL } from '../../shared/host/bridge.ts';
import type { CallArguments, CallName, CallResult } from '../../shared/host/api.ts';
import type { Reply } from '../../shared/host/wire.ts';
import { createStandIn } from './electronStandIn.ts';
import type { StandIn, StandInWindow, Surroundings } from './electronStandIn.ts';

/** The program, started in this process on a stand-in for Electron. */
export interface Started {
  readonly electron: StandIn;
  readonly data: string;
  window(): StandInWindow;
  call<C extends CallName>(name: C, args: CallArguments<C>): Promise<Reply<CallResult<C>>>;
}

export interface Start extends Surroundings {
  readonly args?: readonly string[];
  readonly platform?: NodeJS.Platform;
  /** Data folder; a fresh one if left out. */
  readonly data?: string;
}

const undo: (() => void)[] = [];

/** A folder that `endPrograms` removes. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'pandect-electron-'));
  undo.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs `main/electron/start.ts` from its first line, up to where it waits for Electron to be ready. */
export async function startUnready(start: Start = {}): Promise<Started> {
  const data = start.data ?? temporaryFolder();
  const electron = createStandIn(start);
  replace(process, 'argv', ['/opt/Pandect/pandect', ...(start.args ?? [])]);
  replace(process, 'platform', start.platform ?? 'linux');
  vi.stubEnv('PANDECT_DATA', data);
  vi.stubEnv('PANDECT_CONFIG', temporaryFolder());
  vi.resetModules();
  vi.doMock('electron', () => electron.module);
  await import('../../main/electron/start.ts');
  return {
    electron,
    data,
    window() {
      const [window] = electron.windows;
      if (!window) throw new Error('There is no window.');
      return window;
    },
    call: async (name, args) => (await electron.invoke(CALL_CHANNEL, [name, args])) as never,
  };
}

/** The same, and on until its window is open. */
export async function start(start: Start = {}): Promise<Started> {
  const started = await startUnready(start);
  await started.electron.becomeReady();
  return started;
}

/** Puts the process back as it was. After each test. */
export function endPrograms(): void {
  vi.doUnmock('electron');
  vi.unstubAllEnvs();
  for (const step of undo.splice(0).reverse()) step();
}

function replace<K extends 'argv' | 'platform'>(
  target: NodeJS.Process,
  key: K,
  value: NodeJS.Process[K],
): void {
  const before = Object.getOwnPropertyDescriptor(target, key);
  Object.defineProperty(target, key, { configurable: true, enumerable: true, writable: true, value });
  undo.push(() => void (before && Object.defineProperty(target, key, before)));
}
