import { HostError } from '../../../shared/host/wire.ts';

/** Somebody else's process has the data folder. */
export function notTheWriter(holder: string): HostError {
  return new HostError(
    'notTheWriter',
    `The library is now written by ${holder}, so this page can’t save any more. What was saved before stays. Go on there, or close it and reload this page.`,
  );
}

/** Nobody has asked to write the library, so the lock was not taken. */
export function onlyLooking(): HostError {
  return new HostError(
    'notTheWriter',
    'Pandect only looks at this library at the moment, so nothing was written. What was saved before stays. Reload the page to open the library for writing, then try again.',
  );
}

/** This start of Pandect ends: a page that is still there goes on with the next one. */
export function ending(): HostError {
  return new HostError(
    'connectionLost',
    'Pandect is just ending, so nothing more is written. What was saved before is safe. Start Pandect again; this page then carries on.',
  );
}

/** Changes that don't follow on the last one in the files. */
export function outOfOrder(last: number, first: number): HostError {
  return new HostError(
    'outOfOrder',
    `The page sent change ${first}, but the last one in the files is ${last}. Nothing was written. Reload the page; it then compares itself with the files.`,
  );
}

/** A change whose number another one has, which this page does not know. */
export function writtenElsewhere(seq: number): HostError {
  return new HostError(
    'outOfOrder',
    `The library was changed elsewhere since this page last saved: the files hold another change ${seq}. Nothing of this page was written. Reload the page to see the library as it is now.`,
  );
}

/** The files hold less than was told before: a snapshot or journal was damaged while Pandect ran. */
export function filesDamaged(folder: string): HostError {
  return new HostError(
    'damagedBackup',
    `The library’s files in ${folder} were damaged since Pandect started. Nothing was deleted. Keep this window open: what it shows is whole. Save a backup from it, then start Pandect again.`,
  );
}

/** A window may hold what damage took from the files: nothing is added to them before it was asked. */
export function lostChanges(folder: string): HostError {
  return new HostError(
    'damagedBackup',
    `Damage took changes from the library’s files in ${folder}; a window may still hold them. Nothing was changed. Open the app first, which brings back what can be brought back, and run the command again.`,
  );
}

/** The journal was pruned since a page last followed it. */
export function notReached(): HostError {
  return new HostError(
    'notFound',
    'The journal no longer reaches back that far. Nothing was changed. The page fetches the whole library instead.',
  );
}

/** A page wants its rows to replace files that need no replacing. */
export function notAdopted(): HostError {
  return new HostError(
    'outOfOrder',
    'The library’s files are whole, so what this page holds did not replace them. Nothing was written. Reload the page.',
  );
}

export function notThatPortion(): HostError {
  return new HostError(
    'notFound',
    'There is no such portion of what is brought back. Nothing was changed. Try again.',
  );
}

export function notRemoved(): HostError {
  return new HostError(
    'badArguments',
    'The newest snapshot is the one your library stands on, so it was kept. Make another one first.',
  );
}
