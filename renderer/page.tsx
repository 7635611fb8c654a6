import { StrictMode } from 'react';
import type { ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import type { SessionId } from '../shared/domain/ids.ts';
import type { Holder } from '../shared/host/libraryApi.ts';
import type { SnapshotInfo } from '../shared/library/snapshot.ts';
import { runAction } from './actions/runAction.ts';
import { App } from './App.tsx';
import { answerAsked } from './askedCommands.ts';
import type { Progress } from './data/copyRows.ts';
import type { OlderCopy } from './data/olderCopies.ts';
import { openCopy } from './data/openCopy.ts';
import { openLibrary } from './data/openLibrary.ts';
import type { OlderCopyChoice, OpenedHere } from './data/openLibrary.ts';
import type { Library } from './data/types.ts';
import { keepFresh } from './features/fresh/keepFresh.ts';
import { importFound } from './features/watch/importFound.ts';
import type { FirstWindow, LastLibrary } from './firstWindow.ts';
import type { AppServices } from './hooks/useApp.ts';
import type { HostClient } from './host/types.ts';
import { followPicture } from './picture/followPicture.ts';
import { keepListAtRest } from './picture/keepListAtRest.ts';
import { beginAgainWithout, readyForPlace } from './picture/listAtStart.ts';
import { rememberLibrary } from './lastLibrary.ts';
import { closeServices, createServices, type ServiceParts } from './services.ts';
import { isInLibrary } from './session/place.ts';
import { useSession } from './session/session.ts';
import { showToast } from './session/toast.ts';
import { StartMessage } from './StartMessage.tsx';
import type { StartMessageProps } from './StartMessage.tsx';
import { heldText, heldTitle, olderText, PROGRESS_TEXT, progressTitle } from './startWords.ts';

/** What is over sooner needs no telling. */
const CALM_MS = 400;

/** The page from its start to its end: who writes the library, and what is shown. */
class Page {
  readonly #render: (content: ReactNode) => void;
  readonly #first: FirstWindow;
  readonly #session: SessionId;
  #host: HostClient | undefined;
  #live: { readonly library: OpenedHere; readonly services: AppServices } | undefined;
  /** What is shown in place of the live library. */
  #copy: AppServices | undefined;
  /** Leaves to another page what the one that writes does unasked: the command line's, kept files, watched folders. */
  #stopServing: () => void = () => undefined;
  /** Each library that is shown begins with fresh views. */
  #shown = 0;
  /** What is at hand of the last library, until that is shown or something else is. */
  #last: LastLibrary | undefined;
  /** Keeps the picture that the next start begins with. */
  #keepPicture: () => void = () => undefined;

  constructor(render: (content: ReactNode) => void, first: FirstWindow) {
    this.#render = render;
    this.#first = first;
    this.#session = first.session;
    this.#last = first.last;
    window.addEventListener('pagehide', () => this.#sayGoodbye());
    // A page that comes back from where the browser kept it has let go of the library.
    window.addEventListener('pageshow', event => event.persisted && window.location.reload());
    window.addEventListener('online', () => this.#live?.library.retry());
  }

  /** Opens the library for this page and shows the window, or says why it can't. */
  async start(access: 'write' | 'takeOver'): Promise<void> {
    try {
      const { id: expected, list } = this.#first.last ?? {};
      const kept = list?.take();
      const host = (this.#host ??= await this.#connect());
      const opening = await openLibrary({
        host,
        session: this.#session,
        access,
        ...(access === 'write' && { opened: this.#first.opened }),
        onProgress: this.#calmProgress(),
        askAbout: older => this.#askAbout(older),
        ...(expected === undefined ? {} : { expected }),
        ...(kept === undefined ? {} : { kept }),
      });
      if (opening.kind === 'held') {
        this.#sayHeld(heldTitle(opening.holder), opening.holder);
        return;
      }
      if (access === 'write' && this.#first.wasTakenOver()) {
        await opening.library.close();
        this.#sayWentOn();
        return;
      }
      rememberLibrary(opening.id);
      const { library, database, rows, findings } = opening;
      await readyForPlace(library);
      const from = rows ? { rows } : { database };
      const { searchWorker } = this.#last ?? {};
      const services = this.#services({ host, library, from, findings, searchWorker });
      this.#live = { library, services };
      showSaved(library);
      this.#stopServing = serve(host, this.#session, this.#live.services);
      keepListAtRest(library, services.visible);
      const isShown = () => this.#copy === undefined && this.#live?.library === library;
      this.#keepPicture = followPicture({ id: opening.id, library, isShown });
      const { picture } = this.#last?.shown ?? {};
      // What the user did to a picture was meant for what that showed.
      if (opening.id !== expected || picture?.seq !== library.savedSeq) this.#dropInput();
      this.#showLive(this.#live.services);
      library.whole.catch(beginAgainWithout);
    } catch (error) {
      if (!beginAgainWithout(error)) this.#sayFailed(error);
    }
  }

  /** Shows the library in place of its picture, in one go: nothing moves but what has changed. */
  #showLive(services: AppServices): void {
    const { shown } = this.#last ?? {};
    this.#last = undefined;
    goToPlace(services.library);
    if (shown === undefined) {
      this.#show(services);
      return;
    }
    flushSync(() => this.#show(services));
    shown.picture.remove();
    shown.input.release();
    for (const action of shown.asked) runAction(action, services);
  }

  async #connect(): Promise<HostClient> {
    const host = await this.#first.host;
    host.listen('action.run', ({ action }) => void this.#last?.shown?.asked.push(action));
    host.listen('library.takenOver', taken => {
      if (taken.session === this.#session) void this.#letGo();
    });
    // Told whenever the stream of events opens again, so that the host is there again.
    host.listen('dumps.offered', () => this.#live?.library.retry());
    return host;
  }

  /** The files as they are now, to be looked at while somebody else writes. */
  async #look(host: HostClient, holder: Holder): Promise<void> {
    this.#render(null);
    this.#last?.searchWorker.drop();
    this.#last = undefined;
    try {
      const { findings } = await host.call('library.open', { session: this.#session, access: 'read' });
      const { library, rows } = await openCopy(host, { kind: 'look', holder }, this.#calmProgress());
      this.#show(this.#services({ host, library, from: { rows }, findings }));
    } catch (error) {
      this.#sayFailed(error);
    }
  }

  #services(parts: Omit<ServiceParts, 'openSnapshot' | 'backToNow'>): AppServices {
    const services: AppServices = createServices({
      ...parts,
      openSnapshot: snapshot => void this.#openSnapshot(services, snapshot),
      backToNow: () => undefined,
    });
    return services;
  }

  async #openSnapshot(now: AppServices, snapshot: SnapshotInfo): Promise<void> {
    try {
      const { library, rows } = await openCopy(now.host, { kind: 'snapshot', snapshot });
      const copy: AppServices = createServices({
        host: now.host,
        library,
        from: { rows },
        findings: [],
        openSnapshot: other => void this.#openSnapshot(now, other),
        backToNow: () => {
          if (this.#copy !== copy) return;
          this.#copy = undefined;
          this.#show(now);
          closeServices(copy);
        },
      });
      const before = this.#copy;
      this.#copy = copy;
      this.#show(copy);
      if (before) closeServices(before);
    } catch (error) {
      showToast(errorText(error), { tone: 'error' });
    }
  }

  /** Another page takes over: writes what is left, lets go, and says so. */
  async #letGo(): Promise<void> {
    const live = this.#live;
    if (!live) return;
    this.#live = undefined;
    this.#stopServing();
    await live.library.close();
    this.#keepPicture = () => undefined;
    // What could not be written is still here, to be seen and exported.
    if (live.library.unsaved > 0) {
      this.#copy?.backToNow();
      return;
    }
    this.#render(null);
    if (this.#copy) closeServices(this.#copy);
    this.#copy = undefined;
    closeServices(live.services);
    this.#sayWentOn();
  }

  #sayWentOn(): void {
    this.#sayHeld('Your library went on in another window', ANOTHER_WINDOW);
  }

  /** The browser may end this page at any time from now on. */
  #sayGoodbye(): void {
    const { library } = this.#live ?? {};
    if (library?.saveState.kind === 'saved') {
      void this.#host?.call('library.close', { session: this.#session }).catch(() => undefined);
    }
    // After the call: it must be on its way before the browser ends the page.
    this.#keepPicture();
  }

  #show(services: AppServices): void {
    this.#shown += 1;
    this.#render(<App key={this.#shown} services={services} />);
  }

  #say(message: StartMessageProps): void {
    this.#dropShown();
    this.#render(<StartMessage {...message} />);
  }

  /** Nothing that the user did to a picture is done to something else. */
  #dropShown(): void {
    const last = this.#last;
    last?.shown?.picture.remove();
    this.#dropInput();
    this.#last = last && { id: last.id, searchWorker: last.searchWorker };
  }

  #dropInput(): void {
    const { input, asked } = this.#last?.shown ?? {};
    input?.drop();
    asked?.splice(0);
  }

  /** Two pages that write one library would overwrite each other. */
  #sayHeld(title: string, holder: Holder): void {
    const takeOver = () => {
      // Pressed twice, it would take the library away from this very page.
      this.#render(null);
      void this.start('takeOver');
    };
    const tryAgain = { label: 'Try again', onPress: () => window.location.reload() };
    const look = { label: 'Look only', onPress: () => this.#host && void this.#look(this.#host, holder) };
    const first = holder.canTakeOver ? { label: 'Use it here', onPress: takeOver } : tryAgain;
    this.#say({ title, text: heldText(holder), buttons: [first, look] });
  }

  #askAbout(older: OlderCopy): Promise<OlderCopyChoice> {
    return new Promise(resolve => {
      const choose = (choice: OlderCopyChoice) => () => {
        this.#render(null);
        resolve(choice);
      };
      this.#say({
        title: 'This folder holds no library yet',
        text: olderText(older),
        buttons: [
          { label: 'Bring it back', onPress: choose('bringBack') },
          { label: 'Start empty', onPress: choose('startEmpty') },
        ],
      });
    });
  }

  #calmProgress(): (progress: Progress) => void {
    const begun = performance.now();
    return ({ what, done, total }) => {
      if (performance.now() - begun < CALM_MS) return;
      const title = progressTitle(what);
      this.#say({ title, text: PROGRESS_TEXT, progress: { label: title, value: done, max: total } });
    };
  }

  #sayFailed(error: unknown): void {
    this.#say({
      title: 'Pandect could not be opened',
      text: errorText(error),
      buttons: [{ label: 'Try again', onPress: () => window.location.reload() }],
    });
  }
}

