import type { PaperId } from '../../shared/domain/ids.ts';
import type { LibraryCommand } from '../../shared/library/command.ts';
import { CommandRefused } from '../../shared/library/refused.ts';
import type { Library, OnPart, Receipt } from '../data/types.ts';
import { showToast } from '../session/toast.ts';
import { PAPERS_PER_PART, runInParts, type CommandOf } from './inParts.ts';
import { whyReadOnly } from './readOnly.ts';

/** Runs a command and tells in a toast what it did, or why not. Undefined when it was refused. */
export function runCommand(library: Library, command: LibraryCommand): Receipt | undefined {
  const refusal = whyReadOnly(library.access);
  if (refusal !== undefined) {
    showToast(refusal, { tone: 'error' });
    return undefined;
  }
  try {
    const receipt = library.run(command);
    if (receipt.changed) showToast(receipt.label, { offers: 'undo' });
    watchSaving(receipt);
    return receipt;
  } catch (error) {
    if (!(error instanceof CommandRefused)) throw error;
    showToast(error.message, { tone: 'error' });
    return undefined;
  }
}

/** What is over sooner needs no telling. */
const TOLD_EVERY_MS = 300;

/** Tells in a toast how far something has come, when it takes long. */
export function tellNowAndThen(inWords: (done: number, of: number) => string): OnPart {
  let told = performance.now();
  return (done, of) => {
    if (performance.now() - told < TOLD_EVERY_MS) return;
    told = performance.now();
    showToast(inWords(done, of));
  };
}

/** As `runCommand`, on so many papers that it is told how far it has come. */
export async function runCommandInParts(
  library: Library,
  papers: readonly PaperId[],
  commandOf: CommandOf,
): Promise<Receipt | undefined> {
  const refusal = whyReadOnly(library.access);
  if (refusal !== undefined) {
    showToast(refusal, { tone: 'error' });
    return undefined;
  }
  const total = papers.length.toLocaleString('en');
  const tell = tellNowAndThen(done => `${done.toLocaleString('en')} of ${total} papers are done …`);
  try {
    const receipt = await runInParts(library, papers, commandOf, done => tell(done, papers.length));
    if (receipt?.changed === true) showToast(receipt.label, { offers: 'undo' });
    if (receipt) watchSaving(receipt);
    return receipt;
  } catch (error) {
    if (!(error instanceof CommandRefused)) throw error;
    showToast(error.message, { tone: 'error' });
    return undefined;
  }
}

/** Runs a command on papers: at once, or in parts where they are very many. Tells what it did, or why not. */
export function runOnPapers(library: Library, papers: readonly PaperId[], commandOf: CommandOf): void {
  if (papers.length > PAPERS_PER_PART) void runCommandInParts(library, papers, commandOf);
  else runCommand(library, commandOf(papers));
}

/** A change that could not be written is taken back by the library; here it is said. */
export function watchSaving(receipt: Receipt): void {
  receipt.saved.catch((error: unknown) => showToast(errorText(error), { tone: 'error' }));
}

/** The words of an error for the user. */
export function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
