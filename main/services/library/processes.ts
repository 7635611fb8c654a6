import { execFile } from 'node:child_process';
import { readFile, readlink } from 'node:fs/promises';
import { promisify } from 'node:util';

/**
 * A process so that it can't be taken for another that got its number later, or has it elsewhere. What a system does not
 * tell is empty.
 */
export interface ProcessMark {
  readonly pid: number;
  /** When it started, by a clock that is not the wall clock; means something only to be compared. */
  readonly started: string;
  /** The start of the machine. */
  readonly boot: string;
  /** Within which process numbers are unique: containers have their own. */
  readonly space: string;
}

/** `elsewhere`: its number means nothing here. */
export type Liveness = 'alive' | 'dead' | 'elsewhere';

let own: Promise<ProcessMark> | undefined;

/** The mark of this very process. */
export function thisProcess(): Promise<ProcessMark> {
  return (own ??= markOf(process.pid));
}

/**
 * Whether a process of this machine still runs. On Windows a process that got the number of a dead one can't be told
 * from it, and counts as alive.
 */
export async function livenessOf(mark: ProcessMark): Promise<Liveness> {
  const here = await thisProcess();
  if (differ(mark.boot, here.boot)) return 'dead';
  if (differ(mark.space, here.space)) return 'elsewhere';
  if (!hasProcess(mark.pid)) return 'dead';
  const { state, started } = await startOf(mark.pid);
  return state === 'Z' || state === 'X' || differ(mark.started, started) ? 'dead' : 'alive';
}

function differ(one: string, other: string): boolean {
  return one !== '' && other !== '' && one !== other;
}

async function markOf(pid: number): Promise<ProcessMark> {
  const { started } = await startOf(pid);
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '');
  const space = await readlink('/proc/self/ns/pid').catch(() => '');
  return { pid, started, boot: boot.trim(), space };
}

function hasProcess(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: there is one, and it is somebody else's.
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}

interface ProcessStart {
  /** `Z` and `X` are dead. */
  readonly state: string;
  readonly started: string;
}

async function startOf(pid: number): Promise<ProcessStart> {
  if (process.platform === 'linux') return startInProc(pid);
  if (process.platform === 'win32') return { state: '', started: '' };
  return startInPs(pid);
}

/** Fields 3 and 22 of /proc/pid/stat (proc(5)): state, and start in ticks since boot. The name before them may hold anything. */
async function startInProc(pid: number): Promise<ProcessStart> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { state: fields[0] ?? '', started: fields[19] ?? '' };
}

/** macOS notes the time of a start once, so a clock that is set later does not change it. */
async function startInPs(pid: number): Promise<ProcessStart> {
  const env = { LC_ALL: 'C', TZ: 'UTC' };
  const args = ['-o', 'state=,lstart=', '-p', String(pid)];
  const { stdout } = await promisify(execFile)('/bin/ps', args, { env }).catch(() => ({ stdout: '' }));
  const [state = '', ...started] = stdout.trim().split(/\s+/u);
  return { state: state.charAt(0), started: started.join(' ') };
}