/** What the page that writes does besides what it is told to. Returns the function that ends it. */
function serve(host: HostClient, session: SessionId, { library, search }: AppServices): () => void {
  const stop = [answerAsked(host, session, library)];
  let isStopped = false;
  const askForAll = () => {
    if (isStopped) return;
    stop.push(keepFresh({ host, session, library, search }), importFound({ host, session, library }));
  };
  library.whole.then(askForAll, () => undefined);
  return () => {
    isStopped = true;
    for (const end of stop) end();
  };
}

const ANOTHER_WINDOW: Holder = { kind: 'window', name: 'another window', since: 0, canTakeOver: true };

/** The view that the last window showed, if the library still has it. */
function goToPlace({ state }: Library): void {
  const { view, focused, pane } = useSession.getState();
  const isThere = isInLibrary(view, state);
  const isPaperThere = isThere && focused !== null && state.papers.has(focused);
  useSession.setState({
    ...(!isThere && { view: { kind: 'status', status: 'unread' } }),
    ...(!isPaperThere && { focused: null, pane: pane === 'paper' ? 'list' : pane }),
  });
}

/** What is shown as saved stands in the document too, where tests that kill the browser find it. */
function showSaved(library: Library): void {
  const { dataset } = document.documentElement;
  const show = () => {
    dataset['savedSeq'] = String(library.savedSeq);
    dataset['saveState'] = library.saveState.kind;
  };
  show();
  library.subscribe(show);
}

function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Goes on with what was begun. */
export function showPage(first: FirstWindow): void {
  const place = document.getElementById('root');
  if (place === null) return;
  const root = createRoot(place);
  void new Page(content => root.render(<StrictMode>{content}</StrictMode>), first).start('write');
}
