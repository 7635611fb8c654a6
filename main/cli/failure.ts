import { HostError, type ErrorCode } from '../../shared/host/wire.ts';
import { CommandRefused } from '../../shared/library/refused.ts';

/** The exit statuses, as the help lists them. */
export const EXIT = { done: 0, failed: 1, usage: 2, notFound: 3, inUse: 4 } as const;
export type ExitStatus = (typeof EXIT)[keyof typeof EXIT];

/** Ends a command; the message says what happened, what was kept and what to do. */
export class CliFailure extends Error {
  constructor(
    readonly status: ExitStatus,
    message: string,
  ) {
    super(message);
    this.name = 'CliFailure';
  }
}

/** A command line that was not understood: nothing was done. */
export class UsageError extends CliFailure {
  constructor(what: string) {
    super(EXIT.usage, what);
    this.name = 'UsageError';
  }
}

/** The exit status of an error, and what is said of it. */
export function statusOf(error: unknown): { readonly status: ExitStatus; readonly message: string } {
  if (error instanceof CliFailure) return { status: error.status, message: error.message };
  if (error instanceof HostError) return { status: statusOfCode(error.code), message: error.message };
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof CommandRefused) {
    return { status: EXIT.failed, message: `${message} Your library is as it was. Change the command.` };
  }
  return {
    status: EXIT.failed,
    message: `This did not work: ${message}. What was saved before stays. Try again.`,
  };
}

function statusOfCode(code: ErrorCode): ExitStatus {
  if (code === 'notFound' || code === 'vanished') return EXIT.notFound;
  return code === 'notTheWriter' ? EXIT.inUse : EXIT.failed;
}
