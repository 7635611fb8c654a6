import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { Palette } from './features/commands/Palette.tsx';
import { KeyList } from './features/commands/KeyList.tsx';
import { DetailsSheet } from './features/details/DetailsSheet.tsx';
import { ExportSheet } from './features/export/ExportSheet.tsx';
import { PausedSign } from './features/fresh/PausedSign.tsx';
import { DropTarget } from './features/import/DropTarget.tsx';
import { FirstStart } from './features/import/FirstStart.tsx';
import { ImportSheet } from './features/import/ImportSheet.tsx';
import { AddPaperDialog } from './features/lookUp/AddPaperDialog.tsx';
import { LookUpSheet } from './features/lookUp/LookUpSheet.tsx';
import { CitationKeysSheet } from './features/keys/CitationKeysSheet.tsx';
import { ListPane } from './features/library/ListPane.tsx';
import { Sidebar } from './features/library/Sidebar.tsx';
import { CollectDialog } from './features/organise/CollectDialog.tsx';
import { DigestYearDialog } from './features/organise/DigestYearDialog.tsx';
import { EditKeyDialog } from './features/organise/EditKeyDialog.tsx';
import { MergeDialog } from './features/organise/MergeDialog.tsx';
import { RenameDigestDialog } from './features/organise/RenameDigestDialog.tsx';
import { SaveSearchDialog } from './features/organise/SaveSearchDialog.tsx';
import { TagDialog } from './features/organise/TagDialog.tsx';
import { UnsavedStrip } from './features/library/UnsavedStrip.tsx';
import { PaperPane } from './features/paper/PaperPane.tsx';
import { SettingsSheet } from './features/settings/SettingsSheet.tsx';
import { AccessBanner } from './features/snapshots/AccessBanner.tsx';
import { FindingStrips } from './features/snapshots/FindingStrips.tsx';
import { SnapshotsSheet } from './features/snapshots/SnapshotsSheet.tsx';
import { AppContext, useApp } from './hooks/useApp.ts';
import type { AppServices } from './hooks/useApp.ts';
import { useCount } from './hooks/useLibrary.ts';
import { useNarrow } from './hooks/useMedia.ts';
import { useSession } from './session/session.ts';
import { ToastArea } from './ToastArea.tsx';
import { ErrorBoundary } from './ui/ErrorBoundary.tsx';
import { SplitPanes } from './ui/SplitPanes.tsx';
import { useWindow } from './useWindow.ts';
import './App.css';

export interface AppProps {
  readonly services: AppServices;
}

/** The window: three panes, what stands above them, and messages. */
export function App({ services }: AppProps) {
  useWindow(services);
  return (
    <AppContext value={services}>
      <div className="window-frame">
        <div className="window-frame__strips">
          <AccessBanner />
          <UnsavedStrip />
          <FindingStrips />
        </div>
        <Panes />
      </div>
      <ErrorBoundary title="This part of the window failed" text={KEPT}>
        <Overlays />
      </ErrorBoundary>
      <DropTarget />
    </AppContext>
  );
}

const KEPT = 'Your library is safe. Try again, or close the window and open it again.';

function Panes() {
  const narrow = useNarrow();
  const { library } = useApp();
  // An empty snapshot can't be filled.
  const isEmpty = useCount(counts => counts.papers) === 0 && library.access.kind === 'write';
  const sidebar = useMemo(
    () => guarded('The sidebar could not be shown', <Sidebar sign={<PausedSign />} />),
    [],
  );
  const list = useMemo(() => guarded('The list could not be shown', <ListPane />), []);
  const paper = useMemo(() => guarded('The paper could not be shown', <PaperPane />), []);
  if (narrow) return <OnePane sidebar={sidebar} list={isEmpty ? <Start /> : list} paper={paper} />;
  const side = [
    { id: 'sidebar', dividerLabel: 'Width of the sidebar', initial: 228, min: 168, max: 400 },
    { id: 'list', dividerLabel: 'Width of the list', initial: 400, min: 260, max: 720 },
  ] as const;
  const sidebarPane = { ...side[0], content: sidebar };
  return (
    <main className="window">
      <SplitPanes
        name="window"
        side={isEmpty ? [sidebarPane] : [sidebarPane, { ...side[1], content: list }]}
        main={
          <div className="window__main">
            {isEmpty ? <Start /> : paper}
            <ToastArea />
          </div>
        }
      />
    </main>
  );
}

/** What a library without papers shows instead of list and paper. */
function Start() {
  return <div className="window__start">{guarded('The start page could not be shown', <FirstStart />)}</div>;
}

interface OnePaneProps {
  readonly sidebar: ReactNode;
  readonly list: ReactNode;
  readonly paper: ReactNode;
}

/** A narrow window shows one pane at a time. */
function OnePane({ sidebar, list, paper }: OnePaneProps) {
  const pane = useSession(session => session.pane);
  return (
    <main className="window__main">
      {{ sidebar, list, paper }[pane]}
      <ToastArea />
    </main>
  );
}

function guarded(title: string, content: ReactNode) {
  return (
    <ErrorBoundary title={title} text={KEPT}>
      {content}
    </ErrorBoundary>
  );
}

function Overlays() {
  return (
    <>
      <Palette />
      <KeyList />
      <ImportSheet />
      <ExportSheet />
      <SnapshotsSheet />
      <SettingsSheet />
      <TagDialog />
      <CollectDialog />
      <EditKeyDialog />
      <DetailsSheet />
      <AddPaperDialog />
      <LookUpSheet />
      <CitationKeysSheet />
      <MergeDialog />
      <SaveSearchDialog />
      <RenameDigestDialog />
      <DigestYearDialog />
    </>
  );
}
