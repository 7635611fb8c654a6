import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { CallArguments, CallName, CallResult } from '../../shared/host/api.ts';
import { HostError } from '../../shared/host/wire.ts';
import type { Reply } from '../../shared/host/wire.ts';

const script = fileURLToPath(new URL('../../test/faults/hostProcess.mjs', import.meta.url));

export interface HostOptions {
  /** Data folder. */
  readonly data: string;
  /** The same for every start over one browser profile: it is part of the page's origin. */
  readonly port: number;
  /** How wrong the host's clock goes, in milliseconds. */
  readonly clockMs?: number;
  readonly note?: (line: string) => void;
}

/** The real loopback host in a process of its own. */
export class HostProcess {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #ended: Promise<unknown>;

  private constructor(
    child: ChildProcessWithoutNullStreams,
    readonly address: string,
  ) {
    this.#child = child;
    this.#ended = once(child, 'close');
  }

  static async start({ data, port, clockMs = 0, note }: HostOptions): Promise<HostProcess> {
    const env = {
      ...process.env,
      PANDECT_CONFIG: `${data}-config`,
      FAULTS_CLOCK: String(clockMs),
      DISPLAY: '',
      WAYLAND_DISPLAY: '',
    };
    const child = spawn(process.execPath, [script, programFolder(), data, String(port)], { env });
    let said = '';
    child.stderr.on('data', chunk => {
      said += String(chunk);
      note?.(`host: ${String(chunk).trim()}`);
    });
    const address = await new Promise<string>((resolve, reject) => {
      let output = '';
      child.stdout.on('data', chunk => {
        output += String(chunk);
        if (output.includes('\n')) resolve(output.split('\n', 1)[0] ?? '');
      });
      child.once('close', status => reject(new Error(`The host ended with status ${status}: ${said}`)));
      child.once('error', reject);
    });
    return new HostProcess(child, address);
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** A call as the page makes it. Rejects with `HostError` or what `fetch` says of a host that is gone. */
  async call<C extends CallName>(name: C, args: CallArguments<C>): Promise<CallResult<C>> {
    const { origin, hash } = new URL(this.address);
    const response = await fetch(`${origin}/call/${name}`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${hash.slice('#token='.length)}`,
        Origin: origin,
        'Content-Type': 'application/json',
      },
      body: JSON.stringify(args),
    });
    const reply = (await response.json()) as Reply<CallResult<C>>;
    if (reply.ok) return reply.value;
    throw new HostError(reply.error.code, reply.error.message);
  }

  /** kill -9. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#ended;
  }

  /** As when the user ends the program. */
  async close(): Promise<void> {
    this.#child.kill('SIGTERM');
    await this.#ended;
  }
}

/** Where the built program that is tested lies. */
function programFolder(): string {
  const folder = process.env['FAULTS_PROGRAM'];
  if (!folder) throw new Error('FAULTS_PROGRAM should name the folder of the built program.');
  return folder;
}
