import { HostError } from '../../../shared/host/wire.ts';

const KEPT = 'What you do is kept in this window and will be written as soon as';

/** Says why changes could not be written. `folder` is the data folder. An error that has its words already keeps them. */
export function notSaved(error: unknown, folder: string): HostError {
  if (error instanceof HostError) return error;
  const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  switch (reason) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new HostError(
        'diskFull',
        `The disk that holds ${folder} is full. ${KEPT} there is room. Make room, and leave this window open until then.`,
      );
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
      return new HostError(
        'readOnly',
        `${folder} can't be written to (${reason}). ${KEPT} it can. Allow writing there, and leave this window open ` +
          'until then.',
      );
    case 'ENOENT':
    case 'ENOTDIR':
    case 'ENODEV':
    case 'ENXIO':
    case 'ENOTCONN':
    case 'ESTALE':
      return vanished(folder);
    default:
      return new HostError(
        'notWritten',
        `The disk did not take what was written to ${folder} (${reason}). ${KEPT} it does. Check the disk, and leave ` +
          'this window open until then.',
      );
  }
}

/** The data folder is not there, or something else stands in its place. */
export function vanished(folder: string): HostError {
  return new HostError(
    'vanished',
    `The library’s files are no longer in ${folder}: the drive may have been removed, or the folder moved. ${KEPT} they ` +
      'are back. Connect the drive or put the folder back, and leave this window open until then.',
  );
}
