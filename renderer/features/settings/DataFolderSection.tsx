import { useEffect, useState } from 'react';
import { assertNever } from '../../../shared/domain/assertNever.ts';
import type { DataFolderInfo } from '../../../shared/host/libraryApi.ts';
import { errorText } from '../../actions/command.ts';
import { sizeInWords } from '../../hooks/counted.ts';
import { useApp } from '../../hooks/useApp.ts';
import { MoveFolder } from './MoveFolder.tsx';

/** Where the library's files are, and the way to put them elsewhere. */
export function DataFolderSection() {
  const { host, library } = useApp();
  const [info, setInfo] = useState<DataFolderInfo>();
  const [failure, setFailure] = useState<string>();
  useEffect(() => {
    const stop = new AbortController();
    host.call('dataFolder.info', {}, stop.signal).then(setInfo, (error: unknown) => {
      if (!stop.signal.aborted) setFailure(errorText(error));
    });
    return () => stop.abort();
  }, [host]);
  return (
    <section className="settings__section" aria-labelledby="settings-folder">
      <h3 id="settings-folder" className="settings__heading">
        Data folder
      </h3>
      {failure !== undefined && (
        <p className="settings__failure" role="alert">
          {failure}
        </p>
      )}
      {info !== undefined && (
        <>
          <p className="settings__path" dir="ltr">
            {info.folder}
          </p>
          <p className="settings__text">
            {sizeInWords(info.bytes)}. {chosenInWords(info.chosenBy)}
          </p>
          {library.access.kind === 'write' && <MoveFolder info={info} />}
        </>
      )}
    </section>
  );
}

function chosenInWords(chosenBy: DataFolderInfo['chosenBy']): string {
  switch (chosenBy) {
    case 'platform':
      return 'The usual place on this system.';
    case 'setting':
      return 'The place you chose here.';
    case 'environment':
      return 'Chosen by the environment variable PANDECT_DATA, which goes before what is set here.';
    case 'option':
      return 'Chosen at the start by --data, which goes before what is set here.';
    default:
      return assertNever(chosenBy);
  }
}
