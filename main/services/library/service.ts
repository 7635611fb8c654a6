import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import type { ParsedListing } from '../../../shared/digest-format/types.ts';
import type { SessionId, SnapshotId } from '../../../shared/domain/ids.ts';
import type { HostEvent, HostHandlers } from '../../../shared/host/api.ts';
import type { Finding, LibraryResults, OpenedLibrary } from '../../../shared/host/libraryApi.ts';
import type { SnapshotReason } from '../../../shared/library/snapshot.ts';
import type { Change } from '../../../shared/library/change.ts';
import type { DigestSource } from '../../../shared/library/sentChange.ts';
import { atMost } from '../../lib/atMost.ts';
import type { Disk } from '../../lib/disk.ts';
import { nodeDisk } from '../../lib/nodeDisk.ts';
import type { Paths } from '../../paths.ts';
import type { Shell } from '../../shell.ts';
import { createBackupCalls } from './backupCalls.ts';
import { createCopies, type CopiedState } from './copies.ts';
import { createFolderCalls } from './folderCalls.ts';
import { FilesLibrary } from './filesLibrary.ts';
import { LibraryFiles, type OpenedFiles } from './libraryFiles.ts';
import type { FilesAccess } from './opening.ts';
import { placeIn } from './place.ts';
import { timeOf } from './progress.ts';
import type { LibraryPlace } from './reading.ts';
import { createSessions } from './sessions.ts';
import { readGiven } from './readGiven.ts';
import { createSnapshotCalls } from './snapshotCalls.ts';
import { createTriggers } from './triggers.ts';
import { lostChanges, notTheWriter } from './trouble.ts';
import type { LibraryFolders } from './types.ts';

/** How long the program may take to end for its last snapshot. */
const LAST_SNAPSHOT_MS = 5_000;
/** How long a page waits for a command that writes the library, and how often it looks. */
const COMMAND_MS = 10_000;
const RETRY_MS = 50;
/** The newest snapshot is read back when the start is over. */
const VERIFY_AFTER_MS = 5_000;

/** Only a page that is to write makes this process ask for the lock. */
const FILES_ACCESS = { write: 'open', takeOver: 'takeOver', read: 'look' } as const;

export interface LibraryServiceOptions {
  readonly shell: Shell;
  readonly paths: Paths;
  /** The system's own unless a test gives another. */
  readonly disk?: Disk;
  readonly now?: () => number;
  /** The listings of a digest that was read. Rejects when they are not there any more. */
  readonly listingsOf: (source: DigestSource) => Promise<readonly ParsedListing[]>;
  /** Told of the folder whose library this process writes, whenever a page opens it. */
  readonly onWriting?: (dataFolder: string) => Promise<void>;
}

/** The calls of the library's files, and what the shell has to tell of its pages. */
export interface LibraryService {
  readonly handlers: Pick<HostHandlers, keyof LibraryResults>;
  /** Where the files are now; they can be moved. */
  readonly folder: () => string;
  readonly dumpsFolder: () => string;
  /** The event stream of a page opened or ended; a page without one is gone after a moment. */
  pageHere(session: string): void;
  pageGone(session: string): void;
  /** The one window is closed. */
  allPagesGone(): void;
  /** The page that has the right to write, if there is one. */
  writingPage(): SessionId | undefined;
  /** Throws `notTheWriter` unless it is the page that has the right to write, or may take it. */
  assertWriter(session: string): void;
  /** Makes a snapshot; that it failed is told, and stops nothing. */
  keep(reason: SnapshotReason): Promise<void>;
  /** Works on the library while no page writes it. Rejects with `notTheWriter` when somebody does. */
  withoutPage<T>(work: (library: FilesLibrary) => Promise<T>): Promise<T>;
  /** Makes the last snapshot, if there is time, and lets go of the files. */
  close(): Promise<void>;
}

