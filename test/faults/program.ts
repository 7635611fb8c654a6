import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { storeOf } from '../../renderer/data/write.ts';
import { TABLE_NAMES } from '../../shared/library/tables.ts';
import { emptyImage } from '../../shared/library/image.ts';
import type { LibraryImage } from '../../shared/library/image.ts';
import type { Row as LibraryRow } from '../../shared/library/invert.ts';
import { freePort } from '../support/starts.ts';
import { BrowserProcess } from './browsers.ts';
import type { Told } from './browsers.ts';
import { HostProcess } from './hosts.ts';
import { must } from './row.ts';
import type { Run } from './row.ts';

/** How long the program may take to open or to save, on a busy machine. */
const PATIENCE_MS = 30_000;

/** The whole program: host and browser as real processes, over a data folder and a profile of the run's own. */
export class Program {
  #host: HostProcess | undefined;
  #browser: BrowserProcess | undefined;
  #told: Told | undefined;

  private constructor(
    readonly data: string,
    readonly profile: string,
    readonly port: number,
    readonly run: Run,
  ) {}

  /** `data` is another folder than one in the run's own folder, such as a mount. */
  static async prepare(run: Run, data = join(run.folder, 'data')): Promise<Program> {
    return new Program(data, join(run.folder, 'profile'), await freePort(), run);
  }

  get page(): Page {
    return this.#running.page;
  }

