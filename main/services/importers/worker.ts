import { parentPort, workerData } from 'node:worker_threads';
import { FILE_READERS } from './readers.ts';
import type { ReadingTask } from './types.ts';

/** The thread that reads one file: answers what its reader found, and ends. */
const { shape, text } = workerData as ReadingTask;
const reader = FILE_READERS.find(each => each.shape === shape);
if (reader === undefined) throw new Error(`There is no reader for ${shape}.`);
parentPort?.postMessage(await reader.read(text));
