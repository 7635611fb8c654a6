import { expect, test } from '../support/app.ts';

test('the window opens, keeps its key out of the address and breaks no security rule', async ({
  app,
  page,
}) => {
  const refused: string[] = [];
  page.on('console', message => {
    if (message.text().includes('Content Security Policy')) refused.push(message.text());
  });
  await page.reload();
  await expect(page.locator('#root')).not.toBeEmpty();
  await expect(page).toHaveTitle(/Pandect/u);
  expect(new URL(page.url()).hash).toBe('');
  expect(refused).toEqual([]);
  expect(app.host).toBe(test.info().project.name);
});
