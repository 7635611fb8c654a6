import { useState } from 'react';
import { CirclePause, TriangleAlert } from 'lucide-react';
import { formatNamed } from '../../../shared/citation/formats.ts';
import type { View } from '../../../shared/domain/view.ts';
import type { FreshExport, PauseReason } from '../../../shared/host/freshExportsApi.ts';
import { errorText } from '../../actions/command.ts';
import { tellIfFailed } from '../../hooks/freshExports.ts';
import { useApp } from '../../hooks/useApp.ts';
import { useHasDialog } from '../../hooks/useHasDialog.ts';
import { viewName } from '../../hooks/viewName.ts';
import { whenInWords } from '../../hooks/when.ts';
import { Button } from '../../ui/Button.tsx';
import { Failure, KeptItem } from './KeptItem.tsx';
import { PathForm, type Asking } from './PathForm.tsx';

interface KeptFileProps {
  readonly file: FreshExport;
  readonly onStop: () => void;
}

/** One file that is kept fresh. */
export function KeptFile({ file, onStop }: KeptFileProps) {
  const { library } = useApp();
  const { name, path, state } = file;
  const format = formatNamed(file.format)?.name ?? file.format;
  const about = `${useTitle(file)} · ${format} · ${writtenInWords(file)}`;
  return (
    <KeptItem name={name} path={path} about={about}>
      {state.kind === 'paused' && (
        <p className="kept__trouble">
          {state.reason === 'byUser' ? <CirclePause /> : <TriangleAlert />}
          <span>
            <strong>Paused.</strong> {state.message}
          </span>
        </p>
      )}
      {library.access.kind === 'write' && <Doings file={file} onStop={onStop} />}
    </KeptItem>
  );
}

/** What can be done about it. */
function Doings({ file, onStop }: KeptFileProps) {
  const { host } = useApp();
  const hasDialog = useHasDialog();
  const [asking, setAsking] = useState<Asking>('not yet');
  const [failure, setFailure] = useState<string>();
  const { id, name, state } = file;
  const reason = state.kind === 'paused' ? state.reason : undefined;

  const goOn = () => {
    const ifEdited = reason === 'edited' ? 'replace' : 'keep';
    if (reason === undefined) void tellIfFailed(host, 'freshExports.pause', { id });
    else void tellIfFailed(host, 'freshExports.resume', { id, ifEdited });
  };
  const move = async (path: string | undefined) => {
    try {
      const place =
        path === undefined
          ? ({ how: 'ask', suggestedName: name } as const)
          : ({ how: 'typed', path, ifThere: 'refuse' } as const);
      const answer = await host.call('freshExports.move', { id, place });
      if (answer.kind === 'exists')
        setFailure(`There is a file “${answer.name}” there already. Give another name.`);
      else setAsking('closed');
    } catch (error) {
      setFailure(errorText(error));
    }
  };

  if (asking === 'open') {
    return (
      <PathForm
        label={`New place of “${name}”`}
        description="The whole path of the file. The old one stays as it is."
        placeholder="/home/you/thesis/references.bib"
        submit="Keep it there"
        failure={failure}
        onSubmit={path => void move(path)}
        onChange={() => setFailure(undefined)}
        onCancel={() => setAsking('closed')}
      />
    );
  }
  return (
    <>
      <div className="kept__buttons" role="group" aria-label={name}>
        <Button onPress={goOn}>{nextInWords(reason)}</Button>
        <Button
          {...(asking === 'closed' && { focus: 'auto' })}
          onPress={() => (hasDialog === true ? void move(undefined) : setAsking('open'))}
        >
          Choose another place…
        </Button>
        {hasDialog === true && (
          <Button onPress={() => void tellIfFailed(host, 'freshExports.show', { id })}>Show the file</Button>
        )}
        <Button onPress={onStop}>Stop</Button>
      </div>
      <Failure words={failure} />
    </>
  );
}

/** What the first button does: it stays the same one, so that it keeps the focus. */
function nextInWords(reason: PauseReason | undefined): string {
  switch (reason) {
    case undefined:
      return 'Pause';
    case 'byUser':
      return 'Go on';
    case 'edited':
      return 'Write over it';
    default:
      return 'Try again';
  }
}

/** What its papers are called now; what they were called when it was tied, where that is gone. */
function useTitle({ source, title, state }: FreshExport): string {
  const { library } = useApp();
  if (state.kind === 'paused' && state.reason === 'sourceGone') return title;
  const place = viewName(source.view as View, library.state);
  return source.query === '' ? place : `“${source.query}” in ${place}`;
}

function writtenInWords({ written, state }: FreshExport): string {
  if (written === undefined) return state.kind === 'waiting' ? 'is about to be written' : 'never written';
  return `written ${whenInWords(written, Date.now())}`;
}
