import { ListHeader } from './ListHeader.tsx';
import { PaperList } from './PaperList.tsx';

/** The middle pane. */
export function ListPane() {
  return (
    <section className="list-pane" aria-label="List">
      <ListHeader />
      <PaperList />
    </section>
  );
}
