import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chromium } from '@playwright/test';
import type { Page } from '@playwright/test';
import { QUIET_FLAGS, SANDBOX_FLAGS } from '../../main/launch/browser.mjs';
import type { ParsedListing } from '../../shared/digest-format/types.ts';
import type { DigestId } from '../../shared/domain/ids.ts';
import type { CallArguments } from '../../shared/host/api.ts';
import type { Reply } from '../../shared/host/wire.ts';
import type { Change } from '../../shared/library/change.ts';
import { withGivenTexts } from '../../shared/library/sentChange.ts';
import { findTestBrowser } from '../support/browser.mjs';

const STARTS_IN_MS = 30_000;
const FLAGS = [
  '--headless',
  '--remote-debugging-port=0',
  '--password-store=basic',
  '--use-mock-keychain',
  '--no-default-browser-check',
  '--disable-crash-reporter',
  '--disable-breakpad',
  '--disable-gpu',
  '--disable-extensions',
  '--disable-features=DialMediaRouteProvider,OptimizationHints,Translate',
];

/** Why nothing can be shown with a real browser here. */
export function whyNoBrowser(): string | undefined {
  return findTestBrowser() === undefined
    ? 'no Chrome or Chromium was found or could be installed; PANDECT_CHROMIUM may name one'
    : undefined;
}

/** What a page has told so far: the changes it handed to the host, and what it showed as saved. */
export interface Told {
  /** In the order in which they were sent; one that was sent again stands there again. */
  readonly sent: Change[];
  /** The highest number that the page showed as saved; −1 before the first. */
  saved: number;
  /** Calls to the host that were begun. */
  calls: number;
  /** Called after everything that is told. */
  onTold: () => void;
}

/** Those that run, which must not outlive us. */
const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) killGroup(child);
});

/** Runs in the page before anything of it. */
const EAVESDROP = `(() => {
  const real = window.fetch;
  window.fetch = (input, init) => {
    const url = String(input && input.url ? input.url : input);
    if (!url.includes('/call/')) return real(input, init);
    const name = url.slice(url.indexOf('/call/') + 6);
    const body = init && init.body;
    const send = async text => {
      window.faultsCall(name, text);
      const response = await real(input, init);
      if (name === 'dumps.listings') window.faultsListings(text, await response.clone().text());
      return response;
    };
    // Long calls are blobs, which are sent once they are read here.
    if (body instanceof Blob && name === 'library.append') return body.text().then(send);
    return send(typeof body === 'string' ? body : '');
  };
  const tell = () => {
    const seq = document.documentElement && document.documentElement.dataset.savedSeq;
    if (seq !== undefined && seq !== '') window.faultsSaved(Number(seq));
  };
  new MutationObserver(tell).observe(document, {
    attributes: true, childList: true, subtree: true, attributeFilter: ['data-saved-seq'],
  });
  tell();
})()`;

/** A real Chromium with a profile on the disk, in a process group of its own. */
export class BrowserProcess {
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;

  private constructor(
    child: ChildProcess,
    ended: Promise<unknown>,
    readonly page: Page,
    readonly told: Told,
  ) {
    this.#child = child;
    this.#ended = ended;
  }

  static async start(profile: string): Promise<BrowserProcess> {
    const program = findTestBrowser();
    if (program === undefined) throw new Error('There is no browser.');
    const flags = [...FLAGS, ...QUIET_FLAGS, ...SANDBOX_FLAGS, `--user-data-dir=${profile}`, 'about:blank'];
    const child = spawn(program, flags, { detached: true, stdio: ['ignore', 'ignore', 'pipe'] });
    running.add(child);
    const ended = once(child, 'exit');
    try {
      const browser = await chromium.connectOverCDP(await debuggingAddress(child));
      const context = browser.contexts()[0];
      if (context === undefined) throw new Error('The browser has no profile.');
      const page = context.pages()[0] ?? (await context.newPage());
      const told = await eavesdrop(page);
      return new BrowserProcess(child, ended, page, told);
    } catch (error) {
      killGroup(child);
      throw error;
    }
  }

  /** kill -9 of the browser and all its processes at once. */
  async kill(): Promise<void> {
    killGroup(this.#child);
    await this.#ended;
  }

  /** As when the user closes its last window. */
  async close(): Promise<void> {
    await this.page.close().catch(() => undefined);
    this.#child.kill('SIGTERM');
    const timer = setTimeout(() => killGroup(this.#child), 10_000);
    await this.#ended;
    clearTimeout(timer);
    killGroup(this.#child);
  }
}

function killGroup(child: ChildProcess): void {
  running.delete(child);
  const { pid } = child;
  // Without a number it would be our own group.
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // All of them are gone.
  }
}

function debuggingAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const timer = setTimeout(() => reject(new Error(`The browser does not start: ${said}`)), STARTS_IN_MS);
    child.stderr?.on('data', chunk => {
      said += String(chunk);
      const address = /DevTools listening on (ws:\S+)/u.exec(said)?.[1];
      if (address === undefined) return;
      clearTimeout(timer);
      resolve(address);
    });
    child.once('exit', () => {
      clearTimeout(timer);
      reject(new Error(`The browser ended at its start: ${said}`));
    });
  });
}

async function eavesdrop(page: Page): Promise<Told> {
  const told: Told = { sent: [], saved: -1, calls: 0, onTold: () => undefined };
  const digests = new Map<DigestId, ParsedListing[]>();
  await page.exposeFunction('faultsListings', (asked: string, answer: string) => {
    const { digest, from } = JSON.parse(asked) as CallArguments<'dumps.listings'>;
    const reply = JSON.parse(answer) as Reply<ParsedListing[]>;
    if (reply.ok)
      digests.set(digest as DigestId, [
        ...(digests.get(digest as DigestId) ?? []).slice(0, from),
        ...reply.value,
      ]);
  });
  await page.exposeFunction('faultsSaved', (seq: number) => {
    told.saved = Math.max(told.saved, seq);
    told.onTold();
  });
  await page.exposeFunction('faultsCall', (name: string, body: string) => {
    told.calls += 1;
    if (name === 'library.append') {
      for (const change of (JSON.parse(body) as CallArguments<'library.append'>).changes) {
        told.sent.push(withGivenTexts(change, digests)!);
      }
    }
    told.onTold();
  });
  await page.addInitScript(EAVESDROP);
  return told;
}
