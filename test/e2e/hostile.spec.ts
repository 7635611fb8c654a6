import type { Page } from '@playwright/test';
import { dropFiles, expect, test } from '../support/app.ts';
import type { App } from '../support/app.ts';
import { hostileFiles, hostileNames, hostilePage, refusedFiles } from '../support/hostileDumps.ts';
import { CLOBBERED_NAMES, FETCHED_FROM, PAYLOADS } from '../support/hostilePayloads.ts';
import { setTrap, watchPage } from '../support/hostileTrap.ts';
import type { Trap } from '../support/hostileTrap.ts';
import { backupOfRows, hostileRows } from '../support/hostileBackup.ts';
import { dailyDump, inventPapers } from '../support/inventedDumps.ts';
import { SnapshotsSheet } from './pages/snapshots.ts';
import { PandectWindow } from './pages/window.ts';

const ABSTRACT =
  'We study what is written on quiet harbour walls, and show that it is text, whatever it says.';

// A trace keeps a picture of the page for every key, and there are thousands.
test.use({ trace: 'off' });
// Half a minute where nothing else runs.
test.describe.configure({ timeout: 150_000 });

const TEXTS = PAYLOADS.map(({ text }) => text);
test('there are more than 200 payloads, all different', () => {
  expect(new Set(TEXTS).size).toBeGreaterThan(200);
  expect(new Set(TEXTS).size).toBe(TEXTS.length);
});

test('payloads do harm where they are taken for markup, and the trap sees it', async ({
  context,
  page,
  app,
}) => {
  const bare = await context.newPage();
  const asked = new Set<string>();
  bare.on('request', request => asked.add(request.url()));
  await bare.route('**/*', route =>
    route.request().isNavigationRequest() && route.request().frame() === bare.mainFrame()
      ? route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>No policy at all</title>' })
      : route.abort(),
  );
  await bare.goto(`http://${FETCHED_FROM}/`);
  await bare.evaluate(watchPage, CLOBBERED_NAMES);
  // Two of them leave the page for good.
  const staying = TEXTS.filter(text => !text.includes('http-equiv'));
  expect(await bare.evaluate(showUnsafely, staying)).toBeGreaterThan(150);
  const ran = () =>
    bare.evaluate(() =>
      (Reflect.get(globalThis, 'trap') as { caught: string[] }).caught.filter(line => line.startsWith('ran')),
    );
  await expect.poll(async () => (await ran()).length).toBeGreaterThan(25);
  await expect.poll(() => asked.size).toBeGreaterThan(25);
  await bare.close();

  // The same in the program's page: the policy holds, and the trap tells that it had to.
  const trap = await trapIn(page, app);
  await page.evaluate(showUnsafely, [
    '<img src=x onerror=__ran=1>',
    '<a id=location href="javascript:1">x</a>',
  ]);
  await expect
    .poll(trap.caught)
    .toEqual(
      expect.arrayContaining([
        'made <img>',
        'made <img onerror>',
        'made <a id="location">',
        'made <a href="javascript:1">',
        expect.stringMatching(/^the policy stopped script-src-attr/u),
      ]),
    );
  expect(await trap.caught()).not.toContain('ran payload 1');
});

test('hostile dumps are shown as text in every view, run nothing and fetch nothing', async ({
  page,
  app,
}) => {
  const window = new PandectWindow(page);
  const trap = await trapIn(page, app);
  await dropFiles(page, [hostilePage(), ...hostileFiles(), ...refusedFiles()]);
  await window.expectReport();
  await expect(window.sheet).toContainText('could not be imported');
  await expect(window.sheet).toContainText('<img src=x onerror=__ran=-1>');
  expect(await trap.caught()).toEqual([]);
  await window.closeSheet();

  // The list, and every paper in the pane with its abstract and history; then the raw text of each.
  await window.press('g', 'l');
  await window.rows.first().click();
  const titles = await page.evaluate(walkThrough, []);
  expect(titles.length).toBeGreaterThan(PAYLOADS.length);
  expect(titles.some(title => title.includes('<script>'))).toBe(true);
  await window.press('w', 'Home');
  await page.evaluate(walkThrough, []);
  expect(await trap.caught()).toEqual([]);

  // The sidebar's digests, the whole view as BibTeX, a paper's menu, the last report.
  await window.press('Shift+e');
  await expect(window.sheet).toContainText('as BibTeX');
  await window.press('Escape');
  await window.rows.first().click({ button: 'right' });
  await window.press('Escape');
  await byName(window, 'last import report');
  await window.expectReport();
  await window.closeSheet();
  await byName(window, 'Remove from the library');
  await window.press('z', 'Shift+z', 'z');
  expect(await trap.caught()).toEqual([]);
});

