import { papersJson } from './papersJson.ts';
import type { FileReader } from './types.ts';

/** The first that fits reads a file; a file that fits none is taken for a text dump. */
export const FILE_READERS: readonly FileReader[] = [papersJson];
