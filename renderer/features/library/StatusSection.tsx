import { Archive, BookOpen, Check, Inbox, Layers, Star } from 'lucide-react';
import { useCounts } from '../../hooks/useLibrary.ts';
import { SidebarItem } from './SidebarItem.tsx';

/** The places that every library has. */
export function StatusSection() {
  const counts = useCounts();
  return (
    <ul className="sidebar-section__items" aria-label="Papers by status">
      <SidebarItem
        place={{ kind: 'status', status: 'unread' }}
        icon={<Inbox />}
        label="Unread"
        count={counts.status('unread')}
      />
      <SidebarItem
        place={{ kind: 'status', status: 'reading' }}
        icon={<BookOpen />}
        label="Reading"
        count={counts.status('reading')}
      />
      <SidebarItem place={{ kind: 'starred' }} icon={<Star />} label="Starred" count={counts.starred} />
      <SidebarItem
        place={{ kind: 'status', status: 'read' }}
        icon={<Check />}
        label="Read"
        count={counts.status('read')}
      />
      <SidebarItem
        place={{ kind: 'status', status: 'archived' }}
        icon={<Archive />}
        label="Archived"
        count={counts.status('archived')}
      />
      <SidebarItem place={{ kind: 'all' }} icon={<Layers />} label="All papers" count={counts.papers} />
    </ul>
  );
}
