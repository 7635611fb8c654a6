import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, pasteText, test } from '../support/app.ts';
import { searchDump } from '../support/inventedDumps.ts';
import { json, ReplayServices, TIDES, type ReplayedWork } from '../support/replayServices.ts';
import { PandectWindow } from './pages/window.ts';

const MOONS: ReplayedWork = {
  ...TIDES,
  arxiv: '2412.99902',
  doi: '10.5555/moons.2024.3',
  title: 'Harvest Moons Are Late',
  abstract: 'They are.',
};

test.describe('looking up', () => {
  // The services are asked no faster than in earnest.
  test.describe.configure({ timeout: 120_000 });
  let services: ReplayServices;
  let config: string;
  const usual = process.env['PANDECT_CONFIG'];

  test.beforeEach(async () => {
    services = await ReplayServices.start();
    services.works = [TIDES, MOONS];
    // What is chosen here is no business of other tests.
    config = await mkdtemp(join(tmpdir(), 'pandect-config-'));
    process.env['PANDECT_CONFIG'] = config;
  });
  test.afterEach(async () => {
    process.env['PANDECT_CONFIG'] = usual;
    await services.close();
    await rm(config, { recursive: true, force: true });
  });

  /** Turns looking up on, at the server that replays the services. */
  async function turnOn(page: Page): Promise<void> {
    const window = new PandectWindow(page);
    await expect(page.getByText('Your reading list is empty')).toBeVisible();
    await window.press('ControlOrMeta+,');
    await window.sheet.getByRole('checkbox', { name: /^Look papers up/u }).check();
    await window.sheet.getByText('Addresses of the services').click();
    for (const [name, service] of [
      ['arXiv', 'arxiv'],
      ['Crossref', 'crossref'],
      ['Semantic Scholar', 'semanticScholar'],
      ['Hugging Face', 'huggingFace'],
    ] as const) {
      const field = window.sheet.getByRole('textbox', { name, exact: true });
      await field.fill(services.settings.services[service].address);
      await field.press('Enter');
    }
    await window.closeSheet();
  }

  test('asks nothing until it is turned on, from where it is wanted', async ({ page }) => {
    const window = new PandectWindow(page);
    await window.importFiles([
      { name: 'one.txt', content: searchDump([{ title: TIDES.title, abstract: 'An abstract of its own.' }]) },
    ]);
    await window.closeSheet();
    await window.press('g', 'l', 'Home', 'Shift+D');
    await expect(window.sheet).toContainText('is sent to arXiv, Crossref, Semantic Scholar and Hugging Face');
    await window.closeSheet();
    expect(services.asked).toEqual([]);
  });

  test('refuses an address that is not safe, and keeps the one before', async ({ page }) => {
    const window = new PandectWindow(page);
    await expect(page.getByText('Your reading list is empty')).toBeVisible();
    await window.press('ControlOrMeta+,');
    await window.sheet.getByRole('checkbox', { name: /^Look papers up/u }).check();
    await window.sheet.getByText('Addresses of the services').click();
    await window.sheet.getByRole('textbox', { name: 'arXiv', exact: true }).fill('http://arxiv.example');
    await window.press('Enter');
    await expect(window.sheet.getByRole('alert')).toContainText('can’t be the address of a service');
  });

  test('adds a pasted arXiv id with everything that is known of it', async ({ page }) => {
    const window = new PandectWindow(page);
    await turnOn(page);
    await pasteText(page, `arXiv:${TIDES.arxiv}`);
    await expect(window.sheet.getByRole('combobox')).toBeFocused();
    await window.press('Enter');
    const first = window.sheet.getByRole('option').first();
    await expect(first).toContainText(TIDES.title);
    await expect(first).toContainText('Lakewater and van der Meer');
    await window.press('Enter');
    await expect(window.paperTitle).toHaveText(TIDES.title);
    await expect(window.paper).toContainText('Ada Lakewater, Jan van der Meer');
    await expect(window.paper.getByRole('link', { name: `arXiv ${TIDES.arxiv}` })).toBeVisible();
    await window.expectCount('All papers', 1);
    await window.press('d');
    await expect(
      window.sheet.getByRole('textbox', { name: 'Authors', exact: true }),
    ).toHaveAccessibleDescription(/looked up at (arXiv|Crossref|Semantic Scholar|Hugging Face) on/u);
    await window.closeSheet();
    await window.press('z');
    await expect(page.getByText('Your reading list is empty')).toBeVisible();
  });

  test('shows a paper that is there already, and the focus is not lost with the search that it ends', async ({
    page,
  }) => {
    const window = new PandectWindow(page);
    await turnOn(page);
    await window.importFiles([
      {
        name: 'one.bib',
        content: `@misc{tides, title = {${TIDES.title}}, eprint = {${TIDES.arxiv}}, eprinttype = {arxiv}}`,
      },
    ]);
    await window.closeSheet();
    await window.press('/');
    await page.keyboard.type('nothing like it');
    // The button goes with the search, so the focus can't come back to it.
    await page.getByRole('button', { name: 'Clear the search' }).focus();
    await pasteText(page, `arXiv:${TIDES.arxiv}`);
    await expect(window.sheet.getByRole('combobox')).toBeFocused();
    await expect(window.sheet).toContainText('in your library');
    await window.press('Enter');
    await expect(window.sheet).toBeHidden();
    await expect(window.paperTitle).toHaveText(TIDES.title);
    await expect(window.search).toHaveValue('');
    await expect(page.locator('[data-paper-pane]')).toBeFocused();
  });

  test('adds several pasted identifiers at once', async ({ page }) => {
    const window = new PandectWindow(page);
    await turnOn(page);
    await pasteText(
      page,
      `https://doi.org/${TIDES.doi}\nhttps://arxiv.org/abs/${MOONS.arxiv}\n10.5555/nowhere`,
    );
    await window.sheet.getByRole('button', { name: 'Look up 3 papers' }).click();
    await expect(window.sheet).toContainText('2 papers found, 1 not found', { timeout: 30_000 });
    await window.sheet.getByRole('button', { name: 'Add 2 papers' }).click();
    await window.expectCount('All papers', 2);
    await window.press('z');
    await expect(page.getByText('Your reading list is empty')).toBeVisible();
  });

  test('proposes details of papers by title, takes over what is checked, and keeps what was typed', async ({
    page,
  }) => {
    const window = new PandectWindow(page);
    await turnOn(page);
    const papers = [TIDES.title, 'Moons and harvests of another kind', 'Unheard of'].map(title => ({
      title,
      abstract: 'An abstract of its own.',
    }));
    await window.importFiles([{ name: 'three.txt', content: searchDump(papers) }]);
    await window.closeSheet();
    await window.press('g', 'l', 'Home');
    await window.rows.filter({ hasText: TIDES.title }).click();
    await window.press('d');
    await window.sheet.getByRole('textbox', { name: 'Venue', exact: true }).fill('My own venue');
    await window.press('Enter');
    await window.press('ControlOrMeta+a', 'Shift+D');
    await expect(window.sheet).toContainText('These 3 papers have no arXiv id or DOI yet.');
    await window.press('Enter');
    await expect(window.sheet.getByRole('heading', { name: 'What was found' })).toBeVisible({
      timeout: 40_000,
    });
    const sure = window.sheet.getByRole('listitem', { name: TIDES.title });
    await expect(sure.getByRole('checkbox', { name: /^Authors/u })).toBeChecked();
    await expect(sure.getByRole('checkbox', { name: /^Abstract/u })).not.toBeChecked();
    await expect(sure).toContainText('You typed Venue yourself; that stays.');
    const unsure = window.sheet.getByRole('listitem', { name: 'Moons and harvests of another kind' });
    await expect(unsure.getByRole('radio', { name: 'None of these' })).toBeChecked();
    await expect(window.sheet.getByText('1 paper not found')).toBeVisible();
    await window.sheet.getByRole('button', { name: 'Take over' }).click();
    await expect(window.sheet).toBeHidden();
    const row = window.rows.filter({ hasText: TIDES.title });
    await expect(row).toContainText('Lakewater and van der Meer');
    await window.press('Escape');
    await row.click();
    await expect(window.paper).toContainText('My own venue');
    await window.press('z');
    await expect(row).not.toContainText('Lakewater');
    await expect(window.paper).toContainText('My own venue');
  });

  test('of other papers begins anew, and what was decided does not come up again', async ({ page }) => {
    const window = new PandectWindow(page);
    await turnOn(page);
    const papers = [TIDES.title, MOONS.title].map(title => ({ title, abstract: 'An abstract of its own.' }));
    await window.importFiles([{ name: 'two.txt', content: searchDump(papers) }]);
    await window.closeSheet();
    await window.press('g', 'l');
    const found = window.sheet.getByRole('heading', { name: 'What was found' });
    const lookUp = async (title: string) => {
      await window.rows.filter({ hasText: title }).click();
      await window.press('Shift+D');
      await window.sheet.getByRole('button', { name: 'Look up', exact: false }).click();
      await expect(found).toBeVisible({ timeout: 40_000 });
    };
    await lookUp(TIDES.title);
    await window.press('Escape');
    await lookUp(MOONS.title);
    await expect(window.sheet).toContainText(MOONS.title);
    await expect(window.sheet).not.toContainText(TIDES.title);
    await window.sheet.getByRole('button', { name: 'Take over' }).click();
    await expect(window.sheet).toBeHidden();
    await window.press('Shift+D');
    await expect(window.sheet).toBeVisible();
    await expect(found).toBeHidden();
  });

  test('is stopped at any moment, and what was found till then stays', async ({ page }) => {
    const window = new PandectWindow(page);
    await turnOn(page);
    const papers = [TIDES.title, MOONS.title].map(title => ({ title, abstract: 'An abstract of its own.' }));
    await window.importFiles([{ name: 'two.txt', content: searchDump(papers) }]);
    await window.closeSheet();
    await window.press('g', 'l', 'Home', 'ControlOrMeta+a', 'Shift+D');
    const nothing = { status: 'ok', 'message-type': 'work-list', message: { items: [] } };
    services.next(
      'crossref',
      (_, response) => json(response, 200, nothing),
      // The second one is never answered.
      () => undefined,
    );
    await window.sheet.getByRole('button', { name: 'Look up 2 papers' }).click();
    await expect(window.sheet).toContainText('1 of 2', { timeout: 30_000 });
    await window.sheet.getByRole('button', { name: 'Stop and look through' }).click();
    await expect(window.sheet).toContainText('Stopped after 1 of 2; 1 found');
    await window.sheet.getByRole('button', { name: 'Take over' }).click();
    await expect(window.rows.filter({ hasText: TIDES.title })).toContainText('Lakewater and van der Meer');
  });
});
