import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dropFiles, expect, pasteText, test } from '../support/app.ts';
import { inventedDumps, realDumps, whyNoRealDumps } from '../support/dumps.ts';
import { dailyDump, inventLibrary, inventPapers } from '../support/inventedDumps.ts';
import { filePapers, PAPER_FILES } from '../support/paperFiles.ts';
import { PandectWindow } from './pages/window.ts';

test.describe('importing', () => {
  test('the five real dumps give 290 papers, new in file order 119, 53, 78, 21, 19', async ({ page }) => {
    test.skip(whyNoRealDumps() !== undefined, whyNoRealDumps() ?? '');
    const window = new PandectWindow(page);
    for (const [at, fresh] of [119, 53, 78, 21, 19].entries()) {
      const dump = (await realDumps())[at];
      if (!dump) throw new Error('a dump is missing');
      await window.importFiles([dump]);
      await expect(window.sheet.getByRole('button', { name: `Show ${fresh} new` }).first()).toBeVisible();
      await window.closeSheet();
    }
    await window.expectCount('All papers', 290);
    await window.expectCount('Unread', 290);
  });

  test('many files at once are one import, and importing again adds nothing and says so', async ({
    page,
  }) => {
    const window = new PandectWindow(page);
    await window.importFiles(inventedDumps());
    await expect(window.sheet).toContainText('290 papers, 290 new');
    await window.closeSheet();
    await window.expectCount('All papers', 290);
    await window.importFiles(inventedDumps().slice(0, 1));
    await expect(window.sheet).toContainText('nothing added');
    await window.closeSheet();
    await window.expectCount('All papers', 290);
  });

  test('the new papers are one click away', async ({ page }) => {
    const window = new PandectWindow(page);
    await window.importFiles(inventedDumps().slice(0, 2));
    await window.sheet
      .getByRole('listitem')
      .filter({ hasText: 'operator learning' })
      .getByRole('button', { name: 'Show 53 new' })
      .click();
    await expect(window.sheet).toBeHidden();
    await expect(page.getByRole('button', { name: '53 new', pressed: true })).toBeVisible();
  });

  test('undo import takes back what it brought and keeps what other digests and notes hold', async ({
    page,
  }) => {
    const window = new PandectWindow(page);
    await window.importFiles(inventedDumps().slice(0, 1));
    await window.closeSheet();
    await window.importFiles(inventedDumps().slice(1, 2));
    await window.sheet.getByRole('button', { name: 'Show 53 new' }).first().click();
    await window.rows.first().click();
    await window.press('s');
    await window.expectCount('Starred', 1);
    await page.getByRole('navigation', { name: 'Library' }).waitFor();
    await window.press('ControlOrMeta+k');
    await page.keyboard.type('import report');
    await window.press('Enter');
    await window.sheet.getByRole('button', { name: 'Undo import' }).click();
    await window.closeSheet();
    await window.expectCount('All papers', 120);
    await window.expectCount('Starred', 1);
  });

  test('an import of a hundred files that is cancelled leaves whole digests, and one undo takes them back', async ({
    page,
  }) => {
    const window = new PandectWindow(page);
    const before = 30;
    await window.importFiles(inventLibrary(before, 5).map(({ name, text }) => ({ name, content: text })));
    await window.closeSheet();
    await window.expectCount('All papers', before);

    const perFile = 120;
    const files = inventLibrary(100 * perFile, 23, perFile).map(({ name, text }) => ({
      name,
      mimeType: 'text/plain',
      buffer: Buffer.from(text),
    }));
    await page.getByLabel('Dumps to import', { exact: true }).setInputFiles(files);
    await expect(window.sheet).toContainText(/(?:[1-9]|\d\d) of 100 done/u);
    await window.sheet.getByRole('button', { name: 'Cancel' }).click();
    await window.expectReport();

    const digests = await window.sheet.getByRole('list', { name: 'Digests' }).getByRole('listitem').count();
    expect(digests).toBeGreaterThan(0);
    expect(digests).toBeLessThan(100);
    const fresh = (digests * perFile).toLocaleString('en');
    await expect(window.sheet).toContainText(`${fresh} papers, ${fresh} new`);
    await expect(window.sheet).toContainText(`You cancelled before ${100 - digests} dump`);
    await window.closeSheet();
    await window.expectCount('All papers', before + digests * perFile);
    await page.reload();
    await window.expectCount('All papers', before + digests * perFile);
    await window.press('z');
    await window.expectCount('All papers', before);
  });

  test('a drop imports files', async ({ page }) => {
    const window = new PandectWindow(page);
    await expect(page.getByRole('button', { name: /Import dumps/u }).first()).toBeVisible();
    await dropFiles(page, inventedDumps().slice(3, 5));
    await window.expectReport();
    await expect(window.sheet).toContainText('59 papers, 59 new');
  });

  test('pasted text is imported', async ({ page }) => {
    const window = new PandectWindow(page);
    await expect(page.getByRole('button', { name: /Import dumps/u }).first()).toBeVisible();
    await pasteText(page, dailyDump(inventPapers(6, 99), 'May 2', 'plain'));
    await window.expectReport();
    await expect(window.sheet).toContainText('6 papers, 6 new');
  });

  test('a second start hands its files over', async ({ app, page }) => {
    const window = new PandectWindow(page);
    await expect(page.getByRole('button', { name: /Import dumps/u }).first()).toBeVisible();
    const folder = await mkdtemp(join(tmpdir(), 'pandect-hand-over-'));
    try {
      const path = join(folder, 'later.txt');
      await writeFile(path, dailyDump(inventPapers(4, 5), 'May 3', 'plain'));
      await app.startAgain([path]);
      await window.expectReport();
      await expect(window.sheet).toContainText('4 papers, 4 new');
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  test('files that hold no papers are named with the reason, and the good one among them is imported', async ({
    page,
  }) => {
    const window = new PandectWindow(page);
    await window.importFiles([
      { name: 'empty.txt', content: '' },
      { name: 'picture.txt', content: Uint8Array.from({ length: 4_000 }, (_, at) => (at * 37) % 251) },
      { name: 'story.txt', content: 'Once upon a time there was a harbour.\n'.repeat(40) },
      {
        name: 'untitled.txt',
        content:
          'Submitted by\n\nsomebody\n\nnew\n\nGet trending papers in your email inbox!\n\nSubscribeSubmitted by\n\nsomebody else\n',
      },
      ...inventedDumps().slice(4, 5),
    ]);
    const failures = window.sheet.getByRole('region', { name: 'Not imported' });
    for (const name of ['empty.txt', 'picture.txt', 'story.txt', 'untitled.txt'])
      await expect(failures).toContainText(name);
    await expect(window.sheet).toContainText('32 papers, 32 new');
    await window.closeSheet();
    await window.expectCount('All papers', 32);
  });

  for (const [shape, kind, name] of [
    ['saved-page', 'Saved page', 'Daily Papers.html'],
    ['mail', 'Mail', 'digest.eml'],
    ['feed', 'Feed', 'cs.LG.xml'],
    ['papers-json', 'Papers as JSON', 'daily_papers.json'],
    ['arxiv-mail', 'arXiv listing', 'listing.txt'],
  ] as const) {
    test(`a file of the kind “${kind}” is imported, and again adds nothing`, async ({ page }) => {
      const window = new PandectWindow(page);
      const file = { name, content: PAPER_FILES[shape](filePapers(['fog', 'tides', 'moons'])) };
      await window.importFiles([file]);
      await expect(window.sheet).toContainText('3 papers, 3 new');
      await expect(window.sheet).toContainText(kind);
      await window.closeSheet();
      await window.rows.first().click();
      await expect(window.paper).toContainText('what is written on harbour walls');
      await window.importFiles([file]);
      await expect(window.sheet).toContainText('nothing added');
      await window.closeSheet();
      await window.expectCount('All papers', 3);
    });
  }

  test('the same paper in two kinds of files is one', async ({ page }) => {
    const window = new PandectWindow(page);
    const papers = filePapers(['fog', 'tides', 'moons']);
    await window.importFiles([
      { name: 'a.html', content: PAPER_FILES['saved-page'](papers) },
      {
        name: 'b.xml',
        content: PAPER_FILES.feed(papers.map(paper => ({ ...paper, title: `${paper.title} (v2)` }))),
      },
    ]);
    await expect(window.sheet).toContainText('3 papers, 3 new');
    await window.closeSheet();
    await window.expectCount('All papers', 3);
  });

  test('a page and a mail without papers say what they are, and a broken entry has its line', async ({
    page,
  }) => {
    const window = new PandectWindow(page);
    const json = PAPER_FILES['papers-json'](filePapers(['fog', 'tides']));
    await window.importFiles([
      { name: 'weather.html', content: '<!doctype html><html><body><h1>Weather</h1></body></html>' },
      {
        name: 'letter.eml',
        content: 'From: a@example.org\r\nTo: b@example.org\r\nSubject: x\r\n\r\nDear Ada',
      },
      { name: 'cut.json', content: json.slice(0, -40) },
    ]);
    const failures = window.sheet.getByRole('region', { name: 'Not imported' });
    await expect(failures).toContainText('it is a web page, but none of Hugging Face Papers');
    await expect(failures).toContainText('it is a mail without a digest');
    await expect(window.sheet).toContainText('1 paper, 1 new');
    await window.sheet.getByText('1 line not understood').click();
    await expect(window.sheet).toContainText('Its JSON breaks off.');
  });

  test('lines that were not understood are shown with their numbers', async ({ page }) => {
    const window = new PandectWindow(page);
    const good = dailyDump(inventPapers(5, 3), 'May 4', ['  • 3 authors\n·\nMar 13']);
    // A byline and a date whose paper is missing.
    const torn = good.replace('May 4\n\n', 'May 4\n\n  • 9 authors\n·\nMar 14\n\n');
    await window.importFiles([{ name: 'torn.txt', content: torn }]);
    await expect(window.sheet).toContainText('5 papers, 5 new');
    const lines = window.sheet.getByText(/line.* not understood/u);
    await lines.click();
    await expect(window.sheet.getByText(/^Line \d+$/u).first()).toBeVisible();
  });
});

test.describe('a start with files', () => {
  const folder = join(tmpdir(), `pandect-start-${process.pid}`);
  test.use({ startPaths: [join(folder, 'named.txt')] });
  test.beforeAll(async () => {
    const { mkdir } = await import('node:fs/promises');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'named.txt'), dailyDump(inventPapers(3, 8), 'May 5', 'plain'));
  });
  test.afterAll(() => rm(folder, { recursive: true, force: true }));

  test('files named on the command line are imported', async ({ page }) => {
    const window = new PandectWindow(page);
    await window.expectReport();
    await expect(window.sheet).toContainText('3 papers, 3 new');
  });
});
