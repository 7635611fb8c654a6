import { randomBytes } from 'node:crypto';
import type { SessionId } from '../../../shared/domain/ids.ts';
import type { HostHandlers } from '../../../shared/host/api.ts';
import type { AskedCommand, AskedOutcome } from '../../../shared/host/asked.ts';
import { HostError } from '../../../shared/host/wire.ts';
import { createLane } from '../../lib/lane.ts';
import { openChannel, type CommandChannel } from './channel.ts';

/** How long the page that writes may take to begin: longer than its event stream takes to come back. */
const TAKE_MS = 10_000;
/** How often it is told again, and looked after. */
const TELL_MS = 500;
/** How long the end of the program waits for a command that is under way. */
const FINISH_MS = 3_000;

export interface CommandsOptions {
  /** Keys of the data folder. */
  readonly secret: () => Promise<string>;
  /** The page that has the right to write, if there is one. */
  readonly writingPage: () => SessionId | undefined;
  /** Tells that page that there is a command to take. */
  readonly tellPage: (session: SessionId) => void;
  /** Does it without a page. */
  readonly runHere: (command: AskedCommand) => Promise<AskedOutcome>;
}

/** Commands of the command line, done by whoever writes the library: the page, or the host where there is none. */
export interface CommandsService {
  readonly handlers: Pick<HostHandlers, 'commands.take' | 'commands.answer'>;
  /** The library of this folder is ours to write: its commands are taken then, those of another no more. Never rejects. */
  listen(dataFolder: string): Promise<void>;
  close(): Promise<void>;
}

/** A command on its way to a page. */
interface Pending {
  readonly id: string;
  readonly session: SessionId;
  readonly command: AskedCommand;
  isTaken: boolean;
  readonly resolve: (outcome: AskedOutcome) => void;
}

export function createCommandsService(options: CommandsOptions): CommandsService {
  const { writingPage, tellPage, runHere, secret } = options;
  const commands = createLane();
  const channels = createLane();
  let channel: CommandChannel | undefined;
  let folder: string | undefined;
  let pending: Pending | undefined;

  const askPage = async (session: SessionId, command: AskedCommand): Promise<AskedOutcome> => {
    let look: NodeJS.Timeout | undefined;
    try {
      return await new Promise<AskedOutcome>((resolve, reject) => {
        const asked: Pending = {
          id: randomBytes(16).toString('hex'),
          session,
          command,
          isTaken: false,
          resolve,
        };
        pending = asked;
        const begun = performance.now();
        tellPage(session);
        look = setInterval(() => {
          if (writingPage() !== session) reject(asked.isTaken ? pageGone() : pageChanged());
          else if (asked.isTaken) return;
          else if (performance.now() - begun > TAKE_MS) reject(pageSilent());
          else tellPage(session);
        }, TELL_MS);
      });
    } finally {
      clearInterval(look);
      pending = undefined;
    }
  };

  const answer = (command: AskedCommand): Promise<AskedOutcome> =>
    commands(() => {
      const session = writingPage();
      return session === undefined ? runHere(command) : askPage(session, command);
    });

  return {
    handlers: {
      'commands.take': async ({ session }) => {
        if (pending === undefined || pending.isTaken || pending.session !== session) return null;
        pending.isTaken = true;
        return { id: pending.id, command: pending.command };
      },
      'commands.answer': async ({ session, id, outcome }) => {
        if (pending?.id === id && pending.session === session) pending.resolve(outcome);
        return null;
      },
    },
    async listen(dataFolder) {
      if (folder === dataFolder) return;
      folder = dataFolder;
      await channels(async () => {
        await channel?.close();
        channel = await openChannel(dataFolder, await secret(), answer);
      }).catch(() => {
        // Without its keys or a socket the app works on; the command line says that the library is in use.
        folder = undefined;
      });
    },
    async close() {
      await channels(async () => undefined);
      const done = commands(async () => undefined);
      let timer: NodeJS.Timeout | undefined;
      await Promise.race([done, new Promise(resolve => (timer = setTimeout(resolve, FINISH_MS)))]);
      clearTimeout(timer);
      await channel?.close();
      channel = undefined;
    },
  };
}

function pageSilent(): HostError {
  return new HostError(
    'notTheWriter',
    'The window that has the library open did not answer. Nothing was changed. Look at that window, or close it, and run the command again.',
  );
}

function pageChanged(): HostError {
  return new HostError(
    'notTheWriter',
    'The window that had the library open was just closed. Nothing was changed. Run the command again.',
  );
}

function pageGone(): HostError {
  return new HostError(
    'connectionLost',
    'The window that did this was closed before it was done. What it had saved by then is in the library. Look at the library, then run the command again.',
  );
}
