import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import type { AskedCommand, AskedOutcome } from '../../shared/host/asked.ts';
import { HostError } from '../../shared/host/wire.ts';
import { runAsked } from '../../shared/library/runAsked.ts';
import { loadTokens } from '../lib/instanceTokens.ts';
import { nodeDisk } from '../lib/nodeDisk.ts';
import { loopbackFile, preparePaths, type Paths } from '../paths.ts';
import { findInstance, type Instance } from '../services/commands/askInstance.ts';
import { createDumpsService, type DumpsService } from '../services/dumps.ts';
import { FilesLibrary } from '../services/library/filesLibrary.ts';
import { LibraryFiles, type OpenedFiles } from '../services/library/libraryFiles.ts';
import { COMMAND_KIND } from '../services/library/lockFile.ts';
import { readMarker } from '../services/library/marker.ts';
import { placeIn } from '../services/library/place.ts';
import { createPacer } from '../services/library/slices.ts';
import { lostChanges } from '../services/library/trouble.ts';
import { CliFailure, EXIT } from './failure.ts';
import { note } from './output.ts';
import { chosenFolder, noLibrary } from './readLibrary.ts';
import { noSuchPaper } from './papers.ts';
import type { CliContext } from './spec.ts';

/** How long a command waits for another one, or for an app that is just starting or ending. */
const PATIENCE_MS = 10_000;
const RETRY_MS = 50;
/** So many changes, or characters of them, are worth a snapshot: what is read next need not replay them. */
const MANY_CHANGES = 200;
const MUCH_LENGTH = 4 * 1024 * 1024;

/** Somebody who changes the library: this process, or the app that has it open. */
export interface Writer {
  readonly dumps: DumpsService;
  /** Resolves when it is done and on the disk. Throws `CliFailure` when it was refused. */
  run(command: AskedCommand): Promise<AskedOutcome & { readonly kind: 'done' }>;
}

/**
 * Works with the right to change the library: that of the app when one has it open, else with the writer's lock. With
 * `makes` a library is made where there is none. Throws `CliFailure` with `EXIT.inUse` when somebody writes who can't be
 * asked.
 */
export async function withWriter<T>(
  context: CliContext,
  library: 'makes' | 'must be there',
  work: (writer: Writer) => Promise<T>,
): Promise<T> {
  if (library === 'must be there') await assertLibrary(chosenFolder(context));
  const paths = preparePaths(context.data, context.dataVariable);
  const dumps = createDumpsService({ dumpsFolder: () => paths.dumps });
  const { instance: secret } = await loadTokens(loopbackFile(paths.data));
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const instance = await findInstance(paths.data, secret);
    if (instance !== undefined) return byInstance(instance, dumps, work);
    const own = createFiles(paths, context);
    const opened = await openedOrBeingMade(own.files, paths.data);
    const holder = opened === 'beingMade' ? OTHER_COMMAND : opened.holder;
    if (opened !== 'beingMade' && holder === undefined) {
      return byOwnHand(own, opened, dumps, paths.data, work);
    }
    await own.files.close();
    if (holder?.kind === 'machine' || performance.now() > deadline) throw inUse(holder?.name ?? '');
    await wait(RETRY_MS);
  }
}

const OTHER_COMMAND = { kind: 'process', name: 'another start of Pandect' } as const;

/** A library that somebody is just making can't be opened yet. */
async function openedOrBeingMade(files: LibraryFiles, folder: string): Promise<OpenedFiles | 'beingMade'> {
  try {
    return await files.open('open');
  } catch (error) {
    if (error instanceof HostError && error.code === 'notFound') return 'beingMade';
    await files.close();
    throw inWords(error, folder);
  }
}

async function byInstance<T>(
  instance: Instance,
  dumps: DumpsService,
  work: (writer: Writer) => Promise<T>,
): Promise<T> {
  try {
    return await work({ dumps, run: async command => done(await instance.ask(command)) });
  } finally {
    instance.close();
  }
}

interface OwnFiles {
  readonly tell: (message: string) => void;
  readonly files: LibraryFiles;
  /** For the citation keys of new papers, where the user chose one. */
  readonly keyPattern: string | undefined;
  /** Characters of the changes that were written. */
  readonly written: () => number;
}

