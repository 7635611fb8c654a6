import { useMemo, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { ACTION_IDS, actionInfo } from '../../../shared/actions/registry.ts';
import type { ActionId } from '../../../shared/actions/registry.ts';
import { useRunAction } from '../../actions/runAction.ts';
import { canRun } from '../../actions/targets.ts';
import { useApp } from '../../hooks/useApp.ts';
import { useSession } from '../../session/session.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Kbd } from '../../ui/Kbd.tsx';
import { findByName } from './findByName.ts';
import './Palette.css';

/** Every action by name, when the session asks for it. */
export function Palette() {
  const open = useSession(session => session.overlay.kind === 'palette');
  return open ? <PaletteDialog /> : null;
}

function close(): void {
  useSession.setState({ overlay: { kind: 'none' } });
}

function PaletteDialog() {
  const app = useApp();
  const run = useRunAction();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const found = useMemo(() => {
    const actions = ACTION_IDS.filter(id => id !== 'palette' && canRun(id, app));
    return findByName(actions, typed, id => `${actionInfo(id).title} ${actionInfo(id).menu}`);
  }, [typed, app]);
  const current = found[Math.min(at, found.length - 1)];

  const choose = (id: ActionId) => {
    close();
    // After the dialog has given the focus back, so that the action can move it.
    requestAnimationFrame(() => run(id));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && found.length > 0) {
      const next = (Math.min(at, found.length - 1) + step + found.length) % found.length;
      setAt(next);
      list.current?.children[next]?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter') {
      if (current) choose(current);
    } else if (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey)) close();
    else return;
    event.preventDefault();
  };

  return (
    <Dialog title="Commands" header="hidden" onClose={close}>
      <div className="palette">
        <input
          className="palette__field"
          role="combobox"
          aria-expanded="true"
          aria-controls="palette-list"
          aria-activedescendant={current && `palette-${current}`}
          aria-label="Find a command"
          aria-autocomplete="list"
          placeholder="Find a command…"
          autoFocus
          autoComplete="off"
          spellCheck="false"
          value={typed}
          onChange={event => {
            setTyped(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
        <div ref={list} id="palette-list" className="palette__list" role="listbox" aria-label="Commands">
          {found.map(id => (
            <div
              key={id}
              id={`palette-${id}`}
              role="option"
              className="palette__item"
              aria-selected={id === current}
              onMouseMove={() => setAt(found.indexOf(id))}
              onClick={() => choose(id)}
            >
              <span className="palette__name">{actionInfo(id).title}</span>
              {actionInfo(id).keys[0] !== undefined && <Kbd keys={actionInfo(id).keys[0] ?? ''} />}
            </div>
          ))}
        </div>
        {found.length === 0 && (
          <p className="palette__none" role="status">
            No command is called that.
          </p>
        )}
      </div>
    </Dialog>
  );
}
