import type { Finding } from '../../shared/host/libraryApi.ts';
import type { RowCounts } from '../../shared/library/change.ts';
import type { OlderCopy } from './olderCopies.ts';

/** What the start found and did, for the user to be told once. What happened, what was kept, what to do. */

const NOTHING_LOST = 'Nothing is lost, and there is nothing to do.';

export function caughtUp(changes: number): Finding {
  return restored(
    `Pandect was not closed properly. ${counted(changes, 'change')} that the window had not kept came back from the library’s files. ${NOTHING_LOST}`,
  );
}

export function rebuilt(why: 'missing' | 'unreadable' | 'differs' | 'behind', counts: RowCounts): Finding {
  const reasons = {
    missing: 'This window held no copy of your library',
    unreadable: 'This window’s copy of your library could not be read',
    differs: 'This window’s copy of your library was damaged',
    behind: 'This window’s copy of your library was old',
  };
  return restored(
    `${reasons[why]}, so it was read again from the library’s files: ${inWords(counts)}. ${NOTHING_LOST}`,
  );
}

export function adopted(counts: RowCounts): Finding {
  return restored(
    `The library’s files had lost changes, which this window still held. They were written into the files again: ${inWords(counts)}. ${NOTHING_LOST}`,
  );
}

/** The browser's database can't be used. */
export function inMemory(counts: RowCounts): Finding {
  return {
    kind: 'unreadable',
    message:
      `This browser could not use its own copy of your library, so the library was read from its files: ${inWords(counts)}. ` +
      'What you do is saved into the files as ever, but what was done before can’t be undone, and each start takes longer. ' +
      'Check that the disk has room, then reload this page.',
  };
}

export function takenIn({ kind, papers }: OlderCopy): Finding {
  return restored(
    kind === 'unfiled'
      ? `Your library is now kept in files of its own: ${counted(papers, 'paper')}. It was taken over from what this browser kept, which was left as it is.`
      : `The library that this browser held was written into this folder: ${counted(papers, 'paper')}. The browser’s own copy was left as it is.`,
  );
}

export function setAside(changes: number): Finding {
  return {
    kind: 'setAside',
    message:
      `This window held ${changes === 0 ? 'rows' : counted(changes, 'change')} that the library’s files don’t have. What it held was set aside as a ` +
      'snapshot, and the window now shows what the files hold. Look into the snapshots if something is missing.',
  };
}

function restored(message: string): Finding {
  return { kind: 'restored', message };
}

function inWords({ papers, notes }: RowCounts): string {
  return notes === 0 ? counted(papers, 'paper') : `${counted(papers, 'paper')}, ${counted(notes, 'note')}`;
}

function counted(number: number, noun: string): string {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
}
