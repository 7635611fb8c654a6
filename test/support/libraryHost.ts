import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHost, type Host, type HostOptions } from '../../main/host.ts';
import { preparePaths } from '../../main/paths.ts';
import type { Shell } from '../../main/shell.ts';
import type { CallArguments, CallName, CallResult, HostEvent } from '../../shared/host/api.ts';
import type { PaperId } from '../../shared/domain/ids.ts';
import { HostError } from '../../shared/host/wire.ts';
import type { Change } from '../../shared/library/change.ts';
import type { Patch } from '../../shared/library/patch.ts';
import { inventedPaper } from './inventedRows.ts';

const undo: (() => unknown)[] = [];

async function unsupported(): Promise<never> {
  throw new HostError('unsupported', 'Not in this test.');
}

/** Closes the hosts and removes the folders of a test. */
export async function endHosts(): Promise<void> {
  for (const step of undo.splice(0).reverse()) await step();
}

/** A folder that `endHosts` removes. */
export function temporaryFolder(name = 'library'): string {
  const folder = mkdtempSync(join(tmpdir(), `pandect-${name}-`));
  undo.push(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

/** Whoever answers a page's calls. */
export interface Answering {
  /** Rejects with `HostError`, as the page's own client does. */
  call<C extends CallName>(name: C, args: CallArguments<C>): Promise<CallResult<C>>;
}

/** A host without a transport: a page's calls go straight through `dispatch`. */
export interface TestHost extends Answering {
  readonly host: Host;
  readonly data: string;
  readonly events: readonly HostEvent[];
}

/** Opens a host on a data folder, a fresh one if left out. */
export function startHost(
  data = join(temporaryFolder(), 'data'),
  { kind = 'loopback', ...more }: HostOptions & Partial<Shell> = {},
): TestHost {
  const events: HostEvent[] = [];
  const shell: Shell = {
    kind,
    version: '0.0.0-test',
    chooseFiles: unsupported,
    askWhere: unsupported,
    showFile: unsupported,
    openExternal: unsupported,
    writeClipboard: unsupported,
    clearBrowser: async () => undefined,
    emit: event => void events.push(event),
    ...more,
  };
  const host = createHost(shell, preparePaths(data), more);
  undo.push(() => host.close());
  return {
    host,
    data,
    events,
    async call(name, args) {
      // As over a wire: what is sent is not what is kept.
      const reply = await host.dispatch(name, structuredClone(args));
      if (!reply.ok) throw new HostError(reply.error.code, reply.error.message);
      return reply.value as never;
    },
  };
}

/** An id of a session, a copy and the like. */
export function newId(): string {
  return randomBytes(16).toString('hex');
}

/** What a page does with its library: it opens it and appends changes, one paper each. */
export class TestPage<H extends Answering = TestHost> {
  readonly session = newId();
  seq = 0;

  constructor(readonly host: H) {}

  async open(access: 'write' | 'takeOver' | 'read' = 'write') {
    const opened = await this.host.call('library.open', { session: this.session, access });
    this.seq = opened.seq;
    return opened;
  }

  /** Adds papers, in one call. */
  async add(papers: number) {
    const changes = Array.from({ length: papers }, (_, index) => addPaper(this.seq + 1 + index));
    const { seq } = await this.send(changes);
    this.seq = seq;
    return seq;
  }

  async setNote(paper: number, text: string) {
    const id = paperOf(paper);
    return this.change([
      { kind: 'put', table: 'notes', rows: [{ id, text, changed: 1 }] },
      { kind: 'set', table: 'papers', ids: [id], fields: { hasNote: true } },
    ]);
  }

  async change(patches: readonly Patch[]) {
    const { seq } = await this.send([{ ...addPaper(this.seq + 1), patches }]);
    this.seq = seq;
    return seq;
  }

  send(changes: readonly Change[]) {
    return this.host.call('library.append', { session: this.session, changes: [...changes] });
  }

  close() {
    return this.host.call('library.close', { session: this.session });
  }
}

export function paperOf(number: number): PaperId {
  return inventedPaper(number).id;
}

/** The change that adds the paper of its own number. */
export function addPaper(seq: number): Change {
  const paper = inventedPaper(seq);
  return {
    seq,
    name: 'importDigest',
    label: 'Imported a paper',
    at: 1_700_000_000_000 + seq,
    patches: [
      { kind: 'put', table: 'papers', rows: [paper] },
      { kind: 'put', table: 'abstracts', rows: [{ id: paper.id, text: `Abstract ${seq}` }] },
    ],
    counts: { papers: seq, notes: 0, digests: 0, collections: 0, savedSearches: 0, citationKeys: 0 },
    nextSerial: seq + 1,
  };
}
