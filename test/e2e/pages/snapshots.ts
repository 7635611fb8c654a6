import type { Locator } from '@playwright/test';
import { expect } from '../../support/app.ts';
import type { PandectWindow } from './window.ts';

/** The sheet of snapshots. */
export class SnapshotsSheet {
  readonly snapshots: Locator;
  /** The papers that differ from now. */
  readonly papers: Locator;
  readonly since: Locator;

  constructor(readonly window: PandectWindow) {
    this.snapshots = window.sheet.getByRole('listbox', { name: 'Snapshots' }).getByRole('option');
    this.papers = window.sheet.getByRole('grid', { name: 'Papers that differ' }).getByRole('row');
    this.since = window.sheet.getByText(/^(Since then|Nothing differs)/u);
  }

  async open(): Promise<void> {
    await this.window.press('g', 'h');
    await expect(this.window.sheet.getByRole('heading', { name: 'Snapshots', level: 2 })).toBeVisible();
  }

  /** Chooses a snapshot by its line. */
  async choose(line: RegExp, which: 'first' | 'last' = 'first'): Promise<void> {
    const option = this.snapshots.filter({ hasText: line })[which]();
    await option.click();
    await expect(option).toHaveAttribute('aria-selected', 'true');
  }

  async makeSnapshot(): Promise<void> {
    await this.window.sheet.getByRole('button', { name: 'Make a snapshot now' }).click();
    await expect(this.window.sheet.getByText(/^Made a snapshot/u)).toBeVisible();
  }

  async restoreChosen(parts: string): Promise<void> {
    await this.window.sheet.getByRole('button', { name: /^Restore \d/u }).click();
    await this.window.page.getByRole('menuitem', { name: parts }).click();
  }

  /** Brings a backup in through the page's own file input. */
  async bringIn(file: { readonly name: string; readonly bytes: Buffer }): Promise<void> {
    await this.window.page
      .getByLabel('Backup to bring in', { exact: true })
      .setInputFiles({ name: file.name, mimeType: 'application/gzip', buffer: file.bytes });
    await expect(this.window.sheet.getByRole('heading', { name: 'Snapshots', level: 2 })).toBeVisible();
  }
}
