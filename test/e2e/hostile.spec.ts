import { expect, test } from '../support/app.ts';
import { dailyDump } from '../support/inventedDumps.ts';
import { PandectWindow } from './pages/window.ts';

const PAYLOADS = [
  '<script>globalThis.broken = 1</script>',
  '<img src=x onerror="globalThis.broken = 1">',
  '<svg onload=globalThis.broken=1>',
  '"><iframe src="javascript:parent.broken=1"></iframe>',
  '[link](javascript:globalThis.broken=1)',
  '<a href="javascript:globalThis.broken=1">x</a>',
  '{{constructor.constructor("globalThis.broken=1")()}}',
  '\u202Egnp.exe\u202C',
];

test('markup in titles, abstracts, notes and tags is text, runs nothing and fetches nothing', async ({
  page,
  app,
}) => {
  const window = new PandectWindow(page);
  const foreign: string[] = [];
  page.on('request', request => {
    const own = app.host === 'electron' ? 'pandect:' : new URL(app.address).origin;
    if (!request.url().startsWith(own) && !/^(blob|data):/u.test(request.url())) foreign.push(request.url());
  });
  const papers = PAYLOADS.map((payload, at) => ({
    title: `Invented Paper ${at} about ${payload}`,
    abstract: `The abstract says ${payload} and goes on for a while, as abstracts do. It also names https://example.org/${at} at its end.`,
  }));
  await window.importFiles([
    { name: 'hostile <b>name</b>.txt', content: dailyDump(papers, 'May 7', 'plain') },
  ]);
  await expect(window.sheet).toContainText('8 papers, 8 new');
  await window.closeSheet();
  await window.press('g', 'l', 'Home');
  for (const payload of PAYLOADS) {
    await window.press('n');
    await page.keyboard.insertText(`${payload} ![picture](https://example.org/x.png)`);
    await window.press('Escape', 'j');
  }
  await window.press('t');
  await page.keyboard.insertText('<img src=x onerror="globalThis.broken = 1">');
  await window.press('Enter', 'Escape');
  await expect(window.rows.filter({ hasText: '<script>' })).toHaveCount(1);
  await window.press('/');
  await page.keyboard.insertText('<img src=x onerror=globalThis.broken=1>');
  await window.press('ControlOrMeta+a', 'Backspace', 'Escape', 'e');
  await expect(window.sheet).toContainText('as BibTeX');
  await window.press('Escape');
  expect(await page.evaluate(() => (globalThis as { broken?: number }).broken)).toBeUndefined();
  expect(foreign).toEqual([]);
});
