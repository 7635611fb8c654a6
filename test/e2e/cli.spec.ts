import { execFile } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from '../support/app.ts';
import { inventedDumps } from '../support/dumps.ts';
import { dailyDump, inventPapers } from '../support/inventedDumps.ts';
import { PandectWindow } from './pages/window.ts';

const program = fileURLToPath(new URL('../../dist/main/cli.mjs', import.meta.url));

/** Runs the command line beside the running app; gives its output. */
async function pandect(data: string, ...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [program, ...args, '--data', data]);
  return stdout;
}

test.describe('the command line beside the window', () => {
  test('brings in papers that the window shows at once, and takes back', async ({ app, page }) => {
    const window = new PandectWindow(page);
    await window.importFiles(inventedDumps().slice(3, 4));
    await window.closeSheet();
    const before = JSON.parse(await pandect(app.data, 'stats', '--json')) as { papers: number };
    const dump = join(tmpdir(), `pandect-cli-${Date.now()}.txt`);
    await writeFile(dump, dailyDump(inventPapers(4, 99), 'Jun 2', 'plain'));
    const report = JSON.parse(await pandect(app.data, 'import', dump, '--json')) as { new: number };
    await rm(dump);
    expect(report.new).toBe(4);
    await window.expectCount('All papers', before.papers + 4);
    await expect(page.getByText(/Imported 1 dump: 4 papers, 4 new/u)).toBeVisible();
    await page.keyboard.press('z');
    await window.expectCount('All papers', before.papers);
    expect(JSON.parse(await pandect(app.data, 'stats', '--json'))).toMatchObject({ papers: before.papers });
  });

  test('marks papers and writes notes in the open library, and both see all of it', async ({ app, page }) => {
    const window = new PandectWindow(page);
    await window.importFiles(inventedDumps().slice(3, 4));
    await window.closeSheet();
    const keys = (await pandect(app.data, 'list', '--keys', '--reverse')).trim().split('\n');
    const [one = '', two = ''] = keys;
    await pandect(app.data, 'mark', one, two, 'read', 'starred');
    await window.expectCount('Read', 2);
    await window.expectCount('Starred', 2);
    await pandect(app.data, 'note', one, 'Seen from the command line');
    const shown = JSON.parse(await pandect(app.data, 'show', one, '--json')) as object;
    expect(shown).toMatchObject({
      status: 'read',
      starred: true,
      note: { text: 'Seen from the command line' },
    });
    await page.reload();
    await window.expectCount('Read', 2);
    await window.expectCount('All papers', keys.length);
  });
});
