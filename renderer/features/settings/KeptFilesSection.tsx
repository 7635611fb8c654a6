import { useEffect, useRef, useState } from 'react';
import type { FreshExport } from '../../../shared/host/freshExportsApi.ts';
import { tellIfFailed, useFreshExports } from '../../hooks/freshExports.ts';
import { useApp } from '../../hooks/useApp.ts';
import { useSession } from '../../session/session.ts';
import { KeptFile } from './KeptFile.tsx';
import { LetGoLine, type LetGo } from './LetGoLine.tsx';
import './Kept.css';

/** The files that are kept fresh, how they stand, and what can be done about them. */
export function KeptFilesSection() {
  const { host } = useApp();
  const exports = useFreshExports();
  const [letGo, setLetGo] = useState<LetGo>();
  const heading = useRef<HTMLHeadingElement>(null);
  const isAskedFor = useSession(({ overlay }) => overlay.kind === 'settings' && overlay.at === 'keptFiles');
  useEffect(() => {
    if (!isAskedFor) return;
    heading.current?.focus();
    heading.current?.scrollIntoView({ block: 'start' });
  }, [isAskedFor]);
  const stop = async ({ id, name }: FreshExport) => {
    if (!(await tellIfFailed(host, 'freshExports.stop', { id }))) return;
    const undo = () => {
      setLetGo(undefined);
      heading.current?.focus();
      void tellIfFailed(host, 'freshExports.tieAgain', { id });
    };
    setLetGo({ text: `“${name}” is no longer kept fresh. The file stays.`, undo });
  };
  return (
    <section className="settings__section" aria-labelledby="settings-kept">
      <h3 id="settings-kept" ref={heading} className="settings__heading" tabIndex={-1}>
        Files kept fresh
      </h3>
      <p className="settings__text">
        Export a view, search, tag, collection or digest with “Keep this file fresh”: the file is then
        rewritten some seconds after its papers change, and at each start. One that you delete comes back; one
        that was edited is left alone.
      </p>
      {exports !== undefined && exports.length > 0 && (
        <ul className="kept" aria-label="Files kept fresh">
          {exports.map(each => (
            <KeptFile key={each.id} file={each} onStop={() => void stop(each)} />
          ))}
        </ul>
      )}
      <LetGoLine letGo={letGo} />
    </section>
  );
}