test('hostile names, notes, tags, searches and keys are shown as text wherever they are typed', async ({
  page,
  app,
}) => {
  const window = new PandectWindow(page);
  const trap = await trapIn(page, app);
  const type = (text: string) => page.keyboard.insertText(text);
  const papers = TEXTS.map((_, at) => ({ title: `Writing ${at} on Harbour Walls`, abstract: ABSTRACT }));
  await window.importFiles([{ name: 'plain.txt', content: dailyDump(papers, 'May 7', 'plain') }]);
  await window.closeSheet();
  await window.press('g', 'l', 'Home');
  await window.rows.first().click();
  await page.evaluate(walkThrough, TEXTS);
  await window.press('Home', 'j');
  await expect(window.paper.getByRole('region', { name: 'Note' })).toContainText(TEXTS[0] ?? '');
  expect(await trap.caught()).toEqual([]);

  const names = hostileNames();
  for (const key of ['t', 'l']) {
    await window.press(key);
    await typeEach(window, names, 'Enter');
    await window.press('Escape');
  }
  expect(await trap.caught()).toEqual([]);
  for (const [at, name] of names.entries()) {
    await window.press('/', 'ControlOrMeta+a');
    await type(name);
    if (at % 4 === 0) await window.press('ControlOrMeta+s', 'Enter');
  }
  await window.press('Escape', 'Escape', 'g', 'l');
  for (const section of ['Tags', 'Collections', 'Saved searches']) {
    await expect(window.sidebar.getByRole('region', { name: section })).toContainText(names[0] ?? '');
  }
  expect(await trap.caught()).toEqual([]);
  await window.press('Home');
  await byName(window, 'Edit the citation key');
  await typeEach(window, TEXTS, 'nothing');
  await window.press('Enter', 'Escape');
  await window.press('ControlOrMeta+k');
  await typeEach(window, TEXTS, 'nothing');
  await window.press('Escape', 'g', 'd');
  for (const name of names.slice(0, 5)) {
    await byName(window, 'Rename the digest');
    await window.press('ControlOrMeta+a');
    await type(name);
    await window.press('Enter');
  }
  expect(await trap.caught()).toEqual([]);
});

test('a hostile backup is shown as text: as a snapshot, compared, opened, and restored', async ({
  page,
  app,
}) => {
  test.skip(app.host === 'electron', 'Electron shows the system’s dialogs, which no test can answer');
  const window = new PandectWindow(page);
  const sheet = new SnapshotsSheet(window);
  const trap = await trapIn(page, app);
  await window.importFiles([{ name: 'plain.txt', content: dailyDump(inventPapers(3), 'May 7', 'plain') }]);
  await window.closeSheet();
  await window.expectSaved();
  const name = '<img src=x onerror=__ran=-2> \u202e.jsonl.gz';
  await sheet.bringIn({ name, bytes: Buffer.from(backupOfRows(hostileRows())) });
  await expect(window.sheet.getByText(/^The backup is under “Set aside”/u)).toBeVisible();
  await expect(window.sheet).toContainText('<img src=x onerror=__ran=-2>');
  await expect(sheet.since).toContainText('papers');
  expect(await trap.caught()).toEqual([]);

  await window.sheet.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Back to now' })).toBeVisible();
  await window.expectCount('All papers', TEXTS.length);
  await window.press('g', 'l');
  await window.rows.first().click();
  expect((await page.evaluate(walkThrough, [])).length).toBeGreaterThan(TEXTS.length / 2);
  expect(await trap.caught()).toEqual([]);
  await page.getByRole('button', { name: 'Back to now' }).click();

  await sheet.open();
  await sheet.choose(/onerror/u);
  await window.sheet.getByRole('button', { name: 'Restore the whole library' }).click();
  await window.expectCount('All papers', TEXTS.length);
  for (const section of ['Tags', 'Collections', 'Saved searches', 'Digests']) {
    await expect(window.sidebar.getByRole('region', { name: section })).toContainText('<script>');
  }
  await window.press('g', 'l', 'Home', 'Shift+e');
  await expect(window.sheet).toContainText('BibTeX');
  await window.press('Escape');
  await page.reload();
  await window.expectCount('All papers', TEXTS.length);
  const again = await trapIn(page, app);
  await window.press('g', 'l', 'Home', 'j', 'k');
  expect([...(await again.caught())]).toEqual([]);
});

