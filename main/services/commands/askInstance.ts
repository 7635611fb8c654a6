import { connect, type Socket } from 'node:net';
import * as v from 'valibot';
import { askedOutcome, type AskedCommand, type AskedOutcome } from '../../../shared/host/asked.ts';
import { HostError, type ErrorCode } from '../../../shared/host/wire.ts';
import { greeted, newNonce, proofOf } from '../../lib/instanceProof.ts';
import { sameSecret } from '../../lib/instanceTokens.ts';
import { commandAddresses } from './address.ts';
import { readLines, sendLine, type LineReader } from './lines.ts';
import { commandProof, GREETING_MS, MAX_ANSWER_BYTES, MAX_GREETING_BYTES, originOf } from './protocol.ts';

const failedReply = v.object({
  ok: v.literal(false),
  error: v.object({ code: v.string(), message: v.string() }),
});
const doneReply = v.object({ ok: v.literal(true), value: askedOutcome });

/** Somebody who takes commands for a data folder and has proved to know its secret. */
export interface Instance {
  /** Rejects with `HostError` when it can't do it. */
  ask(command: AskedCommand): Promise<AskedOutcome>;
  close(): void;
}

/** Finds whoever takes commands for a data folder. Undefined when nobody does, or somebody who can't prove it. */
export async function findInstance(dataFolder: string, secret: string): Promise<Instance | undefined> {
  for (const address of commandAddresses(dataFolder)) {
    const socket = await connected(address);
    if (socket === undefined) continue;
    const instance = await greet(socket, address, secret).catch(() => undefined);
    if (instance !== undefined) return instance;
    socket.destroy();
  }
  return undefined;
}

function connected(address: string): Promise<Socket | undefined> {
  return new Promise(resolve => {
    const socket = connect(address);
    socket.once('connect', () => resolve(socket));
    socket.on('error', () => {
      socket.destroy();
      resolve(undefined);
    });
  });
}

async function greet(socket: Socket, address: string, secret: string): Promise<Instance | undefined> {
  const lines = readLines(socket);
  const hello = newNonce();
  sendLine(socket, { hello });
  const { nonce, proof } = v.parse(greeted, await nextJson(lines, MAX_GREETING_BYTES, GREETING_MS));
  const expected = proofOf(secret, 'instance', { hello, nonce, origin: originOf(address) });
  if (!sameSecret(proof, expected)) return undefined;
  return {
    async ask(asked) {
      const command = JSON.stringify(asked);
      sendLine(socket, {
        hello,
        nonce,
        proof: commandProof(secret, { hello, nonce, command, address }),
        command,
      });
      const reply = await nextJson(lines, MAX_ANSWER_BYTES, Infinity).catch(() => undefined);
      const failed = v.safeParse(failedReply, reply);
      if (failed.success) {
        const { code, message } = failed.output.error;
        throw new HostError(code as ErrorCode, message);
      }
      const done = v.safeParse(doneReply, reply);
      if (!done.success) throw noAnswer();
      return done.output.value;
    },
    close: () => void socket.destroy(),
  };
}

async function nextJson(lines: LineReader, limit: number, patienceMs: number): Promise<unknown> {
  const line = await lines.next(limit, patienceMs);
  return line === undefined ? undefined : JSON.parse(line);
}

function noAnswer(): HostError {
  return new HostError(
    'connectionLost',
    'The app ended before it answered. What it had saved by then is in the library. Look at the library, then run the command again.',
  );
}
