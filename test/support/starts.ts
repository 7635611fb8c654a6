import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The address of a running loopback host, as it is printed. */
export const ADDRESS = /http:\/\/127\.0\.0\.1:\d+\/#token=[0-9a-f]{64}/u;

const starts: Start[] = [];

/** Ends what a test left running. */
export async function endStarts(): Promise<void> {
  for (const start of starts.splice(0)) {
    start.child.kill('SIGKILL');
    await start.ended;
  }
}

/**
 * A start of the launcher by a user who is in `folder`, without a display unless `more` names one; by another command than
 * the launcher itself if one is given.
 */
export class Start {
  output = '';
  errors = '';
  readonly child: ChildProcessWithoutNullStreams;
  /** The exit status. */
  readonly ended: Promise<number | null>;

  constructor(
    folder: string,
    args: readonly string[],
    more: Readonly<Record<string, string>> = {},
    command: readonly string[] = [process.execPath, join(root, 'main/launch/start.mjs')],
  ) {
    const env = { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '', INIT_CWD: folder, ...more };
    const [program = '', ...first] = command;
    this.child = spawn(program, [...first, ...args], { cwd: root, env });
    this.ended = once(this.child, 'close').then(([status]) => status as number | null);
    this.child.stdout.on('data', chunk => (this.output += chunk));
    this.child.stderr.on('data', chunk => (this.errors += chunk));
    starts.push(this);
  }

  /** The first part of the output that fits, as soon as it is there. */
  async says(pattern: RegExp): Promise<string> {
    for (;;) {
      const found = pattern.exec(this.output)?.[0];
      if (found !== undefined) return found;
      const more = once(this.child.stdout, 'data').then(() => 'more');
      const over = this.ended.then(() => 'over');
      if ((await Promise.race([more, over])) === 'over' && !pattern.test(this.output)) {
        throw new Error(`Ended without saying ${pattern}: ${this.output}${this.errors}`);
      }
    }
  }
}

/** A port that nothing listens on. */
export async function freePort(): Promise<number> {
  const server = await otherProgram();
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => server.close(resolve));
  return port;
}

/** Some program on a port of its own, which hangs up on everyone. */
export function otherProgram(): Promise<Server> {
  const server = createServer(socket => socket.destroy());
  return new Promise(resolve => server.listen(0, '127.0.0.1', () => resolve(server)));
}
