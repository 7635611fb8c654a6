// First, so that what components say of themselves comes after it.
import './styles/index.css';
import { beginWindow, showLeft } from './firstWindow.ts';
import { lastLibrary } from './lastLibrary.ts';

/*
 * The page's beginning, small so that it runs at once: it draws the window as it was left, and only when that is on the
 * screen lets in the rest of the program.
 */

const last = lastLibrary();
const shown = last && (await showLeft(last));
const program = import('./page.tsx').then(({ showPage }) => showPage);
const first = beginWindow(last, shown);
try {
  const showPage = await program;
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
