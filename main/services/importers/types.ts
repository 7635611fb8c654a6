import type { FileShape, ParsedDump } from '../../../shared/digest-format/types.ts';

/**
 * Reads one kind of file that papers come in. Pure: a kept dump is read again by the same reader. Runs in a thread of its
 * own, under a limit of time and memory, so a reader may take its time but must not rely on state.
 */
export interface FileReader {
  readonly shape: FileShape;
  /**
   * By content alone; looks at a bounded part of the text (`opening`), so that a wrong guess is cheap: this is asked
   * outside the thread.
   */
  readonly fits: (text: string) => boolean;
  /**
   * Everything of the file that are papers, the rest as not understood with line and reason. Throws for nothing that a file
   * can hold.
   */
  readonly read: (text: string) => ParsedDump | Promise<ParsedDump>;
}

/** What the thread is given: a text, and which reader is to read it. */
export interface ReadingTask {
  readonly shape: FileShape;
  readonly text: string;
}
