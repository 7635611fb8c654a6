import type { SessionId, Timestamp } from '../../../shared/domain/ids.ts';
import type { Holder } from '../../../shared/host/libraryApi.ts';
import { HostError } from '../../../shared/host/wire.ts';

/** How long the page that writes may take to finish when another takes over. */
const FINISH_MS = 5_000;
/** How long a page may be gone before its right is free: longer than its event stream takes to come back. */
const GONE_MS = 1_500;
/** How long a page that asks waits for one that is just going, as in a reload. */
const GOING_MS = 1_000;
/** A page whose event stream never came counts as there for so long after it was last heard of. */
const SILENT_MS = 15_000;

/** What a page was given. */
export type Granted =
  | { readonly access: 'write'; /** How the page before it ended. */ readonly lastEnd: 'clean' | 'unclean' }
  | { readonly access: 'read' }
  | { readonly access: 'held'; readonly holder: Holder };

/** How sessions are told of each other, and by what time. */
export interface SessionOptions {
  /** Where a host has one window, its newest page is the one that writes. */
  readonly pages: 'one' | 'many';
  readonly now: () => Timestamp;
  /** Asks the page that writes to finish. */
  readonly askToFinish: (session: SessionId) => void;
  /** Told when no page is left that was ever heard of. */
  readonly onLast?: () => void;
}

/** The right to write the library, which one page of this host has at a time. */
export interface Sessions {
  /** Answers when it is decided, which may take some seconds. `before` is how the last page of a former run ended. */
  open(
    session: SessionId,
    access: 'write' | 'takeOver' | 'read',
    before: () => 'clean' | 'unclean',
  ): Promise<Granted>;
  /** Throws `notTheWriter` unless the page has the right, or nobody has it and the page never lost it to another. */
  assertWriter(session: SessionId): void;
  /** The page has let go, with nothing left to write. True when it had the right. */
  close(session: SessionId, how?: 'clean' | 'unclean'): boolean;
  /** The page's event stream is open, or is no more. */
  here(session: SessionId): void;
  gone(session: SessionId): void;
  /** All pages are gone at once, as a window with its page. */
  allGone(): void;
  /** The page that writes, if there is one. */
  holder(): Holder | undefined;
  /** Its session, unless it seems to be gone. */
  writer(): SessionId | undefined;
  stop(): void;
}

interface Writer {
  readonly session: SessionId;
  readonly since: Timestamp;
  heard: Timestamp;
}

