import { readFileSync } from 'node:fs';
import { register } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { BrowserContext, Page } from '@playwright/test';
import { createStandIn } from './electronStandIn.ts';
import type { StandIn, StandInWindow } from './electronStandIn.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Where the browser finds the page: it can't be taught Electron's own scheme, but this is a secure origin too. */
const ORIGIN = 'https://pandect.test';
const INVOKE = '__standInInvoke';
const TELL = '__standInTell';

/** The built program with its built page in a browser; only Electron itself is missing. */
export interface Wired {
  readonly page: Page;
  readonly electron: StandIn;
  readonly window: StandInWindow;
  /** What the scheme's handler answered, by path. */
  readonly served: ReadonlyMap<string, Response>;
}

/** Starts `dist/main/electron.mjs` as Electron would, and shows the page of its window in the browser. */
export async function startWired(
  context: BrowserContext,
  data: string,
  args: readonly string[] = [],
): Promise<Wired> {
  const electron = createStandIn({ appPath: root });
  await runBuiltMain(electron, data, args);
  await electron.becomeReady();
  const [window] = electron.windows;
  if (!window) throw new Error('The program opened no window.');
  const served = await serve(context, electron);
  const page = await context.newPage();
  await connect(page, electron, window);
  await page.goto(ORIGIN);
  window.emit('ready-to-show');
  return { page, electron, window, served };
}

/** The names that the built program imports from Electron; others would not be there. */
const NAMES = 'app BrowserWindow Menu clipboard dialog ipcMain nativeTheme net protocol screen session shell'
  .split(' ')
  .join(', ');

/** Resolves `electron`, as imported by a program started here, to the stand-in that was made for it. */
const RESOLVER = `
  export async function resolve(specifier, context, next) {
    const run = specifier === 'electron' && new URL(context.parentURL ?? 'file:///').searchParams.get('standIn');
    if (!run) return next(specifier, context);
    const code = 'export const { ${NAMES} } = globalThis.pandectStandIns[' + run + '];';
    return { url: 'data:text/javascript,' + encodeURIComponent(code), shortCircuit: true };
  }`;

const standIns: object[] = [];

async function runBuiltMain(electron: StandIn, data: string, args: readonly string[]): Promise<void> {
  if (standIns.length === 0) {
    register(`data:text/javascript,${encodeURIComponent(RESOLVER)}`);
    Object.assign(globalThis, { pandectStandIns: standIns });
  }
  const run = standIns.push(electron.module) - 1;
  const { argv } = process;
  const { PANDECT_DATA } = process.env;
  process.argv = ['/opt/Pandect/pandect', ...args];
  process.env['PANDECT_DATA'] = data;
  try {
    await import(`${pathToFileURL(join(root, 'dist/main/electron.mjs')).href}?standIn=${run}`);
  } finally {
    process.argv = argv;
    if (PANDECT_DATA === undefined) delete process.env['PANDECT_DATA'];
    else process.env['PANDECT_DATA'] = PANDECT_DATA;
  }
}

/** Lets the handler of the scheme answer the browser. */
async function serve(context: BrowserContext, electron: StandIn): Promise<Map<string, Response>> {
  const served = new Map<string, Response>();
  await context.route(`${ORIGIN}/**`, async route => {
    const request = route.request();
    const { pathname, search } = new URL(request.url());
    const handler = electron.protocols.get('pandect');
    if (!handler) return route.abort();
    const url = `pandect://app${pathname}${search}`;
    const response = await handler({ url, method: request.method() } as Request);
    served.set(pathname, response.clone());
    const body = Buffer.from(await response.arrayBuffer());
    return route.fulfill({ status: response.status, headers: Object.fromEntries(response.headers), body });
  });
  return served;
}

/** Runs the built preload script in the page with Electron's two modules for it, over Playwright instead of IPC. */
async function connect(page: Page, electron: StandIn, window: StandInWindow): Promise<void> {
  await page.exposeFunction(INVOKE, async (channel: string, args: string) => {
    return toText(await electron.invoke(channel, fromText(args) as unknown[]));
  });
  window.webContents.on('stand-in:sent', (channel: string, event: unknown) => {
    // A page that has not loaded yet, or is gone, hears nothing; as in Electron.
    page
      .evaluate(([tell, ...rest]) => Reflect.get(globalThis, tell)?.(...rest), [
        TELL,
        channel,
        event,
      ] as const)
      .catch(() => undefined);
  });
  const preload = readFileSync(join(root, 'dist/preload/preload.cjs'), 'utf8');
  await page.addInitScript(`{
    const toText = ${toText.toString()};
    const fromText = ${fromText.toString()};
    const listeners = new Map();
    const electron = {
      contextBridge: {
        exposeInMainWorld: (name, api) => {
          Object.defineProperty(window, name, { value: Object.freeze({ ...api }), enumerable: true });
        },
      },
      ipcRenderer: {
        invoke: async (channel, ...args) => fromText(await ${INVOKE}(channel, toText(structuredClone(args)))),
        on: (channel, listener) => listeners.set(listener, channel),
        off: (channel, listener) => listeners.delete(listener),
      },
    };
    window.${TELL} = (channel, event) => {
      for (const [listener, heard] of listeners) if (heard === channel) listener({}, event);
    };
    ((require) => { ${preload} })((name) => {
      if (name !== 'electron') throw new Error('module not found: ' + name);
      return electron;
    });
  }`);
}

/** JSON that keeps bytes, as structured cloning does. Runs in the page too. */
function toText(value: unknown): string {
  const text = JSON.stringify(value, (_key, part: unknown) =>
    part instanceof Uint8Array
      ? { $bytes: Array.from(part, byte => String.fromCharCode(byte)).join('') }
      : part,
  );
  return text ?? 'null';
}

function fromText(text: string): unknown {
  return JSON.parse(text, (_key, part: unknown) => {
    const bytes = (part as { $bytes?: unknown } | null)?.$bytes;
    return typeof bytes === 'string' ? Uint8Array.from(bytes, letter => letter.charCodeAt(0)) : part;
  });
}
