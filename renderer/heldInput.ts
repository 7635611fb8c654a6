/** What of the user is held: keys and the mouse's buttons. The wheel still scrolls. */
const HELD = ['keydown', 'mousedown', 'mouseup', 'click', 'dblclick', 'contextmenu'] as const;
/** What only the browser itself could do again is not begun. */
const REFUSED = ['dragstart', 'paste', 'drop'] as const;

/** Input that came before the window could answer it. */
export interface HeldInput {
  /** Gives everything to the window, in order, as if it came now. */
  release(): void;
  /** Forgets it. */
  drop(): void;
}

/** Holds the user's input from now on. */
export function holdInput(): HeldInput {
  const held: (KeyboardEvent | MouseEvent)[] = [];
  const hold = (event: Event): void => {
    // The browser's own keys stay its own.
    if (event instanceof KeyboardEvent && isBrowsers(event)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event instanceof KeyboardEvent || event instanceof MouseEvent) held.push(event);
  };
  const types = [...HELD, ...REFUSED];
  for (const type of types) window.addEventListener(type, hold, { capture: true });
  const stop = (): void => {
    for (const type of types) window.removeEventListener(type, hold, { capture: true });
  };
  return {
    release() {
      stop();
      for (const event of held.splice(0)) repeat(event);
    },
    drop() {
      stop();
      held.length = 0;
    },
  };
}

function repeat(event: KeyboardEvent | MouseEvent): void {
  if (event instanceof KeyboardEvent) {
    const target = document.activeElement ?? document.body;
    const goesOn = target.dispatchEvent(new KeyboardEvent(event.type, event));
    if (goesOn && isTyped(event) && isTextField(target)) document.execCommand('insertText', false, event.key);
    return;
  }
  const target = event.target instanceof Element && event.target.isConnected ? event.target : undefined;
  const found = target ?? document.elementFromPoint(event.clientX, event.clientY);
  found?.dispatchEvent(new MouseEvent(event.type, event));
}

/** Reloading, the developer tools, zooming. */
function isBrowsers({ key, ctrlKey, metaKey }: KeyboardEvent): boolean {
  return /^F\d+$/u.test(key) || ((ctrlKey || metaKey) && /^[rRwWqQiI+\-0=]$/u.test(key));
}

function isTyped({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return [...key].length === 1 && !ctrlKey && !metaKey && !altKey;
}

function isTextField(element: Element): boolean {
  return element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;
}
