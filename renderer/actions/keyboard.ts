import { actionInfo } from '../../shared/actions/registry.ts';
import type { ActionId } from '../../shared/actions/registry.ts';
import { SEQUENCE_STARTS, actionOfKey, nameKey } from './matchKey.ts';
import type { Platform } from './matchKey.ts';

/** How long the second key of `g u` may take. */
const SEQUENCE_MS = 1_500;

/** Keys that controls use themselves: taken only where nothing else wants them. */
const MOVING_KEYS: ReadonlySet<string> = new Set(['ArrowUp', 'ArrowDown', 'Home', 'End', 'Enter', 'Delete']);
/** Held down, these go on; every other action happens once a press. */
const REPEATING: ReadonlySet<ActionId> = new Set(['next', 'previous']);

/** Listens to the keys of the whole window. Returns the function that stops it. */
export function listenToKeys(run: (action: ActionId) => void, platform: Platform): () => void {
  let started: { readonly key: string; readonly at: number } | undefined;

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || event.key === 'Process' || event.key === 'Dead')
      return;
    if (isModifier(event.key)) return;
    const name = nameKey({ ...pick(event), altGraph: event.getModifierState('AltGraph') }, platform);
    if (name === undefined) return;
    const before = started && event.timeStamp - started.at < SEQUENCE_MS ? started.key : undefined;
    started = undefined;
    const place = placeOf(event.target);
    if (place === 'overlay') return;
    if (place === 'other' && before === undefined && SEQUENCE_STARTS.has(name)) {
      started = { key: name, at: event.timeStamp };
      event.preventDefault();
      return;
    }
    if (place !== 'typing' && before !== undefined && name === 'Escape') return;
    const action = actionOfKey(name, place === 'typing' ? undefined : before);
    if (action === undefined || !mayRun(action, name, event, place)) return;
    event.preventDefault();
    run(action);
  };

  window.addEventListener('keydown', onKeyDown);
  return () => window.removeEventListener('keydown', onKeyDown);
}

type Place = 'typing' | 'overlay' | 'other';

function mayRun(action: ActionId, name: string, event: KeyboardEvent, place: Place): boolean {
  if (event.repeat && !REPEATING.has(action)) return false;
  if (place === 'typing') return actionInfo(action).whileTyping === true && name.startsWith('Mod+');
  return !MOVING_KEYS.has(name) || movesTheList(event.target);
}

/** Moving keys belong to the list while nothing else has the focus. */
function movesTheList(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return true;
  if (target === document.body || target === document.documentElement) return true;
  return target.closest('[data-moves-list]') !== null && target.closest('button, a, input, summary') === null;
}

function placeOf(target: EventTarget | null): Place {
  if (!(target instanceof Element)) return 'other';
  if (target.closest('[role="dialog"], [role="alertdialog"], [role="menu"]')) return 'overlay';
  if (target instanceof HTMLInputElement) return isTextInput(target) ? 'typing' : 'other';
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return 'typing';
  return target instanceof HTMLElement && target.isContentEditable ? 'typing' : 'other';
}

function isTextInput(input: HTMLInputElement): boolean {
  return !['button', 'checkbox', 'color', 'file', 'image', 'radio', 'range', 'reset', 'submit'].includes(
    input.type,
  );
}

function isModifier(key: string): boolean {
  return ['Shift', 'Control', 'Alt', 'Meta', 'AltGraph', 'CapsLock'].includes(key);
}

function pick(event: KeyboardEvent) {
  const { key, code, ctrlKey, metaKey, altKey, shiftKey } = event;
  return { key, code, ctrlKey, metaKey, altKey, shiftKey };
}
