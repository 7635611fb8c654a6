/** Every way a call can fail. The page picks its words and its remedies by code, never by message. */
export type ErrorCode =
  | 'badArguments'
  | 'unknownCall'
  | 'unsupported'
  | 'notFound'
  | 'unreadable'
  | 'empty'
  | 'binary'
  | 'tooLarge'
  | 'pageWithoutTitles'
  | 'notADigest'
  | 'noDumpsInFolder'
  | 'diskFull'
  | 'readOnly'
  | 'notWritten'
  | 'vanished'
  | 'notTheWriter'
  | 'outOfOrder'
  | 'newerLibrary'
  | 'notABackup'
  | 'newerBackup'
  | 'damagedBackup'
  | 'folderInUse'
  | 'lookUpOff'
  | 'cancelled'
  | 'connectionLost'
  | 'internal';

/** An error that crosses between page and host: `message` says what happened, what was kept, and what to do. */
export interface WireError {
  readonly code: ErrorCode;
  readonly message: string;
}

/** What every call answers across the boundary. */
export type Reply<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: WireError };

/** Thrown inside a process; becomes a `WireError` at the boundary and is thrown again, as itself, on the other side. */
export class HostError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
  ) {
    super(message);
    this.name = 'HostError';
  }
}
