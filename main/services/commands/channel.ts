import { chmodSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import * as v from 'valibot';
import { askedCommand, type AskedCommand, type AskedOutcome } from '../../../shared/host/asked.ts';
import { HostError, type Reply } from '../../../shared/host/wire.ts';
import { createGreetings, greeting, type Greetings } from '../../lib/instanceProof.ts';
import { commandAddresses } from './address.ts';
import { readLines, sendLine } from './lines.ts';
import { GREETING_MS, MAX_COMMAND_BYTES, MAX_GREETING_BYTES, originOf, provedCommand } from './protocol.ts';

/** More connections than this are not held at a time. */
const MOST_CONNECTIONS = 32;

/** A place where commands are taken. */
export interface CommandChannel {
  readonly address: string;
  close(): Promise<void>;
}

/**
 * Takes commands for the library of a data folder, whose writer's lock must be held: whatever lies at the address is then
 * left over. Undefined where no socket can be made. Nothing is done for anybody who has not proved to know the secret.
 */
export async function openChannel(
  dataFolder: string,
  secret: string,
  answer: (command: AskedCommand) => Promise<AskedOutcome>,
): Promise<CommandChannel | undefined> {
  for (const address of commandAddresses(dataFolder)) {
    const greetings = createGreetings(secret, () => originOf(address));
    const open = new Set<Socket>();
    const server = createServer(socket => {
      open.add(socket);
      socket.on('close', () => open.delete(socket)).on('error', () => socket.destroy());
      void converse(socket, greetings, answer).finally(() => socket.end());
    });
    server.maxConnections = MOST_CONNECTIONS;
    server.unref();
    if (!(await listen(server, address))) continue;
    return {
      address,
      close: () =>
        new Promise(done => {
          server.close(() => done());
          for (const socket of open) socket.destroy();
        }),
    };
  }
  return undefined;
}

async function listen(server: Server, address: string): Promise<boolean> {
  const isFile = process.platform !== 'win32';
  try {
    if (isFile) await rm(address, { force: true });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      listenPrivately(server, address, resolve);
    });
    server.on('error', () => undefined);
    if (isFile) chmodSync(address, 0o600);
    return true;
  } catch {
    server.close();
    return false;
  }
}

/** The socket is made before `listen` returns, so nothing else is made with this mask. */
function listenPrivately(server: Server, address: string, listening: () => void): void {
  const before = process.umask(0o177);
  try {
    server.listen(address, listening);
  } finally {
    process.umask(before);
  }
}

async function converse(
  socket: Socket,
  greetings: Greetings,
  answer: (command: AskedCommand) => Promise<AskedOutcome>,
): Promise<void> {
  try {
    const lines = readLines(socket);
    const hello = v.parse(greeting, parsed(await lines.next(MAX_GREETING_BYTES, GREETING_MS)));
    sendLine(socket, greetings.greet(hello.hello));
    const said = v.parse(provedCommand, parsed(await lines.next(MAX_COMMAND_BYTES, GREETING_MS)));
    const { command, ...proved } = said;
    if (!greetings.accept({ ...proved, paths: [command] })) return;
    sendLine(socket, await replyTo(command, answer));
  } catch {
    // Somebody who speaks otherwise, or nothing: hung up on.
  }
}

async function replyTo(
  command: string,
  answer: (command: AskedCommand) => Promise<AskedOutcome>,
): Promise<Reply<AskedOutcome>> {
  const checked = v.safeParse(askedCommand, parsed(command));
  if (!checked.success) {
    const message =
      'The app is another version of Pandect and did not understand the command. Nothing was changed. Use the command line of the version that runs.';
    return { ok: false, error: { code: 'badArguments', message } };
  }
  try {
    return { ok: true, value: await answer(checked.output) };
  } catch (error) {
    if (error instanceof HostError) return { ok: false, error: { code: error.code, message: error.message } };
    const why = error instanceof Error ? error.message : String(error);
    const message = `Something went wrong inside Pandect (${why}). What was saved before stays. Look at the library, then try again.`;
    return { ok: false, error: { code: 'internal', message } };
  }
}

function parsed(line: string | undefined): unknown {
  return line === undefined ? undefined : JSON.parse(line);
}
