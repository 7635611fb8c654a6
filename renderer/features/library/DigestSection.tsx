import { memo, useMemo, useState } from 'react';
import { CalendarCog, FileOutput, RefreshCw, CheckCheck, PencilLine, Undo2 } from 'lucide-react';
import type { Digest } from '../../../shared/domain/digest.ts';
import { digestName } from '../../../shared/domain/digestName.ts';
import { inView } from '../../../shared/domain/view.ts';
import type { View } from '../../../shared/domain/view.ts';
import { runCommand } from '../../actions/command.ts';
import { rereadDigest } from '../../actions/rereadDigest.ts';
import { removeDigest } from '../../actions/windowActions.ts';
import { orderDigests } from '../../hooks/digestOrder.ts';
import { useApp } from '../../hooks/useApp.ts';
import type { AppServices } from '../../hooks/useApp.ts';
import { useCount, useTableVersion } from '../../hooks/useLibrary.ts';
import { useSession } from '../../session/session.ts';
import type { MenuEntries } from '../../ui/Menu.tsx';
import { Ring } from '../../ui/Ring.tsx';
import { papersInWords } from './rowWords.ts';
import { SidebarItem, SidebarSection } from './SidebarItem.tsx';

/** How many digests are listed before the rest is asked for. */
const FIRST = 12;

/** The digests by date, each with how far it is worked through. */
export function DigestSection() {
  const { library } = useApp();
  const version = useTableVersion('digests');
  const view = useSession(session => session.view);
  const [shown, setShown] = useState<'first' | 'all'>('first');
  const digests = useMemo(
    () => orderDigests(library.state.digests.values()),
    // The map is changed in place; `version` tells when.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [library, version],
  );
  if (digests.length === 0) return null;
  const listed = digests.filter(
    (digest, index) =>
      shown === 'all' || index < FIRST || (view.kind === 'digest' && view.digest === digest.id),
  );
  return (
    <SidebarSection title="Digests">
      {listed.map(digest => (
        <DigestItem key={digest.id} digest={digest} />
      ))}
      {listed.length < digests.length && (
        <li>
          <button
            type="button"
            className="sidebar-item sidebar-item--more"
            data-sidebar-item=""
            tabIndex={-1}
            onClick={() => setShown('all')}
          >
            Show all {digests.length} digests
          </button>
        </li>
      )}
    </SidebarSection>
  );
}

/** Renders again only when its own counts change. */
const DigestItem = memo(function DigestItem({ digest }: { readonly digest: Digest }) {
  const app = useApp();
  const total = useCount(counts => counts.digest(digest.id).total);
  const triaged = useCount(counts => counts.digest(digest.id).triaged);
  const fresh = useCount(counts => counts.digest(digest.id).new);
  return (
    <SidebarItem
      place={{ kind: 'digest', digest: digest.id, show: 'all' }}
      icon={<Ring value={total === 0 ? 1 : triaged / total} />}
      label={digestName(digest)}
      detail={`${papersInWords(total)}, ${fresh} new`}
      count={total - triaged}
      counted="unread"
      entries={digestEntries(app, digest)}
    />
  );
});

function digestEntries(app: AppServices, digest: Digest): MenuEntries {
  const show = useSession.setState;
  const ids = () => papersIn(app, { kind: 'digest', digest: digest.id, show: 'all' });
  return [
    {
      id: 'rename',
      label: 'Rename…',
      icon: <PencilLine />,
      onChoose: () => show({ overlay: { kind: 'renameDigest', digest: digest.id } }),
    },
    {
      id: 'year',
      label: 'Set the year…',
      icon: <CalendarCog />,
      onChoose: () => show({ overlay: { kind: 'digestYear', digest: digest.id } }),
    },
    'line',
    {
      id: 'read',
      label: 'Mark all as read',
      icon: <CheckCheck />,
      onChoose: () => runCommand(app.library, { name: 'setStatus', papers: ids(), status: 'read' }),
    },
    {
      id: 'export',
      label: 'Export…',
      icon: <FileOutput />,
      onChoose: () =>
        show({
          overlay: {
            kind: 'export',
            papers: ids(),
            what: digestName(digest),
            from: { view: { kind: 'digest', digest: digest.id, show: 'all' }, query: '' },
          },
        }),
    },
    {
      id: 'reread',
      label: 'Read the dump again',
      icon: <RefreshCw />,
      onChoose: () => void rereadDigest(app, digest),
    },
    'line',
    {
      id: 'remove',
      label: 'Undo this import',
      icon: <Undo2 />,
      tone: 'danger',
      onChoose: () => removeDigest(app, digest),
    },
  ];
}

function papersIn(app: AppServices, view: View) {
  return [...app.library.state.papers.values()].filter(paper => inView(paper, view)).map(paper => paper.id);
}
