import type { DigestId, PaperId } from '../../shared/domain/ids.ts';
import type { LibraryCommand } from '../../shared/library/command.ts';
import { describeCommand } from '../../shared/library/describe.ts';
import type { Patch } from '../../shared/library/patch.ts';
import { planCommand } from '../../shared/library/planCommand.ts';
import type { Library, OnPart, Receipt } from '../data/types.ts';
import { yieldToPage } from '../data/yieldToPage.ts';

/** Papers changed at a time: some 15 ms of work, after which the window paints. */
export const PAPERS_PER_PART = 4_000;

/** What a command on some papers is. */
export type CommandOf = (papers: readonly PaperId[]) => LibraryCommand;

/**
 * Runs a command on very many papers, part by part; the window paints in between, and all parts are one step of undo.
 * Ends early where the user takes back what is done so far. `onPart` is told how many papers are through. Gives back the
 * receipt of the last part. Throws as `Library.run` does.
 */
export async function runInParts(
  library: Library,
  papers: readonly PaperId[],
  commandOf: CommandOf,
  onPart: (done: number) => void = () => undefined,
): Promise<Receipt | undefined> {
  const group = crypto.randomUUID();
  const planned: Patch[] = [];
  let receipt: Receipt | undefined;
  for (let from = 0; from < papers.length; from += PAPERS_PER_PART) {
    const wasUndone = receipt?.changed === true && library.history.redo === receipt.label;
    if (wasUndone) return undefined;
    const command = commandOf(papers.slice(from, from + PAPERS_PER_PART));
    planned.push(...planCommand(library.state, command));
    const groupLabel = describeCommand(command, library.state, planned);
    const part = library.run(command, { group, groupLabel });
    if (part.changed || receipt === undefined) receipt = { ...part, label: groupLabel };
    onPart(Math.min(papers.length, from + PAPERS_PER_PART));
    await yieldToPage();
  }
  return receipt;
}

/**
 * Takes digests out of the library, some thousand papers at a time and each whole; all of it is one step of undo. Gives back
 * the receipt of the last part, undefined when there was none. Throws as `Library.run` does.
 */
export async function removeDigestsInParts(
  library: Library,
  digests: readonly DigestId[],
  onPart: OnPart = () => undefined,
): Promise<Receipt | undefined> {
  const group = crypto.randomUUID();
  const groupLabel = describeCommand({ name: 'removeDigests', digests }, library.state, []);
  let receipt: Receipt | undefined;
  for (let from = 0; from < digests.length;) {
    const wasUndone = receipt?.changed === true && library.history.redo === groupLabel;
    if (wasUndone) return undefined;
    const to = endOfPart(library, digests, from);
    receipt = library.run({ name: 'removeDigests', digests: digests.slice(from, to) }, { group, groupLabel });
    onPart(to, digests.length);
    from = to;
    await yieldToPage();
  }
  return receipt && { ...receipt, label: groupLabel };
}

/** At least one digest, and no more than have some thousand papers together. */
function endOfPart({ state }: Library, digests: readonly DigestId[], from: number): number {
  let papers = 0;
  let to = from;
  while (to < digests.length) {
    papers += state.digests.get(digests[to]!)?.listingCount ?? 0;
    if (papers > PAPERS_PER_PART && to > from) break;
    to += 1;
  }
  return to;
}
