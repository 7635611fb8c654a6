import { useSession } from '../../session/session.ts';
import { EmptyReport } from './EmptyReport.tsx';
import { ImportReportPanel } from './ImportReportPanel.tsx';
import { ImportRunning } from './ImportRunning.tsx';
import { useImportStore } from './importStore.ts';
import './ImportSheet.css';

/** The import sheet, when the session asks for it: the import on its way, or the report of the last one. */
export function ImportSheet() {
  const overlay = useSession(session => session.overlay);
  const { progress, report } = useImportStore();
  if (overlay.kind !== 'import') return null;
  if (report !== null) return <ImportReportPanel report={report} />;
  return progress === null ? <EmptyReport /> : <ImportRunning progress={progress} />;
}
