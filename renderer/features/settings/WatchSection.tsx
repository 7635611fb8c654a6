import { useRef, useState } from 'react';
import { FolderPlus, TriangleAlert } from 'lucide-react';
import type { WatchedFolder, WatchNote } from '../../../shared/host/watchApi.ts';
import { errorText } from '../../actions/command.ts';
import { counted } from '../../hooks/counted.ts';
import { tellIfFailed } from '../../hooks/freshExports.ts';
import { useApp } from '../../hooks/useApp.ts';
import { useHasDialog } from '../../hooks/useHasDialog.ts';
import { useWatchedFolders } from '../../hooks/useWatchedFolders.ts';
import { whenInWords } from '../../hooks/when.ts';
import { Button } from '../../ui/Button.tsx';
import { Failure, KeptItem } from './KeptItem.tsx';
import { LetGoLine, type LetGo } from './LetGoLine.tsx';
import { PathForm, type Asking } from './PathForm.tsx';
import './Kept.css';

/** The folders whose new dumps are imported. */
export function WatchSection() {
  const { host, library } = useApp();
  const folders = useWatchedFolders();
  const [letGo, setLetGo] = useState<LetGo>();
  const heading = useRef<HTMLHeadingElement>(null);
  const remove = async ({ id, name }: WatchedFolder) => {
    if (!(await tellIfFailed(host, 'watch.remove', { id }))) return;
    const undo = () => {
      setLetGo(undefined);
      heading.current?.focus();
      void tellIfFailed(host, 'watch.putBack', { id });
    };
    setLetGo({ text: `“${name}” is no longer watched. What was imported stays.`, undo });
  };
  return (
    <section className="settings__section" aria-labelledby="settings-watch">
      <h3 id="settings-watch" ref={heading} className="settings__heading" tabIndex={-1}>
        Watched folders
      </h3>
      <p className="settings__text">
        New dumps in these folders are imported by themselves while Pandect is open, each once, when they are
        complete. What is there already is left alone; folders inside them are not looked into.
      </p>
      {folders !== undefined && folders.length > 0 && (
        <ul className="kept" aria-label="Watched folders">
          {folders.map(folder => (
            <Folder key={folder.id} folder={folder} onRemove={() => void remove(folder)} />
          ))}
        </ul>
      )}
      <LetGoLine letGo={letGo} />
      {library.access.kind === 'write' && <AddFolder />}
    </section>
  );
}

function AddFolder() {
  const { host } = useApp();
  const hasDialog = useHasDialog();
  const [asking, setAsking] = useState<Asking>('not yet');
  const [failure, setFailure] = useState<string>();
  const add = async (folder: string | null) => {
    setFailure(undefined);
    try {
      await host.call('watch.add', { folder });
      setAsking('closed');
    } catch (error) {
      setFailure(errorText(error));
    }
  };
  if (asking === 'open') {
    return (
      <PathForm
        label="Folder to watch"
        description="The whole path of a folder that is there."
        placeholder="/home/you/Digests"
        submit="Watch it"
        failure={failure}
        onSubmit={path => void add(path)}
        onChange={() => setFailure(undefined)}
        onCancel={() => {
          setAsking('closed');
          setFailure(undefined);
        }}
      />
    );
  }
  return (
    <>
      <Button
        icon={<FolderPlus />}
        state={hasDialog === undefined ? 'disabled' : 'ready'}
        {...(asking === 'closed' && { focus: 'auto' })}
        onPress={() => (hasDialog === true ? void add(null) : setAsking('open'))}
      >
        Watch a folder…
      </Button>
      <Failure words={failure} />
    </>
  );
}

interface FolderProps {
  readonly folder: WatchedFolder;
  readonly onRemove: () => void;
}

function Folder({ folder, onRemove }: FolderProps) {
  const { host, library } = useApp();
  const { id, name, path, state, before, notes } = folder;
  return (
    <KeptItem name={name} path={path} about={importedInWords(folder)}>
      {state.kind !== 'watching' && (
        <p className="kept__trouble">
          <TriangleAlert />
          <span>{state.kind === 'missing' ? MISSING : state.message}</span>
        </p>
      )}
      {notes.length > 0 && <Notes notes={notes} />}
      {library.access.kind === 'write' && (
        <div className="kept__buttons" role="group" aria-label={name}>
          {before > 0 && (
            <Button onPress={() => void tellIfFailed(host, 'watch.includeBefore', { id })}>
              {before === 1
                ? 'Import the file that was there before'
                : `Import the ${counted(before, 'file')} that were there before`}
            </Button>
          )}
          <Button onPress={onRemove}>Stop watching</Button>
        </div>
      )}
    </KeptItem>
  );
}

const MISSING =
  'This folder is not there; perhaps its drive is not connected. It is watched again as soon as it is back.';

function importedInWords({ imported, last }: WatchedFolder): string {
  if (last === undefined) return 'Nothing new came yet';
  return `${counted(imported, 'dump')} imported, the last ${whenInWords(last, Date.now())}`;
}

function Notes({ notes }: { readonly notes: readonly WatchNote[] }) {
  return (
    <details className="kept__notes">
      <summary>{`${counted(notes.length, 'file')} brought nothing`}</summary>
      <ul>
        {notes.map(({ file, message }) => (
          <li key={file} dir="auto">
            {message.includes(file) ? message : `${file}: ${message}`}
          </li>
        ))}
      </ul>
    </details>
  );
}
