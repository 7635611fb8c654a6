import { execFileSync } from 'node:child_process';

/**
 * @typedef {object} Process
 * @property {number} pid
 * @property {number} parent
 * @property {number} mb Resident memory.
 * @property {string} command
 */

/**
 * Resident memory of the largest page among this process's own browsers; NaN where `ps` can't tell. Only one page with
 * something in it may be open.
 */
export function pageMemoryMb() {
  const all = listProcesses();
  const parents = new Map(all.map(({ pid, parent }) => [pid, parent]));
  const isOurs = (/** @type {number} */ pid) => {
    for (let at = pid; at > 1; at = parents.get(at) ?? 0) if (at === process.pid) return true;
    return false;
  };
  const pages = all.filter(({ pid, command }) => command.includes('--type=renderer') && isOurs(pid));
  return pages.length === 0 ? Number.NaN : Math.round(Math.max(...pages.map(({ mb }) => mb)));
}

/** @returns {readonly Process[]} */
function listProcesses() {
  try {
    const text = execFileSync('ps', ['-Ao', 'pid=,ppid=,rss=,args='], {
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
    return text.split('\n').flatMap(line => {
      const [, pid, parent, rss, command = ''] = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(.*)$/u.exec(line) ?? [];
      return pid === undefined
        ? []
        : [{ pid: Number(pid), parent: Number(parent), mb: Number(rss) / 1024, command }];
    });
  } catch {
    return [];
  }
}
