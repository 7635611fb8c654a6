import { useCallback, useRef } from 'react';
import { Undo2 } from 'lucide-react';
import type { DigestId } from '../../../shared/domain/ids.ts';
import { closeOverlay } from '../../hooks/closeOverlay.ts';
import { requestFlow } from '../../hooks/requests.ts';
import { useApp } from '../../hooks/useApp.ts';
import { useLibraryVersion } from '../../hooks/useLibrary.ts';
import { Button } from '../../ui/Button.tsx';
import { Sheet } from '../../ui/Dialog.tsx';
import { DigestCards } from './DigestCards.tsx';
import { Failures } from './Failures.tsx';
import { undoImport } from './importFlow.ts';
import { useImportStore } from './importStore.ts';
import { counted } from './messages.ts';
import { countsInWords, type ImportReport } from './report.ts';
import { showNew } from '../../hooks/showNew.ts';
import { Suggestions } from './Suggestions.tsx';

/** What the import brought, what it could not, and the way back. */
export function ImportReportPanel({ report }: { readonly report: ImportReport }) {
  const app = useApp();
  useLibraryVersion();
  // What was pressed may be gone afterwards; the main button is always there.
  const main = useRef<HTMLButtonElement>(null);
  const keepFocus = useCallback(() => main.current?.focus(), []);
  const { undone, similar, warning } = useImportStore();
  const { digests } = app.library.state;
  const fresh = report.digests.filter(digest => digest.importedBefore === undefined);
  const isThere = (id: DigestId) => digests.has(id);
  const isUndone = undone !== null && !fresh.some(digest => isThere(digest.id));
  const newest = report.digests.filter(digest => digest.new > 0 && isThere(digest.id)).map(({ id }) => id);
  return (
    <Sheet
      title={isUndone ? 'Import undone' : titleOf(report)}
      onClose={closeOverlay}
      footer={
        <>
          {fresh.some(digest => isThere(digest.id)) && (
            <Button
              kind="quiet"
              icon={<Undo2 />}
              onPress={() => {
                void undoImport(app).then(keepFocus);
              }}
            >
              Undo import
            </Button>
          )}
          <span className="import__spring" />
          <Button onPress={() => requestFlow({ kind: 'chooseFiles' })}>Import more…</Button>
          {newest.length === 0 ? (
            <Button ref={main} kind="primary" focus="auto" onPress={closeOverlay}>
              Done
            </Button>
          ) : (
            <Button ref={main} kind="primary" focus="auto" onPress={() => showNew(newest)}>
              {`Show ${report.new.toLocaleString('en')} new`}
            </Button>
          )}
        </>
      }
    >
      <div className="import">
        <div role="status" className="import__summary">
          {report.digests.length > 0 && !isUndone && (
            <p className="import__counts">{countsInWords(report)}</p>
          )}
          {isUndone && <p className="import__undone">{undone}</p>}
          {report.cancelled.length > 0 && <p className="import__undone">{cancelledInWords(report)}</p>}
          {warning !== null && <p className="import__undone">{warning}</p>}
        </div>
        <Failures failed={report.failed} />
        <Suggestions similar={similar} onSettled={keepFocus} />
        {report.digests.length > 0 && (
          <DigestCards reports={report.digests} digests={digests} onSettled={keepFocus} />
        )}
      </div>
    </Sheet>
  );
}

function titleOf(report: ImportReport): string {
  const fresh = report.digests.filter(digest => digest.importedBefore === undefined).length;
  if (fresh > 0) return `Imported ${counted(fresh, 'digest')}`;
  if (report.digests.length > 0) return 'Nothing new';
  return report.cancelled.length > 0 ? 'Import cancelled' : 'Nothing was imported';
}

function cancelledInWords({ cancelled, digests }: ImportReport): string {
  const kept = digests.length === 0 ? 'Nothing was imported' : 'What is listed here is imported whole';
  return `You cancelled before ${counted(cancelled.length, 'dump')}. ${kept}. Import the rest again whenever you like.`;
}
