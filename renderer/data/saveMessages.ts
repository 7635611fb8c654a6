/** What is said while the disk takes its time. */
export const SLOW =
  'The disk has not answered for some seconds. Everything saved before is safe, what you do now is kept in memory, and it ' +
  'is saved as soon as the disk answers.';

/** The host answered, but took nothing. */
export const NOT_TAKEN =
  'The library’s files did not take what you did. It is kept in memory and tried again. If this stays, restart Pandect.';

/** Why this page may no longer write. Everything it had is on the disk. */
export const TAKEN_OVER =
  'Another window works with the library now, so nothing more is saved here. Everything you did here before is safe. ' +
  'Reload this page to go on here.';

/** Why no command is taken any more. */
export const NOT_HELD =
  'This window no longer holds the library, so nothing was changed. Go on in the other window, or reload this page to use ' +
  'the library here.';

/** Why a step can't be undone or redone now. */
export const STEP_UNREADABLE =
  'What was done before this window was opened can’t be read back at the moment, so nothing was changed. Try again in a ' +
  'moment, or look for it among the snapshots.';

/** What a page holds was not written before it had to stop. */
export class NotKept extends Error {
  constructor(changes: number) {
    super(
      `${changes === 1 ? 'One change' : `${changes.toLocaleString('en')} changes`} made here could not be saved before ` +
        'another window took over the library. What you see here is kept only while this window stays open: export what ' +
        'you need before you close it. Everything saved before is safe.',
    );
    this.name = 'NotKept';
  }
}

/** Why no command is taken in a snapshot. */
export const ONLY_A_COPY =
  'This is a snapshot, which can only be looked at, so nothing was changed. Go back to now, or restore from it.';

/** Why no command is taken while somebody else writes. */
export const ONLY_LOOKING =
  'The library is only being looked at here, as it is open elsewhere, so nothing was changed. Use it here to change it.';
