import { useState } from 'react';
import { CheckCheck, CircleAlert, CloudOff, Eye, Keyboard, LoaderCircle, Settings } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components';
import { actionInfo } from '../../../shared/actions/registry.ts';
import { assertNever } from '../../../shared/domain/assertNever.ts';
import type { SaveState } from '../../data/types.ts';
import { useRunAction } from '../../actions/runAction.ts';
import { counted } from '../../hooks/counted.ts';
import { useApp } from '../../hooks/useApp.ts';
import { useSaveState } from '../../hooks/useLibrary.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { InfoPopover } from '../../ui/InfoPopover.tsx';
import { useCalm } from './useCalm.ts';
import './SaveLine.css';

export interface SaveLineProps {
  readonly width: 'narrow' | 'wide';
}

/** Whether everything is on the disk, at the bottom of the sidebar, and the ways to the keys and the settings. */
export function SaveLine({ width }: SaveLineProps) {
  const { library } = useApp();
  const run = useRunAction();
  return (
    <footer className="sidebar__footer">
      {library.access.kind === 'write' ? (
        <Saving />
      ) : (
        <span className="save-line">
          <Eye />
          Read-only
        </span>
      )}
      <span className="sidebar__tools">
        {width === 'wide' && (
          <IconButton
            label="List of keys"
            keys="?"
            size="small"
            placement="top"
            icon={<Keyboard />}
            onPress={() => run('keys')}
          />
        )}
        <IconButton
          label="Settings"
          keys={actionInfo('settings').keys[0]}
          size="small"
          placement="top"
          icon={<Settings />}
          onPress={() => run('settings')}
        />
      </span>
    </footer>
  );
}

/** What is saved, with more about it when pressed. */
function Saving() {
  const shown = useCalm(useSaveState());
  const [first] = useState(shown);
  const run = useRunAction();
  return (
    <>
      <InfoPopover
        title={titleOf(shown)}
        trigger={
          <AriaButton className={`save-line save-line--${shown.kind}`}>
            {iconOf(shown)}
            <span className="save-line__text">{textOf(shown)}</span>
          </AriaButton>
        }
        actions={close => (
          <Button
            onPress={() => {
              close();
              run('snapshots');
            }}
          >
            Show snapshots
          </Button>
        )}
      >
        <p>{explained(shown)}</p>
      </InfoPopover>
      {/* Trouble is told by the strip above, which interrupts; this waits its turn, and says nothing at the start. */}
      <span className="visually-hidden" role="status">
        {shown === first ? '' : textOf(shown)}
      </span>
    </>
  );
}

function iconOf({ kind }: SaveState) {
  switch (kind) {
    case 'saved':
      return <CheckCheck />;
    case 'saving':
      return <LoaderCircle />;
    case 'unsaved':
      return <CircleAlert />;
    case 'lost':
      return <CloudOff />;
    default:
      return assertNever(kind);
  }
}

function textOf(state: SaveState): string {
  switch (state.kind) {
    case 'saved':
      return 'All changes saved';
    case 'saving':
      return 'Saving…';
    case 'unsaved':
      // Breaks after the colon, if at all.
      return `Not\u00a0saved\u00a0yet: ${counted(state.changes, 'change').replace(' ', '\u00a0')}`;
    case 'lost':
      return 'No longer saving here';
    default:
      return assertNever(state);
  }
}

function titleOf(state: SaveState): string {
  switch (state.kind) {
    case 'saved':
      return 'Everything is on the disk';
    case 'saving':
      return 'Being written to the disk';
    case 'unsaved':
      return `${counted(state.changes, 'change')} not saved yet`;
    case 'lost':
      return 'This window no longer saves';
    default:
      return assertNever(state);
  }
}

function explained(state: SaveState): string {
  switch (state.kind) {
    case 'saved':
      return 'Every change is in the journal in your data folder. Now and then a snapshot of the whole library is made besides, which you can look at and restore from.';
    case 'saving':
      return 'This takes longer than usual. You can go on working; the window waits for it before it closes.';
    case 'unsaved':
    case 'lost':
      return state.message;
    default:
      return assertNever(state);
  }
}
