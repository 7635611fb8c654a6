import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { ParsedDump } from '../../../shared/digest-format/types.ts';
import { tooHard } from '../../lib/dumpErrors.ts';
import type { ReadingTask } from './types.ts';

/** What one file may take. */
export interface ReadingLimits {
  readonly milliseconds: number;
  /** Of the thread's memory. */
  readonly megabytes: number;
}

/** Far above what a file of `MAX_DUMP_BYTES` takes that is what it seems. */
const LIMITS: ReadingLimits = { milliseconds: 30_000, megabytes: 1_536 };

/**
 * The program of the thread: beside the program that runs, or above it where that was cut into chunks. Tests run the
 * sources themselves and build it for that.
 */
const PROGRAM_PLACES = ['./reader.mjs', '../reader.mjs', '../../../dist/sources/reader.mjs'];

/**
 * Reads a text with the reader of a shape, in a thread of its own. Throws a `HostError` that names the file when it takes
 * more time or memory than a file may, or when the reader fails.
 */
export function runReader(
  task: ReadingTask,
  name: string,
  limits: ReadingLimits = LIMITS,
): Promise<ParsedDump> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(program(), {
      workerData: task,
      resourceLimits: { maxOldGenerationSizeMb: limits.megabytes },
      // A parser's words about a file are no business of whoever started us.
      stdout: true,
      stderr: true,
    });
    const end = () => {
      clearTimeout(timer);
      void worker.terminate();
    };
    const timer = setTimeout(() => {
      reject(tooHard(name, { kind: 'time', seconds: limits.milliseconds / 1_000 }));
      end();
    }, limits.milliseconds);
    worker.once('message', (found: ParsedDump) => {
      resolve(found);
      end();
    });
    worker.once('error', error => {
      reject(tooHard(name, isOutOfMemory(error) ? { kind: 'memory' } : { kind: 'failure', error }));
      end();
    });
    worker.once('exit', () => {
      reject(tooHard(name, { kind: 'failure', error: new Error('its reading ended early') }));
      end();
    });
  });
}

function program(): URL {
  const places = PROGRAM_PLACES.map(place => new URL(place, import.meta.url));
  const found = places.find(place => existsSync(place));
  if (found === undefined)
    throw new Error('reader.mjs is missing beside the program. Install Pandect again.');
  return found;
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}