async function trapIn(page: Page, app: App): Promise<Trap> {
  await expect(page.locator('#root')).not.toBeEmpty();
  const own = app.host === 'electron' ? 'pandect://app/' : `${new URL(app.address).origin}/`;
  return setTrap(page, url => url.startsWith(own) || /^(?:blob|data):/u.test(url));
}

/** Types every text into the field of the dialog, each in the place of the one before, and presses a key behind it. */
async function typeEach(
  window: PandectWindow,
  texts: readonly string[],
  key: 'Enter' | 'nothing',
): Promise<void> {
  const field = window.sheet.locator('input');
  await expect(field).toBeFocused();
  await field.evaluate(
    async (input, given) => {
      const setValue = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
      for (const text of given.texts) {
        setValue?.call(input, text);
        input.dispatchEvent(new InputEvent('input', { bubbles: true }));
        await new Promise(resolve => setTimeout(resolve));
        if (given.key === 'nothing') continue;
        input.dispatchEvent(
          new KeyboardEvent('keydown', { key: given.key, bubbles: true, cancelable: true }),
        );
        await new Promise(resolve => setTimeout(resolve));
      }
    },
    { texts, key },
  );
}

/** Runs an action through the palette. */
async function byName(window: PandectWindow, name: string): Promise<void> {
  await window.press('ControlOrMeta+k');
  await window.page.keyboard.insertText(name);
  await window.press('Enter');
}

/**
 * Runs in the page: goes down the list to its end, looks at each paper, writes the note that is for it, and returns the
 * different titles that the pane showed.
 */
async function walkThrough(notes: readonly string[]): Promise<readonly string[]> {
  const press = (key: string) => {
    const target = document.activeElement ?? document.body;
    target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  };
  const turn = () => new Promise(resolve => setTimeout(resolve));
  const paperInPane = () => document.querySelector('article h1')?.textContent ?? '';
  const setValue = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set;
  const titles = new Set<string>();
  const rest = notes[Symbol.iterator]();
  for (let still = 0; still < 3;) {
    const before = document.querySelector('[role=option][data-focused]')?.id;
    const shown = paperInPane();
    press('j');
    for (let turns = 0; turns < 30 && paperInPane() === shown; turns += 1) await turn();
    titles.add(paperInPane());
    still = document.querySelector('[role=option][data-focused]')?.id === before ? still + 1 : 0;
    const note = rest.next();
    if (note.done === true) continue;
    press('n');
    for (let turns = 0; turns < 30 && document.activeElement?.tagName !== 'TEXTAREA'; turns += 1)
      await turn();
    setValue?.call(document.activeElement, note.value);
    document.activeElement?.dispatchEvent(new InputEvent('input', { bubbles: true }));
    press('Escape');
    await turn();
  }
  return [...titles];
}

/** Runs in a page that is watched: shows each text as markup, and returns how many of them made what no text makes. */
async function showUnsafely(texts: readonly string[]): Promise<number> {
  const { caught } = Reflect.get(globalThis, 'trap') as { caught: string[] };
  // Some of the texts put elements in the place of these names.
  const { body } = document;
  const make = document.createElement.bind(document);
  const all: string[] = [];
  let harmful = 0;
  for (const text of texts) {
    const holder = make('div');
    holder.innerHTML = text;
    body.append(holder);
    // The observer has its turn at the end of this one.
    await Promise.resolve();
    harmful += caught.length > 0 ? 1 : 0;
    all.push(...caught.splice(0));
  }
  caught.push(...new Set(all));
  return harmful;
}