function createFiles(paths: Paths, context: CliContext): OwnFiles {
  let length = 0;
  const { device, keyPattern } = paths.settings;
  const tell = (message: string): void => note(context, `pandect: ${message}`);
  const tellFinding = ({ message }: { readonly message: string }): void => tell(message);
  const files = new LibraryFiles({
    place: placeIn(nodeDisk, paths, tellFinding),
    device,
    owner: { device, machine: hostname(), kind: COMMAND_KIND, clock: Date.now },
    now: Date.now,
    tell: tellFinding,
    onWritten: (_, more) => (length += more),
  });
  return { files, keyPattern, tell, written: () => length };
}

async function byOwnHand<T>(
  { files, keyPattern, tell, written }: OwnFiles,
  opened: OpenedFiles,
  dumps: DumpsService,
  folder: string,
  work: (writer: Writer) => Promise<T>,
): Promise<T> {
  const wasClean = opened.lastEnd !== 'unclean';
  for (const { message } of opened.findings) tell(message);
  try {
    if (opened.damaged) throw lostChanges(folder);
    await files.begin();
    const held = new FilesLibrary({
      whole: await files.whole(),
      now: Date.now,
      append: changes => files.append(changes),
    });
    const call = ((name: 'dumps.reread' | 'dumps.listings', args: never) =>
      dumps.handlers[name](args)) as Parameters<typeof runAsked>[1]['call'];
    const result = await work({
      dumps,
      run: async command =>
        done(
          await runAsked(command, {
            library: held,
            call,
            keepLibrary: async () => void (await files.makeSnapshot('import').catch(() => undefined)),
            now: Date.now,
            keyPattern,
            newId: randomUUID,
            pace: createPacer(),
          }),
        ),
    });
    if (files.unsnapshotted >= MANY_CHANGES || written() >= MUCH_LENGTH) {
      await files.makeSnapshot('changes').catch(() => undefined);
    }
    return result;
  } catch (error) {
    throw inWords(error, folder);
  } finally {
    // A page that ended badly still has to be looked at closely.
    if (wasClean) await files.end();
    await files.close();
  }
}

/** Throws what was refused. */
function done(outcome: AskedOutcome): AskedOutcome & { readonly kind: 'done' } {
  if (outcome.kind === 'done') return outcome;
  if (outcome.kind === 'noSuchPaper') throw noSuchPaper(outcome.names);
  throw new CliFailure(EXIT.failed, outcome.message);
}

async function assertLibrary(folder: string): Promise<void> {
  const marker = await readMarker(nodeDisk, folder).catch(() => 'damaged' as const);
  if (marker === 'none') throw noLibrary(folder);
}

function inUse(holder: string): CliFailure {
  return new CliFailure(
    EXIT.inUse,
    `The library is in use by ${holder}, which can't be asked to do this. Nothing was changed. Close it, or do it there, and run the command again.`,
  );
}

/** What the disk's errors mean here: there is no window that keeps what was not written. */
function inWords(error: unknown, folder: string): unknown {
  if (!(error instanceof HostError)) return error;
  const kept = 'What was saved before is whole; the rest was not done.';
  switch (error.code) {
    case 'diskFull':
      return new HostError(
        error.code,
        `The disk that holds ${folder} is full. ${kept} Make room and run the command again.`,
      );
    case 'readOnly':
      return new HostError(
        error.code,
        `${folder} can't be written to. ${kept} Allow writing there and run the command again.`,
      );
    case 'notWritten':
      return new HostError(
        error.code,
        `The disk did not take what was written to ${folder}. ${kept} Check the disk and run the command again.`,
      );
    case 'vanished':
      return new HostError(
        error.code,
        `The library’s files are no longer in ${folder}. ${kept} Connect the drive or put the folder back, and run the command again.`,
      );
    case 'notTheWriter':
      return new HostError(
        error.code,
        `Somebody else took the library over meanwhile. ${kept} Look at the library, then run the command again.`,
      );
    default:
      return error;
  }
}
