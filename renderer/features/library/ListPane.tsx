import { useApp } from '../../hooks/useApp.ts';
import { viewName } from '../../hooks/viewName.ts';
import { useSession } from '../../session/session.ts';
import { ListHeader } from './ListHeader.tsx';
import { PaperList } from './PaperList.tsx';

/** The middle pane. */
export function ListPane() {
  const { library } = useApp();
  const view = useSession(session => session.view);
  return (
    <section className="list-pane" aria-label="List">
      <h1 className="visually-hidden">{viewName(view, library.state)}</h1>
      <ListHeader />
      <PaperList />
    </section>
  );
}
