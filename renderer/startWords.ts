import type { Holder } from '../shared/host/libraryApi.ts';
import type { Progress } from './data/copyRows.ts';
import type { OlderCopy } from './data/olderCopies.ts';

/** What a page says before, or instead of, the window. */

/** A long part of the start. */
export function progressTitle(what: Progress['what']): string {
  const titles = {
    comparing: 'Comparing the library with its files',
    reading: 'Reading the library from its files',
    catchingUp: 'Bringing in the latest changes',
    writing: 'Writing the library into files',
  };
  return titles[what];
}

export const PROGRESS_TEXT = 'This takes a moment and happens only now and then. Nothing is lost.';

/** Somebody else has the right to write. */
export function heldTitle({ name }: Holder): string {
  return `Your library is open in ${name}`;
}

export function heldText({ kind, canTakeOver }: Holder): string {
  const one = 'Only one window at a time works with the library, so that nothing gets lost.';
  if (canTakeOver)
    return `${one} The other one stops when you go on here. You can also only look at it here.`;
  const remedy = kind === 'machine' ? 'Close Pandect there' : 'Close the other one';
  return `${one} ${remedy} to work with it here, or only look at it.`;
}

/** The folder is empty, but the browser holds the copy of another library. */
export function olderText({ papers, at }: OlderCopy): string {
  const day =
    at === undefined
      ? ''
      : `, last changed on ${new Date(at).toLocaleDateString('en', { dateStyle: 'long' })}`;
  return (
    `This browser holds a copy of a library whose files are not in this folder: ${papers.toLocaleString('en')} ` +
    `${papers === 1 ? 'paper' : 'papers'}${day}. It can be written into this folder. If its files are elsewhere, start ` +
    'Pandect with that folder instead.'
  );
}
