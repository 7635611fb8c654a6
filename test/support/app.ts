import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { _electron, expect, test as base } from '@playwright/test';
import type { BrowserContext, Page } from '@playwright/test';
import type * as Loopback from '../../main/loopback/start.ts';
import { SANDBOX_FLAGS, hasDisplay } from '../../main/launch/browser.mjs';
import { findElectron } from '../../main/launch/electron.mjs';

export { expect };

const root = fileURLToPath(new URL('../..', import.meta.url));
type LoopbackModule = typeof Loopback;

/** The running program, whichever host it has. */
export interface App {
  readonly host: 'loopback' | 'electron';
  readonly page: Page;
  /** Fresh for every test. */
  readonly data: string;
  /** Address of the page with its token; empty in Electron. */
  readonly address: string;
  /** What a second start with these paths does. Absolute. */
  startAgain(paths: readonly string[]): Promise<void>;
}

/** A file as a browser sees it when it is chosen or dropped. */
export interface TestFile {
  readonly name: string;
  readonly content: string | Uint8Array;
}

interface Fixtures {
  /** Absolute paths named at the start; `test.use({ startPaths: […] })`. */
  startPaths: readonly string[];
  app: App;
}

/**
 * Tests of the built program: `page` is its window, on a library of its own. Run `npm run build` before. Errors in the
 * page fail the test.
 */
export const test = base.extend<Fixtures>({
  startPaths: [[], { option: true }],
  app: async ({ startPaths, context, contextOptions }, use, testInfo) => {
    const data = await mkdtemp(join(tmpdir(), 'pandect-test-'));
    const errors: Error[] = [];
    try {
      if (testInfo.project.name === 'electron') {
        await withElectron(data, startPaths, contextOptions.colorScheme ?? null, errors, use);
      } else {
        await withLoopback(data, startPaths, context, errors, use);
      }
    } finally {
      await rm(data, { recursive: true, force: true });
    }
    expect(errors, 'errors in the page').toEqual([]);
  },
  page: async ({ app }, use) => use(app.page),
});

/** Why the tests in Electron can't run here; undefined if they can. */
export function whyNoElectron(): string | undefined {
  if (!findElectron())
    return 'Electron’s binary is not installed (npm start fetches it, or set ELECTRON_OVERRIDE_DIST_PATH)';
  return hasDisplay() ? undefined : 'Electron needs a display';
}

async function withLoopback(
  data: string,
  paths: readonly string[],
  context: BrowserContext,
  errors: Error[],
  use: (app: App) => Promise<void>,
): Promise<void> {
  const built = pathToFileURL(join(root, 'dist/main/loopback.mjs')).href;
  const { startLoopback } = (await import(built)) as LoopbackModule;
  const options = { page: join(root, 'dist/page'), version: '0.0.0-test', data };
  const host = await startLoopback({ ...options, port: 0, paths });
  if (host.kind !== 'running') throw new Error(`The host did not start: ${host.kind}`);
  const page = await context.newPage();
  page.on('pageerror', error => errors.push(error));
  await page.goto(host.address);
  const startAgain = async (more: readonly string[]) => {
    const found = await startLoopback({ ...options, port: Number(new URL(host.address).port), paths: more });
    if (found.kind !== 'handedOver') throw new Error(`A second start found: ${found.kind}`);
  };
  await use({ host: 'loopback', page, data, address: host.address, startAgain });
  await page.close();
  await host.close();
}

async function withElectron(
  data: string,
  paths: readonly string[],
  colorScheme: 'light' | 'dark' | 'no-preference' | null,
  errors: Error[],
  use: (app: App) => Promise<void>,
): Promise<void> {
  const reason = whyNoElectron();
  test.skip(reason !== undefined, reason);
  const launch = (more: readonly string[]) =>
    _electron.launch({
      executablePath: findElectron() ?? '',
      args: [...SANDBOX_FLAGS, root, ...more],
      env: { ...(process.env as Record<string, string>), PANDECT_DATA: data },
      colorScheme,
    });
  const electron = await launch(paths);
  const page = await electron.firstWindow();
  page.on('pageerror', error => errors.push(error));
  const startAgain = async (more: readonly string[]) => {
    // The second one hands over and ends before Playwright can attach to it.
    await launch(more).then(
      second => second.close(),
      () => undefined,
    );
  };
  await use({ host: 'electron', page, data, address: '', startAgain });
  await electron.close();
}

/** Drops files on the window, as from a file manager. Works in both hosts. */
export async function dropFiles(page: Page, files: readonly TestFile[]): Promise<void> {
  const parts = files.map(({ name, content }) => ({ name, base64: Buffer.from(content).toString('base64') }));
  const transfer = await page.evaluateHandle(given => {
    const data = new DataTransfer();
    for (const { name, base64 } of given) {
      const bytes = Uint8Array.from(atob(base64), letter => letter.charCodeAt(0));
      data.items.add(new File([bytes], name, { type: 'text/plain' }));
    }
    return data;
  }, parts);
  for (const type of ['dragenter', 'dragover', 'drop']) {
    await page.dispatchEvent('body', type, { dataTransfer: transfer });
  }
  await transfer.dispose();
}

/** Pastes text into the window, outside of any field. */
export async function pasteText(page: Page, text: string): Promise<void> {
  await page.evaluate(given => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', given);
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
    (document.activeElement ?? document.body).dispatchEvent(event);
  }, text);
}
