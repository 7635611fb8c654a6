import { connect } from 'node:net';
import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { findInstance } from '../../main/services/commands/askInstance.ts';
import { commandAddresses } from '../../main/services/commands/address.ts';
import type { Disk } from '../../main/lib/disk.ts';
import { nodeDisk } from '../../main/lib/nodeDisk.ts';
import { libraryFolders, preparePaths } from '../../main/paths.ts';
import { LibraryFiles } from '../../main/services/library/libraryFiles.ts';
import { COMMAND_KIND } from '../../main/services/library/lockFile.ts';
import { placeIn } from '../../main/services/library/place.ts';
import type { AskedCommand, AskedOutcome } from '../../shared/host/asked.ts';
import { endHosts, startHost, TestPage, type TestHost } from '../support/libraryHost.ts';
import { runCommand, writeDump } from '../support/runCommand.ts';

afterEach(endHosts);

const TITLES = ['Quiet Lattice Flows', 'Sparse Ledger Networks'];

/** A host whose page was there, and left: it holds the lock. */
async function hostWithoutPage(): Promise<TestHost> {
  const host = startHost();
  const page = new TestPage(host);
  await page.open();
  await page.close();
  return host;
}

function socketOf({ data }: TestHost): string {
  const [address = ''] = commandAddresses(data);
  return address;
}

function secretOf({ data }: TestHost): string {
  return (JSON.parse(readFileSync(join(data, 'loopback.json'), 'utf8')) as { instance: string }).instance;
}

describe('beside an app without a page', () => {
  test('the app itself brings papers in, marks them and writes notes', async () => {
    const host = await hostWithoutPage();
    const dump = writeDump(dirname(host.data), 'may.txt', TITLES);
    const imported = await runCommand(['import', dump, '--data', host.data, '--json']);
    expect(imported.json()).toMatchObject({ papers: 2, new: 2, failed: [] });
    const { out } = await runCommand(['list', '--keys', '--data', host.data]);
    const [key = ''] = out.split('\n');
    expect((await runCommand(['mark', key, 'read', '--data', host.data])).status).toBe(0);
    expect((await runCommand(['note', key, 'Look again', '--data', host.data])).status).toBe(0);
    expect((await runCommand(['mark', 'nobody', 'read', '--data', host.data])).status).toBe(3);
    const shown = await runCommand(['show', key, '--data', host.data, '--json']);
    expect(shown.json()).toMatchObject({ status: 'read', note: { text: 'Look again' } });
    // The next page goes on from there.
    const opened = await new TestPage(host).open();
    expect(opened).toMatchObject({
      access: 'write',
      seq: 3,
      lastEnd: 'clean',
      counts: { papers: 2, notes: 1 },
    });
  });

  test('many commands at once are all done', async () => {
    const host = await hostWithoutPage();
    const dumps = TITLES.map((title, at) => writeDump(dirname(host.data), `${at}.txt`, [title]));
    const ended = await Promise.all(
      dumps.map(async dump => (await runCommand(['import', dump, '--data', host.data])).status),
    );
    expect(ended).toEqual([0, 0]);
    expect((await runCommand(['list', '--json', '--data', host.data])).json()).toMatchObject({ total: 2 });
  });
});

test('a page that opens while a command writes waits for it', async () => {
  let looks = 0;
  const disk: Disk = {
    ...nodeDisk,
    read: path => {
      if (path.endsWith('writer.lock')) looks += 1;
      return nodeDisk.read(path);
    },
  };
  const host = startHost(undefined, { disk });
  const { device } = preparePaths(host.data).settings;
  const command = new LibraryFiles({
    place: placeIn(nodeDisk, libraryFolders(host.data), () => {}),
    device,
    owner: { device, machine: hostname(), kind: COMMAND_KIND, clock: Date.now },
    now: Date.now,
    tell: () => {},
    onWritten: () => {},
  });
  expect((await command.open('open')).holder).toBeUndefined();
  const opening = new TestPage(host).open();
  await expect.poll(() => looks).toBeGreaterThan(4);
  await command.close();
  expect((await opening).access).toBe('write');
});

