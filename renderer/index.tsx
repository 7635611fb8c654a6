// First, so that what components say of themselves comes after it.
import './styles/index.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { Root } from 'react-dom/client';
import { App } from './App.tsx';
import { openLibrary } from './data/openLibrary.ts';
import { claimLibrary } from './data/writerLock.ts';
import { createVisiblePapers } from './hooks/visiblePapers.ts';
import type { AppServices } from './hooks/useApp.ts';
import { connectHost } from './host/connect.ts';
import { createSearchClient } from './search/client.ts';
import { StartMessage } from './StartMessage.tsx';

/** Opens the library for this page and shows the window, or says why it can't. */
async function start(root: Root, claim: { readonly steal: boolean }): Promise<void> {
  try {
    const claimed = await claimLibrary(claim);
    if (claimed === 'taken') {
      showElsewhere(root, 'Pandect is open in another tab');
      return;
    }
    const services = await open();
    root.render(
      <StrictMode>
        <App services={services} />
      </StrictMode>,
    );
    await claimed.lost;
    root.render(null);
    await close(services);
    showElsewhere(root, 'Pandect went on in another tab');
  } catch (error) {
    showFailure(root, error);
  }
}

async function open(): Promise<AppServices> {
  const host = await connectHost();
  await host.call('app.info', {});
  const library = await openLibrary();
  const search = createSearchClient();
  // Before the list, so that the index knows a change when the list asks it.
  library.subscribe(change => change && search.follow(change));
  const visible = createVisiblePapers(library, search);
  return {
    library,
    search,
    host,
    visible,
    findings: [],
    openSnapshot: () => undefined,
    backToNow: () => undefined,
  };
}

async function close({ library, search, visible }: AppServices): Promise<void> {
  visible.close();
  search.close();
  await library.close();
}

/** Two pages that write one library would overwrite each other. */
function showElsewhere(root: Root, title: string): void {
  const takeOver = () => {
    // Pressed twice, it would take the library away from this very page.
    root.render(null);
    void start(root, { steal: true });
  };
  root.render(
    <StartMessage
      title={title}
      text="Only one tab at a time works with the library, so that nothing gets lost. The other tab stops when you go on here."
      button={{ label: 'Use it here', onPress: takeOver }}
    />,
  );
}

function showFailure(root: Root, error: unknown): void {
  const text = error instanceof Error ? error.message : String(error);
  root.render(
    <StartMessage
      title="Pandect could not be opened"
      text={text}
      button={{ label: 'Try again', onPress: () => window.location.reload() }}
    />,
  );
}

const place = document.getElementById('root');
if (place) void start(createRoot(place), { steal: false });
