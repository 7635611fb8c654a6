import { useState } from 'react';
import { FolderOutput } from 'lucide-react';
import type { DataFolderInfo } from '../../../shared/host/libraryApi.ts';
import { errorText } from '../../actions/command.ts';
import { useApp } from '../../hooks/useApp.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { moveAndReload } from './moved.ts';

type Moving =
  | { readonly kind: 'idle' }
  | { readonly kind: 'moving' }
  | { readonly kind: 'moved'; readonly folder: string }
  | { readonly kind: 'failed'; readonly message: string };

/** Moves the library's files: by the system's dialog where there is one, else to a path that is typed. */
export function MoveFolder({ info }: { readonly info: DataFolderInfo }) {
  const { host, library } = useApp();
  const [asking, setAsking] = useState<'closed' | 'open'>('closed');
  const [path, setPath] = useState('');
  const [moving, setMoving] = useState<Moving>({ kind: 'idle' });

  const move = async (to: string | null) => {
    setMoving({ kind: 'moving' });
    try {
      if (library.saveState.kind === 'unsaved') throw new Error(NOT_SAVED);
      await library.settled();
      const folder = await moveAndReload(() => host.call('dataFolder.move', { to }));
      setMoving(folder === null ? { kind: 'idle' } : { kind: 'moved', folder });
    } catch (error) {
      setMoving({ kind: 'failed', message: errorText(error) });
    }
  };

  const state = moving.kind === 'moving' || moving.kind === 'moved' ? 'busy' : 'ready';
  const failure = moving.kind === 'failed' ? moving.message : undefined;
  const status = <MoveStatus moving={moving} />;
  if (info.hasDialog || asking === 'closed') {
    return (
      <>
        <Button
          icon={<FolderOutput />}
          state={state}
          onPress={() => (info.hasDialog ? void move(null) : setAsking('open'))}
        >
          Move…
        </Button>
        {failure !== undefined && (
          <p className="settings__failure" role="alert">
            {failure}
          </p>
        )}
        {status}
      </>
    );
  }
  return (
    <form
      className="settings__move"
      onSubmit={event => {
        event.preventDefault();
        if (path.trim() !== '' && state === 'ready') void move(path.trim());
      }}
    >
      <TextField
        label="New folder"
        value={path}
        onChange={next => {
          setPath(next);
          setMoving({ kind: 'idle' });
        }}
        font="mono"
        focus="auto"
        placeholder="/home/you/Documents/Pandect"
        description="The whole path of an empty folder, or of one that doesn’t exist yet."
        {...(failure !== undefined && { error: failure })}
      />
      <div className="settings__buttons">
        <Button state={state} onPress={() => setAsking('closed')}>
          Cancel
        </Button>
        <Button kind="primary" type="submit" state={path.trim() === '' ? 'disabled' : state}>
          Move the library
        </Button>
      </div>
      {status}
    </form>
  );
}

const NOT_SAVED =
  'Some changes could not be saved yet. Nothing was moved. Try again when everything is saved.';

function MoveStatus({ moving }: { readonly moving: Moving }) {
  return (
    <p className="settings__text" role="status">
      {moving.kind === 'moving' && 'Copying the files and checking them…'}
      {moving.kind === 'moved' && `The library is now in ${moving.folder}. Opening it there…`}
    </p>
  );
}
