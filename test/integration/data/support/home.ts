import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { createHost, type Host, type HostOptions } from '../../../../main/host.ts';
import { libraryFolders, loopbackFile, type Paths } from '../../../../main/paths.ts';
import type { Shell } from '../../../../main/shell.ts';
import { randomId } from '../../../../renderer/data/randomId.ts';
import { openLibrary, type OpenedHere, type OpenOptions } from '../../../../renderer/data/openLibrary.ts';
import { databaseName } from '../../../../renderer/data/databaseName.ts';
import { openDatabase, type LibraryDatabase } from '../../../../renderer/data/schema.ts';
import { createListeners, type Listeners } from '../../../../renderer/host/listeners.ts';
import { unwrap } from '../../../../renderer/host/reply.ts';
import type { HostClient } from '../../../../renderer/host/types.ts';
import type { CallName, CallResult } from '../../../../shared/host/api.ts';
import { HostError, type Reply } from '../../../../shared/host/wire.ts';
import type { DeviceId, LibraryId, SessionId } from '../../../../shared/domain/ids.ts';
import type { Finding } from '../../../../shared/host/libraryApi.ts';

let homes = 0;
const made: Home[] = [];

afterAll(async () => {
  for (const home of made) await home.remove();
});

/** A data folder, the host that keeps it, a browser of its own, and pages of it. */
export class Home {
  readonly data = mkdtempSync(join(tmpdir(), 'pandect-home-'));
  /** Beginning of the names of this browser's databases. */
  prefix: string;
  /** What goes wrong with a call, before it reaches the host or after; tests set it. */
  trouble: (call: CallName, when: 'before' | 'after') => HostError | undefined = () => undefined;
  /** Every call that reached the host. */
  readonly calls: { readonly name: CallName; readonly args: unknown }[] = [];
  /** Waited for before a call reaches the host. */
  hold: Promise<void> | undefined;
  /** What the last opening found. */
  findings: readonly Finding[] = [];
  readonly #options: HostOptions;
  readonly #listeners: Listeners = createListeners();
  #host: Host;

  constructor(options: HostOptions = {}) {
    homes += 1;
    this.prefix = `browser ${homes}`;
    this.#options = options;
    this.#host = this.#start();
    made.push(this);
  }

  /** The host as a page reaches it: JSON both ways, as over HTTP. */
  readonly client: HostClient = {
    call: async (name, args) => {
      await this.hold;
      this.#fail(name, 'before');
      const sent: unknown = JSON.parse(JSON.stringify(args));
      this.calls.push({ name, args: sent });
      const reply = await this.#host.dispatch(name, sent);
      this.#fail(name, 'after');
      return unwrap(JSON.parse(JSON.stringify(reply)) as Reply<CallResult<typeof name>>);
    },
    listen: this.#listeners.add,
  };

  /** Opens the library as one page does; rejects when somebody else has it. */
  async open(options: Partial<OpenOptions> = {}): Promise<OpenedHere> {
    const opening = await openLibrary({
      host: this.client,
      session: newSession(),
      prefix: this.prefix,
      now: () => 1,
      ...options,
    });
    if (opening.kind !== 'open') throw new Error(`The library is held by ${opening.holder.name}.`);
    this.findings = opening.findings;
    return opening.library;
  }

  /** The library of the data folder. */
  async id(): Promise<LibraryId> {
    return (await this.client.call('library.open', { session: newSession(), access: 'read' })).library;
  }

  /** This browser's database of the library. */
  async database(): Promise<LibraryDatabase> {
    return openDatabase(databaseName(await this.id(), this.prefix));
  }

  /** The host ends, in good order, and starts again; pages are not told. Something may be done to its files in between. */
  async restart(meanwhile: () => void = () => undefined): Promise<void> {
    await this.#host.close();
    meanwhile();
    this.#host = this.#start();
  }

  /** The host is gone from one moment to the next, leaving its lock, as after a kill; another starts. */
  crash(meanwhile: () => void = () => undefined): void {
    // The process that holds the lock is this one, and lives.
    rmSync(join(this.data, 'writer.lock'), { force: true });
    meanwhile();
    this.#host = this.#start();
  }

  /** As when files are named on the command line. */
  offer(paths: readonly string[]): Promise<void> {
    return this.#host.offer(paths);
  }

  async remove(): Promise<void> {
    await this.#host.close();
    rmSync(this.data, { recursive: true, force: true });
  }

  #fail(name: CallName, when: 'before' | 'after'): void {
    const trouble = this.trouble(name, when);
    if (trouble !== undefined) throw trouble;
  }

  #start(): Host {
    const paths: Paths = {
      ...libraryFolders(this.data),
      loopback: loopbackFile(this.data),
      config: this.data,
      settings: { device: 'd'.repeat(32) as DeviceId },
      chosenBy: 'option',
    };
    const unsupported = (): Promise<never> => Promise.reject(new HostError('unsupported', 'Not in a test.'));
    const shell: Shell = {
      kind: 'loopback',
      version: 'test',
      chooseFiles: unsupported,
      askWhere: unsupported,
      showFile: unsupported,
      openExternal: unsupported,
      writeClipboard: unsupported,
      clearBrowser: async () => undefined,
      emit: event => this.#listeners.tell(event),
    };
    return createHost(shell, paths, this.#options);
  }
}

export function newSession(): SessionId {
  return randomId() as SessionId;
}
