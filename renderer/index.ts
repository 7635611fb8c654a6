// First, so that what components say of themselves comes after it.
import './styles/index.css';
import { beginWindow } from './firstWindow.ts';
import { lastLibrary } from './lastLibrary.ts';

/*
 * The page's beginning, small so that it runs at once: it draws the window as it was left, and only when that is on the
 * screen lets in the rest of the program.
 */

const first = beginWindow(lastLibrary());
if (first.last?.shown) await painted();
try {
  const { showPage } = await import('./page.tsx');
  showPage(first);
} catch {
  first.last?.shown?.picture.remove();
  first.last?.shown?.input.drop();
  sayNotLoaded();
}

/** A part of the program did not come, as when Pandect was ended or replaced meanwhile. */
function sayNotLoaded(): void {
  const message = document.createElement('p');
  message.className = 'not-loaded';
  message.role = 'alert';
  message.textContent =
    'Pandect could not be loaded whole, so your library was not opened. It is as it was. Reload this window; if that does not help, start Pandect again.';
  document.getElementById('root')?.replaceChildren(message);
}

/** Resolves when what was drawn is on the screen; a window that isn't seen paints nothing. */
function painted(): Promise<void> {
  if (document.visibilityState === 'hidden') return Promise.resolve();
  return new Promise(resolve => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    requestAnimationFrame(() => port2.postMessage(null));
    document.addEventListener('visibilitychange', () => resolve(), { once: true });
  });
}
