/**
 * A process for tests of the writer's lock: takes the lock of the folder named first, at a moment after the line `go` came
 * in, prints one line of JSON with the answer, and holds on until it is killed, or lets go at the line `release`.
 */
import { createInterface } from 'node:readline';
import type { DeviceId } from '../../shared/domain/ids.ts';
import { nodeDisk } from '../../main/lib/nodeDisk.ts';
import { acquireWriterLock } from '../../main/services/library/writerLock.ts';

const [folder = '', device = 'd'.repeat(32), machine = 'desk', access = 'open'] = process.argv.slice(2);
const owner = { device: device as DeviceId, machine, kind: 'loopback', clock: Date.now };

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
process.stdout.write('ready\n');
await lines.next();
const answer = await acquireWriterLock(nodeDisk, folder, owner, access === 'takeOver' ? 'takeOver' : 'open');
process.stdout.write(`${JSON.stringify(answer)}\n`);
await lines.next();
if (answer.kind === 'acquired') await answer.lock.release();
process.exit(0);
