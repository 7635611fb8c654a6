import type { PaperId } from '../../../shared/domain/ids.ts';
import { watchSaving } from '../../actions/command.ts';
import type { Library } from '../../data/types.ts';
import { counted } from '../../hooks/counted.ts';
import { yieldToPage } from '../../data/yieldToPage.ts';
import { showToast } from '../../session/toast.ts';

/** Papers of one command; a large library takes many, which are one step of undo. */
const AT_ONCE = 500;

/**
 * Gives the papers keys after the pattern, and says so with an offer to undo. Throws `CommandRefused` when the library
 * takes no changes.
 */
export async function rekey(library: Library, papers: readonly PaperId[], pattern: string): Promise<void> {
  const group = `rekey ${crypto.randomUUID()}`;
  const groupLabel = `Gave ${counted(papers.length, 'paper')} new citation keys`;
  for (let at = 0; at < papers.length; at += AT_ONCE) {
    const portion = papers.slice(at, at + AT_ONCE);
    watchSaving(library.run({ name: 'rekeyPapers', papers: portion, pattern }, { group, groupLabel }));
    await yieldToPage();
  }
  showToast(groupLabel, { offers: 'undo' });
}