describe('beside a page that writes the library', () => {
  /** A page that takes commands when it is told to, and answers with `outcome`. */
  function answering(outcome: AskedOutcome) {
    const taken: AskedCommand[] = [];
    const host: TestHost = startHost(undefined, {
      emit: event => {
        if (event.name === 'commands.asked') void take(event.data.session);
      },
    });
    const page = new TestPage(host);
    async function take(session: string) {
      const asked = await host.call('commands.take', { session });
      if (asked === null) return;
      taken.push(asked.command);
      await host.call('commands.answer', { session, id: asked.id, outcome });
    }
    return { host, page, taken };
  }

  test('the page is asked, and what it says is told', async () => {
    const { host, page, taken } = answering({ kind: 'done', label: 'Marked 1 paper as read', changed: true });
    await page.open();
    await page.add(1);
    const { status, out } = await runCommand(['mark', 'aKey', 'read', '--data', host.data]);
    expect([status, out]).toEqual([0, 'Marked 1 paper as read.\n']);
    expect(taken).toEqual([{ name: 'mark', papers: ['aKey'], as: ['read'] }]);
    // The host wrote nothing by itself.
    await page.add(1);
    expect(page.seq).toBe(2);
  });

  test('what the page refuses ends with 1, and a key that it does not know with 3', async () => {
    const refusing = answering({ kind: 'refused', message: 'Not now.' });
    await refusing.page.open();
    const refused = await runCommand(['note', 'aKey', 'text', '--data', refusing.host.data]);
    expect([refused.status, refused.err]).toEqual([1, 'pandect: Not now.\n']);
    const unknowing = answering({ kind: 'noSuchPaper', names: ['aKey'] });
    await unknowing.page.open();
    const unknown = await runCommand(['note', 'aKey', 'text', '--data', unknowing.host.data]);
    expect([unknown.status, unknown.err]).toEqual([3, expect.stringContaining('“aKey”')]);
  });

  test('a page that does not answer is named, and never does it later', { timeout: 40_000 }, async () => {
    const host = startHost();
    const page = new TestPage(host);
    await page.open();
    const { status, err } = await runCommand(['mark', 'aKey', 'read', '--data', host.data]);
    expect([status, err]).toEqual([4, expect.stringContaining('did not answer. Nothing was changed.')]);
    expect(await host.call('commands.take', { session: page.session })).toBeNull();
  });

  test('only the page that writes is given a command', async () => {
    const host = startHost();
    const page = new TestPage(host);
    await page.open();
    const running = runCommand(['mark', 'aKey', 'read', '--data', host.data]);
    await expect.poll(() => host.events.some(({ name }) => name === 'commands.asked')).toBe(true);
    expect(await host.call('commands.take', { session: 'f'.repeat(32) })).toBeNull();
    const asked = await host.call('commands.take', { session: page.session });
    expect(asked?.command.name).toBe('mark');
    await page.close();
    const { status, err } = await running;
    expect([status, err]).toEqual([1, expect.stringContaining('closed before it was done')]);
  });
});

describe('the socket in the data folder', () => {
  test('is for its owner alone, and gone when the app has ended', async () => {
    const host = await hostWithoutPage();
    const path = socketOf(host);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    await host.host.close();
    expect(() => statSync(path)).toThrow(/ENOENT/u);
  });

  test('does nothing for who does not know the secret', async () => {
    const host = await hostWithoutPage();
    expect(await findInstance(host.data, '0'.repeat(64))).toBeUndefined();
    const known = await findInstance(host.data, secretOf(host));
    expect(known).toBeDefined();
    known?.close();
  });

  test.each([
    ['nonsense', 'nonsense\n'],
    ['a command without a proof', '{"name":"mark","papers":["x"],"as":["read"]}\n'],
    ['a line without an end', `{"hello":"${'a'.repeat(4_000)}`],
  ])('hangs up on %s', async (_, sent) => {
    const host = await hostWithoutPage();
    const socket = connect(socketOf(host));
    await once(socket, 'connect');
    let heard = '';
    socket.on('data', chunk => (heard += String(chunk)));
    socket.write(sent);
    await once(socket, 'close');
    expect(heard).toBe('');
  });

  test('takes no command whose words are not the ones that were proved', async () => {
    const host = await hostWithoutPage();
    const socket = connect(socketOf(host));
    await once(socket, 'connect');
    const hello = 'a'.repeat(64);
    socket.write(`${JSON.stringify({ hello })}\n`);
    const [greeting] = (await once(socket, 'data')) as [Buffer];
    const { nonce } = JSON.parse(String(greeting)) as { nonce: string };
    let heard = '';
    socket.on('data', chunk => (heard += String(chunk)));
    const command = JSON.stringify({ name: 'mark', papers: ['x'], as: ['read'] });
    socket.write(`${JSON.stringify({ hello, nonce, proof: 'b'.repeat(64), command })}\n`);
    await once(socket, 'close');
    expect(heard).toBe('');
  });

  test('lies among the temporary files where its path would be too long', () => {
    const addresses = commandAddresses(`/${'long/'.repeat(40)}`);
    expect(addresses).toHaveLength(1);
    expect(addresses[0]?.length).toBeLessThan(108);
  });
});

test('a page that was away while a command wrote does not take its own changes for saved', async () => {
  const host = startHost();
  const page = new TestPage(host);
  await page.open();
  await page.add(1);
  await host.host.close();
  const dump = writeDump(dirname(host.data), 'may.txt', TITLES);
  expect((await runCommand(['import', dump, '--data', host.data])).status).toBe(0);
  const again = Object.assign(new TestPage(startHost(host.data)), { session: page.session, seq: page.seq });
  await expect(again.add(1)).rejects.toMatchObject({ code: 'outOfOrder' });
});
