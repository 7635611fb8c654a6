import { expect, test } from '../support/app.ts';
import { inventedDumps } from '../support/dumps.ts';
import { PandectWindow } from './pages/window.ts';

test('one tab at a time works with the library, and it goes from one to the other as often as asked', async ({
  app,
  page,
  context,
}) => {
  test.skip(app.host === 'electron', 'Electron has one window');
  const [monday, tuesday] = inventedDumps().slice(3, 5);
  const first = new PandectWindow(page);
  await first.importFiles([monday!]);
  await first.closeSheet();
  await first.expectSaved();
  const other = await context.newPage();
  await other.goto(app.address);
  await expect(other.getByText('Pandect is open in another tab')).toBeVisible();
  // More often than a browser has connections to one address.
  for (const tab of [other, page, other, page, other, page, other]) {
    await tab.getByRole('button', { name: 'Use it here' }).dblclick();
    await expect(new PandectWindow(tab).rows.first()).toBeVisible();
    await expect(tab.getByText('another tab')).toBeHidden();
  }
  await expect(page.getByText('Pandect went on in another tab')).toBeVisible();
  await new PandectWindow(other).importFiles([tuesday!]);
});
