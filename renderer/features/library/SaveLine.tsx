import { CheckCheck, CircleAlert, Keyboard } from 'lucide-react';
import { assertNever } from '../../../shared/domain/assertNever.ts';
import { useRunAction } from '../../actions/runAction.ts';
import { useSaveState } from '../../hooks/useLibrary.ts';
import type { SaveState } from '../../data/types.ts';
import { IconButton } from '../../ui/Button.tsx';

export interface SaveLineProps {
  readonly width: 'narrow' | 'wide';
}

/** Whether everything is in the database; at the bottom of the sidebar. */
export function SaveLine({ width }: SaveLineProps) {
  const state = useSaveState();
  const run = useRunAction();
  return (
    <footer className="sidebar__footer">
      <span
        className={`save-line save-line--${state.kind}`}
        role={state.kind === 'unsaved' || state.kind === 'lost' ? 'alert' : undefined}
      >
        <SaveText state={state} />
      </span>
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
    </footer>
  );
}

function SaveText({ state }: { readonly state: SaveState }) {
  switch (state.kind) {
    case 'saved':
      return (
        <>
          <CheckCheck />
          All changes saved
        </>
      );
    case 'saving':
      return (
        <>
          <CheckCheck />
          Saving…
        </>
      );
    case 'unsaved':
    case 'lost':
      return (
        <>
          <CircleAlert />
          {state.message}
        </>
      );
    default:
      return assertNever(state);
  }
}
