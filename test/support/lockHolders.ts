import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import type { LockAnswer } from '../../main/services/library/writerLock.ts';

const ENTRY = fileURLToPath(new URL('lockHolder.ts', import.meta.url));

/** Builds the program that takes a lock into a folder; answers its path. */
export async function buildLockHolder(folder: string): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'error',
    build: { ssr: ENTRY, outDir: folder, emptyOutDir: false, rollupOptions: { output: { format: 'es' } } },
    ssr: { noExternal: true },
  });
  return join(folder, 'lockHolder.js');
}

/** A process that takes the writer's lock of a folder when it is told to. */
export class LockHolder {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #lines: AsyncIterator<string>;

  private constructor(child: ChildProcessWithoutNullStreams) {
    this.#child = child;
    this.#lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  }

  /** Resolves when it is ready to be told. */
  static async start(program: string, ...args: string[]): Promise<LockHolder> {
    const child = spawn(process.execPath, [program, ...args]);
    child.stderr.pipe(process.stderr);
    const holder = new LockHolder(child);
    await holder.#line();
    return holder;
  }

  get pid(): number {
    return this.#child.pid!;
  }

  /** Takes the lock, or is told who holds it. */
  async take(): Promise<LockAnswer> {
    this.#child.stdin.write('go\n');
    return JSON.parse(await this.#line()) as LockAnswer;
  }

  async release(): Promise<void> {
    this.#child.stdin.write('release\n');
    await once(this.#child, 'close');
  }

  /** With SIGKILL, as by the system. */
  async kill(): Promise<void> {
    const isOver = this.#child.exitCode !== null || this.#child.signalCode !== null;
    const closed = isOver ? Promise.resolve() : once(this.#child, 'close');
    this.#child.kill('SIGKILL');
    await closed;
  }

  async #line(): Promise<string> {
    const { value, done } = await this.#lines.next();
    if (done === true) throw new Error('The process ended before it answered.');
    return value;
  }
}
