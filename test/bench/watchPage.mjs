/** @typedef {{ painted: number, answered: number }} KeyTimes Milliseconds from the event of a key. */

/**
 * Runs in the page, before it, and must stand alone. What happens on the screen is timed to the end of its frame: what the
 * page draws anew is drawn in the task in which it is told, the frame callback comes before that frame is painted, and the
 * message sent from there after it.
 */
export function watchPage() {
  const win = /** @type {any} */ (window);
  const { MutationObserver } = window;
  let pressed = 0;
  /** @type {(times: KeyTimes) => void} */
  let done = () => undefined;
  const wait = () =>
    new Promise(resolve => {
      done = resolve;
    });
  addEventListener('keydown', event => (pressed = event.timeStamp), { capture: true });
  const whenPainted = (/** @type {() => void} */ then) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = then;
    requestAnimationFrame(() => port2.postMessage(null));
  };
  const answer = () => {
    const answered = performance.now() - pressed;
    whenPainted(() => done({ painted: performance.now() - pressed, answered }));
  };

  // Results of a search: told by the worker.
  win.armSearch = () => {
    pressed = 0;
    win.benchPainted = wait();
  };
  win.armSearch();
  // A change in the list: told by the document.
  win.armList = () => {
    pressed = 0;
    win.benchPainted = wait();
    const watch = new MutationObserver(() => {
      if (pressed === 0) return;
      watch.disconnect();
      answer();
    });
    const list = document.querySelector('.paper-list');
    if (list) watch.observe(list, { subtree: true, childList: true, attributes: true, characterData: true });
  };
  win.repeatInput = () => {
    const [field, line] = [document.querySelector('input'), document.querySelector('p')];
    field?.addEventListener('input', () => {
      line?.replaceChildren(field.value);
      answer();
    });
  };

  // The start: first rows painted, the library in their place, and the index loaded, all from the navigation and in milliseconds.
  win.benchStart = {};
  const note = (/** @type {'listed' | 'live' | 'searchable'} */ what) => {
    const start = win.benchStart;
    start[what] = performance.now();
    if (start.listed && start.live && start.searchable) console.log('bench: started');
  };
  // Where the browser has read the document, it begins the page's script.
  document.addEventListener('readystatechange', () => {
    if (document.readyState === 'interactive') win.benchStart.scriptAt = performance.now();
  });
  const firstRows = new MutationObserver(() => {
    if (!document.querySelector('.paper-row')) return;
    firstRows.disconnect();
    whenPainted(() => note('listed'));
  });
  firstRows.observe(document, { subtree: true, childList: true });
  // Keys pressed before the library itself is there wait for it.
  const library = new MutationObserver(() => {
    if (document.documentElement.dataset['savedSeq'] === undefined) return;
    library.disconnect();
    whenPainted(() => note('live'));
  });
  library.observe(document, { subtree: true, attributes: true, attributeFilter: ['data-saved-seq'] });
  win.Worker = class extends Worker {
    /** @param {string | URL} url @param {WorkerOptions} [options] */
    constructor(url, options) {
      super(url, options);
      this.addEventListener('message', ({ data }) => {
        if (data?.value?.serials) answer();
        if (data?.id !== undefined && data.id === this.loading) note('searchable');
      });
    }

    /** @override @param {any} message @param {any} transferred */
    postMessage(message, transferred) {
      if (message?.path?.[0] === 'load') this.loading = message.id;
      super.postMessage(message, transferred);
    }
  };

  // The report of an import, painted.
  win.benchReported = new Promise(resolve => {
    const report = new MutationObserver(() => {
      const headings = [...document.querySelectorAll('[role=dialog] h2')].map(
        ({ textContent }) => textContent,
      );
      const heading = headings.find(text => text?.startsWith('Imported') || text?.startsWith('Nothing'));
      if (heading === undefined) return;
      report.disconnect();
      whenPainted(() => resolve({ heading, at: performance.now() }));
    });
    report.observe(document, { subtree: true, childList: true, characterData: true });
  });

  // Times between frames.
  win.watchFrames = () => {
    win.benchFrames = [];
    let last = 0;
    const onFrame = (/** @type {number} */ now) => {
      if (last > 0) win.benchFrames?.push(now - last);
      last = now;
      if (!win.benchFramesEnded) requestAnimationFrame(onFrame);
    };
    win.benchFramesEnded = false;
    requestAnimationFrame(onFrame);
  };
  win.endFrames = () => {
    win.benchFramesEnded = true;
    return win.benchFrames;
  };
}
