import type { HostHandlers } from '../shared/host/api.ts';
import { HostError } from '../shared/host/wire.ts';
import { createDispatch } from './dispatch.ts';
import type { Dispatch } from './dispatch.ts';
import type { Paths } from './paths.ts';
import { createDumpsService } from './services/dumps.ts';
import { createExportsService } from './services/exports.ts';
import { createLibraryService } from './services/library/service.ts';
import type { Shell } from './shell.ts';

/** The host without a shell around it. */
export interface Host {
  readonly handlers: HostHandlers;
  /** Answers one call; what a transport hands its messages to. Never rejects. */
  readonly dispatch: Dispatch;
  /** Takes absolute paths of files and folders from the command line, a second instance or the system, and tells the page. */
  offer(paths: readonly string[]): Promise<void>;
}

/** Wires the services of the host to a shell. The data folder must exist (`preparePaths`). */
export function createHost(shell: Shell, paths: Paths): Host {
  const dumps = createDumpsService({ dumpsFolder: paths.dumps });
  const handlers: HostHandlers = {
    'app.info': async () => ({
      host: shell.kind,
      platform: knownPlatform(),
      version: shell.version,
      dataFolder: paths.data,
    }),
    'dumps.choose': async ({ what }) => dumps.offerPaths(await shell.chooseFiles(what)),
    ...dumps.handlers,
    ...createLibraryService(),
    ...createExportsService({ askWhere: shell.askWhere }),
    'clipboard.write': async ({ text }) => {
      await shell.writeClipboard(text);
      return null;
    },
    'links.open': async ({ url }) => {
      await shell.openExternal(checkedLink(url));
      return null;
    },
  };
  return {
    handlers,
    dispatch: createDispatch(handlers),
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
