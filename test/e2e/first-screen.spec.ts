import { inventPapers, searchDump } from '../support/inventedDumps.ts';
import { expect, test } from '../support/app.ts';
import { PandectWindow } from './pages/window.ts';

const PAPERS = 80;

test.beforeEach(async ({ app, page }) => {
  test.skip(app.host === 'electron', 'Only the loopback host’s calls can be held up.');
  const window = new PandectWindow(page);
  await window.importFiles([{ name: 'first.txt', content: searchDump(inventPapers(PAPERS)) }]);
  await window.closeSheet();
  await window.expectSaved();
  await page.waitForFunction(() => localStorage.getItem('pandect.picture') !== null);
});

test('the window shows its first papers and counts before the library is opened', async ({ page }) => {
  const window = new PandectWindow(page);
  const before = await window.rows.first().innerText();
  const opening = await holdOpening(page);
  await page.reload();
  await expect(window.rows.first()).toHaveText(before, { useInnerText: true });
  await expect(window.rows.first()).toHaveAttribute('aria-setsize', String(PAPERS));
  await window.expectCount('Unread', PAPERS);
  await expect(page.locator('html')).not.toHaveAttribute('data-saved-seq');
  opening.letGo();
  await window.expectSaved();
  await expect(window.rows.first()).toHaveText(before, { useInnerText: true });
});

test('keys pressed before the library is opened count as soon as it is', async ({ page }) => {
  const window = new PandectWindow(page);
  const opening = await holdOpening(page);
  await page.reload();
  await expect(window.rows.first()).toBeVisible();
  await window.press('j', 's', 'g', 's');
  await expect(window.list).toHaveAccessibleName('Papers in Unread');
  opening.letGo();
  await expect(window.list).toHaveAccessibleName('Papers in Starred');
  await expect(window.rows).toHaveCount(1);
  await window.expectCount('Starred', 1);
});

test('letters typed into the search before the library is opened stand in it', async ({ page }) => {
  const window = new PandectWindow(page);
  const opening = await holdOpening(page);
  await page.reload();
  await expect(window.rows.first()).toBeVisible();
  await window.press('/', 'a', 'b');
  opening.letGo();
  await expect(window.search).toHaveValue('ab');
});

test('the picture of the first screen goes with the first change', async ({ page }) => {
  const window = new PandectWindow(page);
  await window.press('j', 's');
  await window.expectCount('Starred', 1);
  const opening = await holdOpening(page);
  await page.reload();
  await window.expectCount('Starred', 1);
  await expect(page.locator('html')).not.toHaveAttribute('data-saved-seq');
  opening.letGo();
  await window.expectSaved();
  await window.expectCount('Starred', 1);
});

test('the window opens where it was left: the same view, paper and scroll, before and after the library is read', async ({
  page,
}) => {
  const window = new PandectWindow(page);
  await window.press('g', 'l', 'End');
  const left = await window.rows.last().innerText();
  await expect(window.rows.last()).toHaveAttribute('data-focused', '');
  const scrolled = await window.list.evaluate(list => list.scrollTop);
  expect(scrolled).toBeGreaterThan(0);
  const opening = await holdOpening(page);
  await page.reload();
  const expectAsLeft = async () => {
    await expect(window.list).toHaveAccessibleName('Papers in All papers');
    await expect(window.rows.last()).toHaveText(left, { useInnerText: true });
    await expect(window.rows.last()).toHaveAttribute('data-focused', '');
    expect(await window.list.evaluate(list => list.scrollTop)).toBe(scrolled);
  };
  await expectAsLeft();
  await expect(page.locator('html')).not.toHaveAttribute('data-saved-seq');
  opening.letGo();
  await window.expectSaved();
  await expectAsLeft();
  await expect(page.locator('.picture')).toHaveCount(0);
});

test('a narrow window opens at the paper that it was left at, or at the list when that is gone', async ({
  page,
}) => {
  const window = new PandectWindow(page);
  await page.setViewportSize({ width: 400, height: 800 });
  await window.rows.nth(2).click();
  const left = await window.paperTitle.innerText();
  const opening = await holdOpening(page);
  await page.reload();
  await expect(window.paperTitle).toHaveText(left);
  opening.letGo();
  await window.expectSaved();
  await expect(page.locator('.picture')).toHaveCount(0);
  await expect(window.paperTitle).toHaveText(left);
  await page.evaluate(() => {
    const place = { view: { kind: 'all' }, focused: 'gone', pane: 'paper', scrolled: 0 };
    addEventListener('pagehide', () => localStorage.setItem('pandect.place', JSON.stringify(place)));
  });
  await page.reload();
  await expect(page.locator('.picture')).toHaveCount(0);
  await expect(window.list).toHaveAccessibleName('Papers in All papers');
});

test('a search, or a view that is gone, is not opened again', async ({ page }) => {
  const window = new PandectWindow(page);
  await window.press('/');
  await window.search.fill('a');
  await page.reload();
  await window.expectSaved();
  await expect(window.search).toHaveValue('');
  await page.evaluate(() => {
    const place = { view: { kind: 'tag', tag: 'gone' }, focused: 'gone', pane: 'list', scrolled: 0 };
    addEventListener('pagehide', () => localStorage.setItem('pandect.place', JSON.stringify(place)));
  });
  await page.reload();
  await expect(window.list).toHaveAccessibleName('Papers in Unread');
});