export function createLibraryService(options: LibraryServiceOptions): LibraryService {
  const { shell, paths, disk = nodeDisk, now = Date.now } = options;
  const emit = (event: HostEvent): void => shell.emit(event);
  const owner = { device: paths.settings.device, machine: hostname(), kind: shell.kind, clock: now };
  const tell = (finding: Finding): void => emit({ name: 'library.found', data: finding });
  const files = new LibraryFiles({
    place: placeIn(disk, paths, tell),
    device: paths.settings.device,
    owner,
    now,
    tell,
    onWritten: (changes, length) => triggers.written(changes, length),
    onBehind: (changes, length) => triggers.behind(changes, length),
  });
  const triggers = createTriggers(reason => files.makeSnapshot(reason));
  const sessions = createSessions({
    pages: shell.kind === 'electron' ? 'one' : 'many',
    now,
    askToFinish: session => emit({ name: 'library.takenOver', data: { session } }),
    onLast: () => copies.clear(),
  });
  const stateOf = async (of: 'now' | SnapshotId): Promise<CopiedState> => {
    if (of !== 'now') return files.place.store.read(of);
    const { progress, image } = await files.whole();
    return { seq: progress.seq, nextSerial: progress.nextSerial, at: timeOf(progress, now()), image };
  };
  const copies = createCopies(stateOf);
  const backups = createBackupCalls({ shell, files, disk, now });
  const place = (folders: LibraryFolders): LibraryPlace => placeIn(disk, folders, tell);
  const folders = createFolderCalls({ shell, paths, files, disk, owner, placeIn: place, emit });
  let verifying: NodeJS.Timeout | undefined;
  /** Once, when a first page has opened the library. */
  const verifyLater = (): void => {
    verifying ??= setTimeout(() => void files.verifyNewest().catch(() => undefined), VERIFY_AFTER_MS).unref();
  };

  /** Findings given to pages that are to write. One that then writes, or says goodbye, has shown them to the user. */
  const given = new Map<SessionId, readonly Finding[]>();
  const assumeShown = (session: SessionId): void => {
    files.told(given.get(session) ?? []);
    given.delete(session);
  };

  /** Waits for a command of the command line, which is over in a moment. */
  const openInTurn = async (access: FilesAccess): Promise<OpenedFiles> => {
    const deadline = performance.now() + COMMAND_MS;
    for (;;) {
      const opened = await files.open(access);
      if (access === 'look' || opened.holder?.passing !== true || performance.now() > deadline) return opened;
      await wait(RETRY_MS);
    }
  };

  const open = async (session: SessionId, access: 'write' | 'takeOver' | 'read'): Promise<OpenedLibrary> => {
    const opened = await openInTurn(FILES_ACCESS[access]);
    if (access !== 'read' && opened.holder === undefined) await options.onWriting?.(files.place.folders.data);
    verifyLater();
    const answer = openedLibrary(opened, paths);
    if (access === 'read') {
      await sessions.open(session, 'read', () => 'clean');
      const holder = opened.holder ?? sessions.holder();
      return { ...answer, access: 'read', ...(holder && { holder }) };
    }
    if (opened.holder) return { ...answer, access: 'held', holder: opened.holder };
    const before = opened.lastEnd === 'clean' ? 'clean' : 'unclean';
    const granted = await sessions.open(session, access, () => before);
    if (granted.access !== 'write') return { ...answer, ...granted };
    // The page that wrote before may have written more while this one waited for it.
    const latest = await files.open('open');
    await files.begin();
    const lastEnd = latest.lastEnd === 'first' ? 'first' : granted.lastEnd;
    given.set(session, latest.findings);
    return { ...openedLibrary(latest, paths), access: 'write', lastEnd };
  };

  const withoutPage = async <T>(work: (library: FilesLibrary) => Promise<T>): Promise<T> => {
    const opened = await files.open('open');
    if (opened.holder) throw notTheWriter(opened.holder.name);
    if (opened.damaged) throw lostChanges(files.place.folders.data);
    const session = randomBytes(16).toString('hex') as SessionId;
    const before = opened.lastEnd === 'unclean' ? 'unclean' : 'clean';
    const granted = await sessions.open(session, 'write', () => before);
    if (granted.access !== 'write') throw notTheWriter('another window');
    try {
      await files.begin();
      const whole = await files.whole();
      const append = async (changes: readonly Change[]): Promise<number> => {
        sessions.assertWriter(session);
        return files.append(changes);
      };
      return await work(new FilesLibrary({ whole, now, append }));
    } finally {
      // The page after this one looks as closely as it would have.
      const had = sessions.close(session, granted.lastEnd);
      if (had && granted.lastEnd === 'clean') await files.end();
    }
  };

  return {
    writingPage: () => sessions.writer(),
    assertWriter: session => sessions.assertWriter(session as SessionId),
    keep: async reason => {
      await files.makeSnapshot(reason).catch(() => undefined);
    },
    withoutPage,
    folder: () => files.place.folders.data,
    dumpsFolder: () => files.place.folders.dumps,
    pageHere: session => sessions.here(session as SessionId),
    pageGone: session => sessions.gone(session as SessionId),
    allPagesGone: () => sessions.allGone(),
    async close() {
      triggers.stop();
      clearTimeout(verifying);
      sessions.stop();
      if (files.unsnapshotted > 0) await atMost(LAST_SNAPSHOT_MS, files.makeSnapshot('quit'));
      copies.clear();
      await backups.clear();
      await files.close();
    },
    handlers: {
      'library.open': ({ session, access }) => open(session as SessionId, access),
      'library.append': async ({ session, changes }) => {
        const whole = await readGiven(changes, options.listingsOf);
        // In the task in which they get their place among all changes: another page may have taken over meanwhile.
        sessions.assertWriter(session as SessionId);
        const seq = await files.append(whole);
        assumeShown(session as SessionId);
        return { seq };
      },
      'library.records': ({ after }) => files.records(after),
      'library.close': async ({ session, end = 'clean' }) => {
        if (end === 'clean') assumeShown(session as SessionId);
        given.delete(session as SessionId);
        if (sessions.close(session as SessionId, end) && end === 'clean') await files.end();
        return null;
      },
      ...copies.handlers,
      'copies.given': async ({ copy, session, as, seq, nextSerial }) => {
        sessions.assertWriter(session as SessionId);
        const state = { seq, nextSerial, image: copies.take(copy) };
        return as === 'adopted' ? files.adopt(state) : files.putAside(state);
      },
      ...createSnapshotCalls(files, stateOf),
      ...backups.handlers,
      ...folders,
    },
  };
}

function openedLibrary(opened: OpenedFiles, paths: Paths): Omit<OpenedLibrary, 'access'> {
  const { progress, lastEnd, damaged, findings } = opened;
  const { library, seq, counts, nextSerial } = progress;
  return { library, device: paths.settings.device, seq, counts, nextSerial, lastEnd, damaged, findings };
}