  /** What the page told, also after it was killed. */
  get told(): Told {
    if (this.#told === undefined) throw new Error('The browser never ran.');
    return this.#told;
  }

  get host(): HostProcess {
    if (this.#host === undefined) throw new Error('The host does not run.');
    return this.#host;
  }

  get #running(): BrowserProcess {
    if (this.#browser === undefined) throw new Error('The browser does not run.');
    return this.#browser;
  }

  /** Starts what does not run, and waits until the page shows the library. Gives the number that it shows as saved. */
  async open(): Promise<number> {
    await this.start();
    this.run.note('started');
    await this.page.goto(this.host.address);
    this.run.note('loaded');
    await this.shown();
    this.run.note(`shown at ${this.told.saved}`);
    return this.told.saved;
  }

  /** Starts what does not run. */
  async start(): Promise<void> {
    const note = (line: string): void => this.run.note(line);
    this.#host ??= await HostProcess.start({ data: this.data, port: this.port, note });
    if (this.#browser !== undefined) return;
    this.#browser = await BrowserProcess.start(this.profile);
    this.#told = this.#browser.told;
    this.#browser.page.on('pageerror', error => note(`page: ${error.message}`));
    this.#browser.page.on('console', message => {
      if (message.type() === 'error') note(`console: ${message.text()}`);
    });
  }

  /** Waits until the library is open. */
  async shown(): Promise<void> {
    await this.page
      .locator('html[data-saved-seq]')
      .waitFor({ state: 'attached', timeout: PATIENCE_MS })
      .catch(async () => {
        throw new Error(`The library does not open. The window says: ${await windowText(this.page)}`);
      });
    await this.page.getByRole('navigation', { name: 'Library' }).waitFor({ timeout: PATIENCE_MS });
  }

  /** Waits until the page showed this change as saved. */
  async saved(seq: number): Promise<void> {
    if (this.told.saved >= seq) return;
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`Change ${seq} is not saved; the page shows ${this.told.saved} as saved.`)),
        PATIENCE_MS,
      );
      this.told.onTold = () => {
        if (this.told.saved < seq) return;
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Brings files in as the dialog would, without waiting for anything. */
  async import(files: readonly { readonly name: string; readonly text: string }[]): Promise<void> {
    const buffers = files.map(({ name, text }) => ({
      name,
      mimeType: 'text/plain',
      buffer: Buffer.from(text),
    }));
    await this.page.getByLabel('Dumps to import', { exact: true }).setInputFiles(buffers);
  }

  /** Waits for the report of an import and closes it. */
  async importOver(): Promise<void> {
    const heading = this.page
      .getByRole('dialog')
      .getByRole('heading', { level: 2, name: /^(Imported|Nothing)/u });
    await heading.waitFor({ timeout: PATIENCE_MS });
    await this.page.keyboard.press('Escape');
    await heading.waitFor({ state: 'hidden' });
  }

  /** Puts the keyboard on the list, in the view of all papers. */
  async focusList(): Promise<void> {
    await this.page.keyboard.press('g');
    await this.page.keyboard.press('l');
    const first = this.page.getByRole('listbox').first().getByRole('option').first();
    await first.click({ timeout: PATIENCE_MS });
  }

  /** Changes something and waits until it is shown as saved. Gives its number. */
  async change(): Promise<number> {
    const before = this.told.saved;
    await this.focusList();
    await this.page.keyboard.press('s');
    await this.saved(before + 1);
    return this.told.saved;
  }

  /**
   * The rows in the browser's own database, once it has come to a change.
   */
  async databaseAt(seq: number): Promise<LibraryImage> {
    const read = await this.page.evaluate(readDatabase, {
      stores: TABLE_NAMES.map(table => [table, storeOf(table)] as const),
      seq,
      patienceMs: PATIENCE_MS,
    });
    must(typeof read !== 'string', String(read));
    const image = emptyImage();
    for (const [table, rows] of Object.entries(read as Record<string, LibraryRow[]>)) {
      const map = image[table as keyof LibraryImage] as Map<string, LibraryRow>;
      for (const row of rows) map.set(row.id, row);
    }
    return image;
  }

  /** kill -9 of one or both. */
  async kill(what: 'browser' | 'host' | 'both'): Promise<void> {
    const [browser, host] = [this.#browser, this.#host];
    if (what !== 'host') this.#browser = undefined;
    if (what !== 'browser') this.#host = undefined;
    await Promise.all([
      what === 'host' ? undefined : browser?.kill(),
      what === 'browser' ? undefined : host?.kill(),
    ]);
  }

  /** As when the user ends it: first the window, then the host. */
  async close(): Promise<void> {
    await this.#browser?.close();
    this.#browser = undefined;
    await this.#host?.close();
    this.#host = undefined;
  }
}

/** What the window shows, for a message. */
export async function windowText(page: Page): Promise<string> {
  const text = await page.evaluate(() => document.body.innerText).catch(error => String(error));
  return text.replace(/\s+/gu, ' ').slice(0, 600);
}

/** Runs in the page: all rows of the library's database as soon as it holds this change; or what is wrong. */
async function readDatabase(order: {
  readonly stores: readonly (readonly [table: string, store: string])[];
  readonly seq: number;
  readonly patienceMs: number;
}): Promise<Record<string, unknown[]> | string> {
  const settle = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('The database does not answer.'));
    });
  const begun = performance.now();
  for (let last = 'There is no database.'; ;) {
    const all = await indexedDB.databases().catch((error: unknown) => String(error));
    if (typeof all === 'string') return all;
    const names = all.map(each => each.name ?? '');
    const name = names.find(each => /^pandect-[0-9a-f]{32}$/u.test(each));
    if (name !== undefined) {
      const db = await settle(indexedDB.open(name)).catch((error: unknown) => String(error));
      if (typeof db === 'string') return db;
      try {
        const transaction = db.transaction([...order.stores.map(([, store]) => store), 'meta'], 'readonly');
        const metas = await settle(
          transaction.objectStore('meta').getAll() as IDBRequest<{ seq?: number }[]>,
        );
        const seqs = metas.map(({ seq }) => seq).filter(seq => seq !== undefined);
        if (seqs.includes(order.seq)) {
          const reads = order.stores.map(async ([table, store]) => {
            const records = await settle(transaction.objectStore(store).getAll() as IDBRequest<unknown[]>);
            if (table === store) return [table, records];
            const pages = records as { readonly rows: Uint8Array<ArrayBuffer> }[];
            return [
              table,
              pages.flatMap(({ rows }) => JSON.parse(new TextDecoder().decode(rows)) as unknown[]),
            ];
          });
          return Object.fromEntries(await Promise.all(reads)) as Record<string, unknown[]>;
        }
        last = `The database is at ${seqs.join(' and ')}, not at ${order.seq}.`;
      } finally {
        db.close();
      }
    }
    if (performance.now() - begun > order.patienceMs) return `${last} There are: ${names.join(', ')}.`;
    await new Promise(resolve => requestAnimationFrame(resolve));
  }
}
