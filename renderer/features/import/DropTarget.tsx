import { useRef } from 'react';
import { FileDown } from 'lucide-react';
import { useApp } from '../../hooks/useApp.ts';
import { gatherFiles, gatherFolder } from './gather.ts';
import { beginImport } from './importFlow.ts';
import { useDrop } from './useDrop.ts';
import { useImportRequests } from './useImportRequests.ts';
import { useOffers } from './useOffers.ts';
import { usePaste } from './usePaste.ts';
import './DropTarget.css';

/** Everything an import can come in by, all over the window: drop, paste, the host's offers, and the file inputs. */
export function DropTarget() {
  const app = useApp();
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const dragging = useDrop(app);
  usePaste(app);
  useOffers(app);
  useImportRequests(app, files, folder);
  return (
    <>
      <input
        ref={files}
        hidden
        type="file"
        multiple
        aria-label="Dumps to import"
        onChange={event => {
          beginImport(app, gatherFiles(event.target.files ?? []));
          event.target.value = '';
        }}
      />
      <input
        ref={element => {
          if (element !== null) element.webkitdirectory = true;
          folder.current = element;
        }}
        hidden
        type="file"
        aria-label="Folder to import"
        onChange={event => {
          void gatherFolder(event.target.files ?? []).then(gathered => beginImport(app, gathered));
          event.target.value = '';
        }}
      />
      {dragging === 'over' && (
        <div className="drop-target" aria-hidden="true">
          <div className="drop-target__card">
            <FileDown />
            <p className="drop-target__title">Drop to import</p>
            <p className="drop-target__text">Dumps, or folders of dumps</p>
          </div>
        </div>
      )}
    </>
  );
}