test('keys pressed on a picture are not done to a library that was changed meanwhile', async ({
  app,
  page,
  browser,
}) => {
  const window = new PandectWindow(page);
  await page.goto('about:blank');
  const elsewhere = await browser.newContext();
  const other = new PandectWindow(await elsewhere.newPage());
  await other.page.goto(app.address);
  await expect(other.rows.first()).toBeVisible();
  await other.press('j', 's');
  await other.expectCount('Starred', 1);
  await other.expectSaved();
  await elsewhere.close();
  const opening = await holdOpening(page);
  await page.goto(app.address);
  await window.expectCount('Starred', 0);
  await window.press('j', 'j', 's');
  opening.letGo();
  await expect(page.locator('.picture')).toHaveCount(0);
  await window.expectCount('Starred', 1);
});

test('a picture kept by the last window goes with the first change of this one', async ({ page }) => {
  const window = new PandectWindow(page);
  const opening = await holdOpening(page);
  await page.reload();
  await expect(window.rows.first()).toBeVisible();
  await window.press('j', 's');
  const isGone = page.evaluate(
    () =>
      new Promise(resolve => {
        new MutationObserver(() => resolve(localStorage.getItem('pandect.picture') === null)).observe(
          document.documentElement,
          { attributeFilter: ['data-save-state'], attributeOldValue: true },
        );
      }),
  );
  opening.letGo();
  expect(await isGone).toBe(true);
});

test('a window that is reloaded before the program is there does not find its library held', async ({
  page,
}) => {
  const window = new PandectWindow(page);
  const program = await hold(page, '**/page-*.js');
  const opened = page.waitForResponse('**/library.open');
  await page.reload({ waitUntil: 'commit' });
  await opened;
  await page.unroute('**/page-*.js');
  await page.reload({ waitUntil: 'commit' });
  program.letGo();
  await expect(page.locator('html')).toHaveAttribute('data-save-state', 'saved');
  await expect(window.rows.first()).toBeVisible();
});

test('a program that can’t be loaded is told of, in place of its picture', async ({ page }) => {
  await page.route('**/page-*.js', route => route.abort());
  await page.reload();
  await expect(page.getByRole('alert')).toContainText('could not be loaded');
  await expect(page.locator('.picture')).toHaveCount(0);
});

test('a search that crashes before the library is opened is started again', async ({ page }) => {
  const window = new PandectWindow(page);
  await page.route('**/worker-*.js', route => route.abort(), { times: 1 });
  const opening = await holdOpening(page);
  await page.addInitScript(() => {
    globalThis.Worker = class extends Worker {
      constructor(...given: ConstructorParameters<typeof Worker>) {
        super(...given);
        this.addEventListener('error', () => (document.documentElement.dataset['crashed'] = 'yes'));
      }
    };
  });
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-crashed', 'yes');
  opening.letGo();
  await window.expectSaved();
  await window.press('/');
  const [{ title } = { title: '' }] = inventPapers(PAPERS);
  await window.search.fill(`"${title}"`);
  await expect(window.rows).toHaveCount(1);
  await expect(window.rows).toContainText(title);
});

test('nothing in a kept picture runs, leads anywhere or stands in the way of the window', async ({
  page,
}) => {
  const window = new PandectWindow(page);
  const keepInstead = (inside: unknown) =>
    page.evaluate(given => {
      const kept = JSON.parse(localStorage.getItem('pandect.picture') ?? '') as { picture: unknown };
      kept.picture = { tag: 'div', inside: given };
      const key = 'pandect.picture';
      addEventListener('pagehide', () => localStorage.setItem(key, JSON.stringify(kept)));
    }, inside);
  const run = 'document.documentElement.dataset.ran = "yes"';
  await keepInstead([
    '<img src=x onerror=alert(1)>',
    { tag: 'script', inside: [run] },
    { tag: 'img', attributes: { src: 'x', onerror: run, onload: run } },
    { tag: 'iframe', attributes: { src: 'https://example.org/', srcdoc: `<script>${run}</script>` } },
    { tag: 'a', attributes: { href: `javascript:${run}`, id: 'root' }, inside: ['a link'] },
    { tag: 'input', attributes: { autofocus: '', ONFOCUS: run } },
  ]);
  const opening = await holdOpening(page);
  await page.reload();
  const picture = page.locator('.picture');
  await expect(picture).toContainText('<img src=x onerror=alert(1)>');
  await picture.getByText('a link').click();
  await expect(picture.locator('script, img, iframe, [href], [src], [id], [autofocus]')).toHaveCount(0);
  await expect(picture.locator('[onerror], [onload], [onfocus]')).toHaveCount(0);
  await expect(page.locator('html')).not.toHaveAttribute('data-ran');
  opening.letGo();
  await window.expectSaved();
  await expect(picture).toHaveCount(0);
  await keepInstead([{ tag: 'div', attributes: { 'not a name': '' } }, { tag: 7 }, null]);
  await page.reload();
  await window.expectSaved();
  await expect(picture).toHaveCount(0);
  await window.expectCount('Unread', PAPERS);
});

test('a browser that lets pages store nothing shows the library all the same', async ({ page }) => {
  const window = new PandectWindow(page);
  await page.addInitScript(() =>
    Object.defineProperty(globalThis, 'localStorage', {
      get: () => {
        throw new DOMException('Access is denied for this document.', 'SecurityError');
      },
    }),
  );
  await page.reload();
  await window.expectSaved();
  await window.expectCount('Unread', PAPERS);
});

/** Holds the call that opens the library until it is let go. */
function holdOpening(page: PandectWindow['page']): Promise<{ letGo: () => void }> {
  return hold(page, '**/library.open');
}

/** Holds requests until they are let go. */
async function hold(page: PandectWindow['page'], address: string): Promise<{ letGo: () => void }> {
  let letGo = (): void => undefined;
  const held = new Promise<void>(resolve => {
    letGo = resolve;
  });
  await page.route(address, async route => {
    await held;
    // The page that asked may be gone.
    await route.continue().catch(() => undefined);
  });
  return { letGo };
}