export function createSessions(options: SessionOptions): Sessions {
  const { now } = options;
  const streams = new Map<SessionId, number>();
  const known = new Set<SessionId>();
  /** Pages that another took over from. */
  const lost = new Set<SessionId>();
  /** Pages that asked for no more than to read. */
  const lookers = new Set<SessionId>();
  const waiting = new Set<() => void>();
  const timers = new Map<SessionId, NodeJS.Timeout>();
  const silences = new Map<SessionId, NodeJS.Timeout>();
  let writer: Writer | undefined;
  let end: 'clean' | 'unclean' | undefined;

  const free = (how: 'clean' | 'unclean') => {
    writer = undefined;
    end = how;
    for (const wake of [...waiting]) wake();
  };
  const endSilence = (session: SessionId) => {
    clearTimeout(silences.get(session));
    silences.delete(session);
  };
  const forget = (session: SessionId) => {
    clearTimeout(timers.get(session));
    timers.delete(session);
    endSilence(session);
    known.delete(session);
    if (writer?.session === session) free('unclean');
    if (known.size === 0) options.onLast?.();
  };
  /** A page whose event stream never comes is no reason to hold anything for it; its right stays until another asks. */
  const listenFor = (session: SessionId) => {
    endSilence(session);
    if (options.pages === 'one' || streams.has(session)) return;
    const listen = () => {
      const heard = writer?.session === session ? writer.heard : -Infinity;
      if (now() - heard <= SILENT_MS) return listenFor(session);
      endSilence(session);
      known.delete(session);
      if (known.size === 0) options.onLast?.();
    };
    silences.set(session, setTimeout(listen, SILENT_MS));
  };
  /** Waits until nobody has the right, at most so long. */
  const untilFree = async (patienceMs: number): Promise<void> => {
    if (writer === undefined) return;
    await new Promise<void>(resolve => {
      const wake = () => {
        clearTimeout(timer);
        waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, patienceMs);
      waiting.add(wake);
    });
  };
  /** A page of which no stream is open any more, or ever was, is perhaps no more. One window has none, and tells its end. */
  const seemsGone = ({ session, heard }: Writer) =>
    options.pages === 'many' &&
    (streams.get(session) ?? 0) === 0 &&
    (timers.has(session) || now() - heard > SILENT_MS);
  const take = (session: SessionId, before: () => 'clean' | 'unclean'): Granted => {
    const lastEnd = end ?? before();
    lost.delete(session);
    known.add(session);
    writer = { session, since: now(), heard: now() };
    end = undefined;
    return { access: 'write', lastEnd };
  };

  return {
    async open(session, access, before) {
      known.add(session);
      listenFor(session);
      if (access === 'read') {
        lookers.add(session);
        return { access: 'read' };
      }
      lookers.delete(session);
      if (writer !== undefined && writer.session !== session) {
        const old = writer;
        if (options.pages === 'one') {
          lost.add(old.session);
          forget(old.session);
        } else if (access === 'takeOver') {
          options.askToFinish(old.session);
          await untilFree(FINISH_MS);
          lost.add(old.session);
          // Nobody else may have come in between: who waited longest is asked first.
          if (writer?.session === old.session) free('unclean');
        } else {
          await untilFree(seemsGone(old) ? GONE_MS : GOING_MS);
          if (writer !== undefined && seemsGone(writer)) forget(writer.session);
        }
      }
      if (writer !== undefined && writer.session !== session) {
        return { access: 'held', holder: otherPage(writer.since) };
      }
      return writer === undefined ? take(session, before) : { access: 'write', lastEnd: 'unclean' };
    },
    assertWriter(session) {
      if (writer?.session === session) {
        writer.heard = now();
        return;
      }
      // The host was started again, or thought the page was gone: what it has to say still follows on the last change.
      if (writer === undefined && !lost.has(session) && !lookers.has(session)) {
        take(session, () => 'unclean');
        return;
      }
      throw new HostError(
        'notTheWriter',
        'Another tab or window has taken over this library, so this page can’t save any more. What was saved before stays. Go on in the other one, or reload this page.',
      );
    },
    close(session, how = 'clean') {
      const had = writer?.session === session;
      if (had) free(how);
      forget(session);
      return had;
    },
    here(session) {
      known.add(session);
      endSilence(session);
      clearTimeout(timers.get(session));
      timers.delete(session);
      streams.set(session, (streams.get(session) ?? 0) + 1);
    },
    gone(session) {
      const left = (streams.get(session) ?? 1) - 1;
      if (left > 0) return void streams.set(session, left);
      streams.delete(session);
      if (!known.has(session)) return;
      clearTimeout(timers.get(session));
      timers.set(
        session,
        setTimeout(() => forget(session), GONE_MS),
      );
    },
    allGone() {
      for (const session of [...known]) {
        streams.delete(session);
        forget(session);
      }
    },
    holder: () => writer && otherPage(writer.since),
    writer: () => (writer === undefined || seemsGone(writer) ? undefined : writer.session),
    stop() {
      for (const timer of [...timers.values(), ...silences.values()]) clearTimeout(timer);
      timers.clear();
      silences.clear();
      for (const wake of [...waiting]) wake();
    },
  };
}

function otherPage(since: Timestamp): Holder {
  return { kind: 'window', name: 'another tab or window', since, canTakeOver: true };
}
