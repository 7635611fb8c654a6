import { randomUUID } from 'node:crypto';
import type { HostHandlers } from '../shared/host/api.ts';
import { HostError } from '../shared/host/wire.ts';
import { runAsked } from '../shared/library/runAsked.ts';
import { createDispatch } from './dispatch.ts';
import type { Dispatch } from './dispatch.ts';
import { loadTokens } from './lib/instanceTokens.ts';
import { hashTextsNatively } from './lib/nativeHash.ts';
import { nodeDisk } from './lib/nodeDisk.ts';
import { loopbackFile } from './paths.ts';
import type { Paths } from './paths.ts';
import { createDumpsService } from './services/dumps.ts';
import { createExportsService } from './services/exports.ts';
import { createFreshExportsService } from './services/freshExports/service.ts';
import { createCommandsService } from './services/commands/service.ts';
import { createKeyPatternService } from './services/keyPattern.ts';
import { createLibraryService } from './services/library/service.ts';
import type { LibraryServiceOptions } from './services/library/service.ts';
import { libraryIn } from './services/library/marker.ts';
import { createLookUpService, type LookUpServiceOptions } from './services/lookUp/service.ts';
import { createPacer } from './services/library/slices.ts';
import { loadSettings } from './services/settings.ts';
import { createWatchService } from './services/watch/service.ts';
import type { WatchTimes } from './services/watch/folderWatch.ts';
import type { Shell } from './shell.ts';

/** The host without a shell around it. */
export interface Host {
  readonly handlers: HostHandlers;
  /** Answers one call; what a transport hands its messages to. Never rejects. */
  readonly dispatch: Dispatch;
  /** The event stream of a page's session opened or ended. */
  pageHere(session: string): void;
  pageGone(session: string): void;
  /** The one window is closed, and its page with it. */
  allPagesGone(): void;
  /** Makes the last snapshot and lets go of the library's files. Takes some seconds at most; never rejects. */
  close(): Promise<void>;
  /** Takes absolute paths of files and folders from the command line, a second instance or the system, and tells the page. */
  offer(paths: readonly string[]): Promise<void>;
}

/** What a test may put in place of the machine's own. */
export type HostOptions = Pick<LibraryServiceOptions, 'disk' | 'now'> &
  Pick<LookUpServiceOptions, 'timing' | 'limits'> & { readonly watchTimes?: WatchTimes };

/** Wires the services of the host to a shell. The data folder must exist (`preparePaths`). */
export function createHost(shell: Shell, paths: Paths, more: HostOptions = {}): Host {
  hashTextsNatively();
  const library = createLibraryService({
    shell,
    paths,
    ...more,
    listingsOf: source => dumps.listingsOf(source),
    onWriting: dataFolder => commands.listen(dataFolder),
  });
  const dumps = createDumpsService({ dumpsFolder: library.dumpsFolder });
  const commands = createCommandsService({
    secret: async () => (await loadTokens(loopbackFile(library.folder()))).instance,
    writingPage: library.writingPage,
    tellPage: session => shell.emit({ name: 'commands.asked', data: { session } }),
    runHere: command =>
      library.withoutPage(held =>
        runAsked(command, {
          library: held,
          call: (name, args) => dumps.handlers[name](args as never) as never,
          keepLibrary: () => library.keep('import'),
          now: more.now ?? Date.now,
          newId: randomUUID,
          keyPattern: loadSettings(paths.config).keyPattern,
          pace: createPacer(),
        }),
      ),
  });
  const lookUp = createLookUpService({
    config: paths.config,
    version: shell.version,
    fetch: shell.fetch,
    ...more,
  });
  const ofLibrary = {
    shell,
    config: paths.config,
    dataFolder: library.folder,
    library: () => libraryIn(more.disk ?? nodeDisk, library.folder()),
    assertWriter: library.assertWriter,
    now: more.now ?? Date.now,
  };
  const freshExports = createFreshExportsService(ofLibrary);
  const watch = createWatchService({
    ...ofLibrary,
    dumps,
    isOurs: freshExports.isTied,
    ...(more.watchTimes && { times: more.watchTimes }),
  });
  let closing: Promise<void> | undefined;
  const handlers: HostHandlers = {
    'app.info': async () => ({
      host: shell.kind,
      platform: knownPlatform(),
      version: shell.version,
      dataFolder: library.folder(),
    }),
    'dumps.choose': async ({ what }) => dumps.offerPaths(await shell.chooseFiles(what)),
    ...dumps.handlers,
    ...library.handlers,
    ...commands.handlers,
    ...createKeyPatternService(paths),
    ...lookUp.handlers,
    ...freshExports.handlers,
    ...watch.handlers,
    ...createExportsService({
      askWhere: shell.askWhere,
      askFolder: async () => (await shell.chooseFiles('exportFolder'))[0] ?? null,
    }),
    'clipboard.write': async ({ text }) => {
      await shell.writeClipboard(text);
      return null;
    },
    'links.open': async ({ url }) => {
      await shell.openExternal(checkedLink(url));
      return null;
    },
    'browser.clear': async () => {
      await shell.clearBrowser();
      return null;
    },
  };
  return {
    handlers,
    dispatch: createDispatch(handlers),
    pageHere(session) {
      library.pageHere(session);
      lookUp.pageHere(session);
    },
    pageGone(session) {
      library.pageGone(session);
      lookUp.pageGone(session);
    },
    allPagesGone() {
      library.allPagesGone();
      lookUp.endAll();
    },
    close: () => {
      lookUp.endAll();
      return (closing ??= commands
        .close()
        .then(watch.close)
        .then(library.close)
        .catch(() => undefined));
    },
    async offer(named) {
      await dumps.putBy(named);
      shell.emit({ name: 'dumps.offered', data: {} });
    },
  };
}

/** The address as the URL parser understands it. Throws `badArguments` unless it is https without a user name in it. */
function checkedLink(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed?.protocol !== 'https:' || parsed.username !== '' || parsed.password !== '') {
    throw new HostError(
      'badArguments',
      'This link was not opened: only https addresses are opened from a paper. Nothing else happened. Copy the address and open it yourself if you trust it.',
    );
  }
  return parsed.href;
}

function knownPlatform(): 'linux' | 'darwin' | 'win32' {
  return process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'linux';
}
