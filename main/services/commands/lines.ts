import type { Socket } from 'node:net';

/** What came, up to and without a line feed; what follows stays for the next reading. Undefined when the other side ended. */
export interface LineReader {
  /** Rejects when the line is longer than `limit` bytes, or does not come within `patienceMs`. */
  next(limit: number, patienceMs: number): Promise<string | undefined>;
}

/** Reads lines of UTF-8 from a connection, one at a time, never holding more than it was asked for. */
export function readLines(socket: Socket): LineReader {
  let held = Buffer.alloc(0);
  let isOver = false;
  let wake: () => void = () => {};
  socket.pause();
  socket.on('data', (chunk: Buffer) => {
    socket.pause();
    held = Buffer.concat([held, chunk]);
    wake();
  });
  const end = (): void => {
    isOver = true;
    wake();
  };
  socket.on('end', end).on('close', end).on('error', end);
  return {
    async next(limit, patienceMs) {
      const deadline = performance.now() + patienceMs;
      for (;;) {
        const at = held.indexOf(10);
        if (at >= 0 && at <= limit) {
          const line = held.subarray(0, at).toString('utf8');
          held = held.subarray(at + 1);
          return line;
        }
        if (held.length > limit) throw new Error('the line is too long');
        if (isOver) return undefined;
        await more(deadline - performance.now());
      }
    },
  };

  function more(ms: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = Number.isFinite(ms)
        ? setTimeout(() => reject(new Error('nothing came in time')), Math.max(ms, 0))
        : undefined;
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
      socket.resume();
    });
  }
}

/** Sends a value as one line. */
export function sendLine(socket: Socket, value: unknown): void {
  socket.write(`${JSON.stringify(value)}\n`);
}
