import { join } from 'node:path';
import { vi } from 'vitest';
import type { HostOptions } from '../../main/host.ts';
import type { CallArguments } from '../../shared/host/api.ts';
import type { LookUpResult } from '../../shared/host/lookUpApi.ts';
import { endHosts, newId, startHost, temporaryFolder, type TestHost } from './libraryHost.ts';
import { ReplayServices, TestTiming } from './replayServices.ts';
import type { LookUpService } from '../../shared/host/lookUpServices.ts';

export type By = CallArguments<'lookUp.find'>['by'];

/** A host that looks up at a replayed arXiv and its like; the settings and the cache are the test's own. */
export class LookUpHost {
  readonly timing = new TestTiming();
  /** The machine's time, in milliseconds since 1970. */
  now = Date.UTC(2026, 10, 21);
  readonly config = join(temporaryFolder('config'), 'config');
  readonly services: ReplayServices;
  host: TestHost;

  private constructor(services: ReplayServices, more: HostOptions) {
    this.services = services;
    vi.stubEnv('PANDECT_CONFIG', this.config);
    this.host = this.#start(more);
  }

  static async start(more: HostOptions = {}): Promise<LookUpHost> {
    const made = new LookUpHost(await ReplayServices.start(), more);
    await made.host.call('lookUp.configure', made.services.settings);
    return made;
  }

  /** Another run of the program on the same settings and cache. */
  restart(): void {
    this.host = this.#start({});
  }

  #start(more: HostOptions): TestHost {
    return startHost(undefined, { timing: this.timing, now: () => this.now, ...more });
  }

  find(by: By, request = newId(), session?: string): Promise<LookUpResult> {
    return this.host.call('lookUp.find', { request, by, ...(session !== undefined && { session }) });
  }

  /** Leaves this one alone on. */
  async only(service: LookUpService): Promise<void> {
    const off = { use: 'off' } as const;
    const all = { arxiv: off, crossref: off, semanticScholar: off, huggingFace: off };
    await this.host.call('lookUp.configure', { services: { ...all, [service]: { use: 'on' } } });
  }

  async end(): Promise<void> {
    await endHosts();
    await this.services.close();
    vi.unstubAllEnvs();
  }
}
