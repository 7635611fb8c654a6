import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { PandectWindow } from '../e2e/pages/window.ts';
import { expect, test } from '../support/app.ts';
import type { TestFile } from '../support/app.ts';
import { inventedDumps } from '../support/dumps.ts';
import { inventLibrary } from '../support/inventedDumps.ts';

const folder = fileURLToPath(new URL('../../dist/screenshots', import.meta.url));
const readmeFolder = fileURLToPath(new URL('../../.github/images', import.meta.url));

const SIZES = [
  { name: 'wide', width: 1440, height: 900 },
  { name: 'medium', width: 1024, height: 700 },
  { name: 'narrow', width: 420, height: 800 },
] as const;

/** Waits until fonts are there and nothing moves, then takes the picture. */
async function shoot(page: Page, path: string): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    await Promise.all(document.getAnimations().map(animation => animation.finished.catch(() => undefined)));
  });
  await page.screenshot({ path });
}

/** A library as after a week of use: something of every state. */
async function live(window: PandectWindow, dumps: readonly TestFile[]): Promise<void> {
  await window.importFiles(dumps);
  await window.closeSheet();
  await window.press('g', 'u', 'j', 'j', 'j');
  for (let round = 0; round < 6; round += 1) await window.press('m', 'm', 's', 'j', 'a', 'm', 'r');
  await window.press('t');
  await window.page.keyboard.type('group meeting');
  await window.press('Enter', 'Escape');
  await window.press('j', 'j', 't');
  await window.page.keyboard.type('thesis, chapter 3');
  await window.press('Enter', 'Escape');
  await window.press('g', 's', 'j', 'n');
  await window.page.keyboard.type('Is the **lower bound** tight for `k = 1`? Ask in group meeting.');
  await window.press('Escape');
  await window.press('/');
  await window.page.keyboard.type('is:starred lattice OR is:reading');
  await window.press('ControlOrMeta+s');
  await window.sheet.getByRole('textbox').first().fill('Starred or being read');
  await window.press('Enter');
  await expect(window.sheet).toBeHidden();
  await window.search.focus();
  await window.press('ControlOrMeta+a', 'Backspace', 'Escape');
  await window.press('g', 'u');
  await expect(window.rows.first()).toBeVisible();
}

for (const colorScheme of ['light', 'dark'] as const) {
  for (const size of SIZES) {
    test.describe(`${colorScheme}, ${size.name}`, () => {
      test.use({ colorScheme, viewport: { width: size.width, height: size.height } });
      const path = (state: string): string => join(folder, `${size.name}-${colorScheme}-${state}.png`);

      test('states', async ({ page }) => {
        await mkdir(folder, { recursive: true });
        const window = new PandectWindow(page);
        await expect(page.getByText('Your reading list is empty')).toBeVisible();
        await shoot(page, path('01-empty'));
        await window.importFiles([
          ...inventedDumps(),
          { name: 'broken.txt', content: 'nothing to see here\n' },
        ]);
        await shoot(page, path('02-report'));
        await window.press('Escape');
        await page.setViewportSize({ width: 1280, height: 800 });
        await live(window, inventedDumps());
        await page.setViewportSize({ width: size.width, height: size.height });
        await window.press('g', 'l', 'j', 'j', 'm');
        await shoot(page, path('03-all'));
        await window.press('/');
        await page.keyboard.type('lattice is:unread OR is:starred');
        await expect(window.rows.first()).toBeVisible();
        await shoot(page, path('04-search'));
        await window.press('Enter');
        await shoot(page, path('05-paper'));
        await window.press('Escape', 'Escape');
        await window.press('g', 's', 'o');
        await shoot(page, path('06-starred'));
        for (const [key, state] of [
          ['e', '07-export'],
          ['?', '08-keys'],
          ['ControlOrMeta+k', '09-palette'],
          ['t', '10-tags'],
        ] as const) {
          await window.press(key);
          await expect(window.sheet).toBeVisible();
          await shoot(page, path(state));
          await window.press('Escape');
          await expect(window.sheet).toBeHidden();
        }
        await window.press('g', 'd', 'j', 'x', 'j', 'x', 'j', 'x');
        await shoot(page, path('11-digest-selected'));
        await window.press('Escape', 'ControlOrMeta+Shift+d');
        await window.press('g', 'a');
        await shoot(page, path('12-archived-compact'));
        await window.press('ControlOrMeta+Shift+d');
      });
    });
  }

  test.describe(`${colorScheme}, full`, () => {
    test.use({ colorScheme, viewport: { width: 1440, height: 900 } });

    test('10,000 papers', async ({ page }) => {
      await mkdir(folder, { recursive: true });
      const window = new PandectWindow(page);
      await window.importFiles(inventLibrary(10_000).map(({ name, text }) => ({ name, content: text })));
      await shoot(page, join(folder, `full-${colorScheme}-report.png`));
      await window.press('Escape', 'g', 'l', 'j');
      await shoot(page, join(folder, `full-${colorScheme}-all.png`));
    });

    test('README', async ({ page }) => {
      await mkdir(readmeFolder, { recursive: true });
      const window = new PandectWindow(page);
      await live(window, inventedDumps());
      await window.press('g', 's', 'j');
      await window.press('g', 'l', '/');
      await page.keyboard.type('lattice is:unread OR is:starred');
      await expect(window.rows.first()).toBeVisible();
      await window.press('Enter', 'j');
      await shoot(page, join(readmeFolder, `${colorScheme}.png`));
    });
  });
}
