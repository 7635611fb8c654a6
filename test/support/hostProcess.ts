import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HostError, type Reply } from '../../shared/host/wire.ts';
import type { Answering } from './libraryHost.ts';
import { ADDRESS, Start } from './starts.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The built loopback host in a process of its own; `endStarts` ends it. */
export interface HostProcess extends Answering {
  readonly pid: number;
  /** Ends it as the system does when it needs the memory. */
  kill(): Promise<void>;
  /** Ends it as the user does. */
  end(): Promise<void>;
}

/** Starts one on a data folder. `npm run build` before. */
export async function startHostProcess(data: string): Promise<HostProcess> {
  const page = mkdtempSync(join(tmpdir(), 'pandect-page-'));
  writeFileSync(join(page, 'index.html'), '<!doctype html>');
  const command = [
    process.execPath,
    join(root, 'test/support/hostProcess.mjs'),
    join(root, 'dist'),
    page,
    data,
  ];
  const start = new Start(root, [], {}, command);
  const address = new URL(await start.says(ADDRESS));
  rmSync(page, { recursive: true });
  const stop = async (signal: NodeJS.Signals) => {
    start.child.kill(signal);
    await (start.child.exitCode ?? start.child.signalCode ?? once(start.child, 'close'));
  };
  return {
    pid: start.child.pid ?? 0,
    kill: () => stop('SIGKILL'),
    end: () => stop('SIGTERM'),
    async call(name, args) {
      const response = await fetch(`${address.origin}/call/${name}`, {
        method: 'POST',
        headers: {
          Origin: address.origin,
          Authorization: `Bearer ${address.hash.split('token=')[1]}`,
          'Content-Type': 'application/json',
        },
        body: JSON.stringify(args),
      });
      const reply = (await response.json()) as Reply<never>;
      if (!reply.ok) throw new HostError(reply.error.code, reply.error.message);
      return reply.value;
    },
  };
}
