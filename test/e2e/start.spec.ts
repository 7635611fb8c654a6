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

test('the first fonts are one file each, which Chromium need not bridge with fonts of the system', async ({
  page,
}) => {
  const files = await page.evaluate(() => {
    const style = getComputedStyle(document.documentElement);
    const bare = (family: string) => family.replaceAll(/['"]/gu, '').trim();
    const faces = [...document.fonts].filter(face => face.style === 'normal');
    return ['--font-sans', '--font-serif'].map(name => {
      const [first = ''] = style.getPropertyValue(name).split(',');
      return faces.filter(({ family }) => bare(family) === bare(first)).length;
    });
  });
  expect(files).toEqual([1, 1]);
});
