import type { Locator, Page } from '@playwright/test';
import { expect } from '../../support/app.ts';
import type { TestFile } from '../../support/app.ts';

/** For the largest import of the tests and pictures, on a busy machine. */
const LONGEST_IMPORT_MS = 120_000;

/** The window as a person finds their way in it: by roles and names, never by class. */
export class PandectWindow {
  readonly sidebar: Locator;
  readonly list: Locator;
  readonly rows: Locator;
  readonly paper: Locator;
  readonly search: Locator;
  readonly sheet: Locator;
  /** Whether everything is on the disk, at the bottom of the sidebar. */
  readonly saveLine: Locator;

  constructor(readonly page: Page) {
    this.sidebar = page.getByRole('navigation', { name: 'Library' });
    this.list = page.getByRole('listbox').first();
    this.rows = this.list.getByRole('option');
    this.paper = page.getByRole('article');
    this.search = page.getByRole('searchbox');
    this.sheet = page.getByRole('dialog');
    this.saveLine = page.getByRole('button', { name: /saved|saving/iu });
  }

  /** The row the keys act on. */
  get focusedRow(): Locator {
    return this.list.locator('[role=option][data-focused]');
  }

  /** The title at the top of the paper pane. */
  get paperTitle(): Locator {
    return this.paper.getByRole('heading', { level: 1 });
  }

  place(name: string | RegExp): Locator {
    return this.sidebar.getByRole('button', { name });
  }

  /** Waits until the sidebar counts so many papers at a place. */
  async expectCount(name: string, count: number): Promise<void> {
    const expected =
      count === 0
        ? new RegExp(`^${name}$`, 'u')
        : new RegExp(`^${name}\\s*${count.toLocaleString('en')} ${count === 1 ? 'paper' : 'papers'}$`, 'u');
    await expect(this.place(expected)).toBeVisible();
  }

  /** Imports through the page's own file input, as after choosing in the dialog, and waits for the report. */
  async importFiles(files: readonly TestFile[]): Promise<void> {
    await this.page
      .getByLabel('Dumps to import', { exact: true })
      .setInputFiles(
        files.map(({ name, content }) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(content) })),
      );
    await this.expectReport();
  }

  /** Waits until the import is over and its report is shown. */
  async expectReport(): Promise<void> {
    await expect(
      this.sheet.getByRole('heading', {
        level: 2,
        name: /^(Imported|Nothing new|Nothing was imported|Import cancelled)/u,
      }),
    ).toBeVisible({ timeout: LONGEST_IMPORT_MS });
  }

  async closeSheet(): Promise<void> {
    await this.page.keyboard.press('Escape');
    await expect(this.sheet).toBeHidden();
  }

  /** Presses keys one after the other, as a person would. */
  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** Waits until nothing is left to be saved. */
  async expectSaved(): Promise<void> {
    await expect(this.page.locator('html')).toHaveAttribute('data-save-state', 'saved');
  }
}
