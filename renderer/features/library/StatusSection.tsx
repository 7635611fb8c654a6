import type { ReactNode } from 'react';
import { Archive, BookOpen, Check, Inbox, Layers, Star } from 'lucide-react';
import type { View } from '../../../shared/domain/view.ts';
import type { LibraryCounts } from '../../../shared/library/counts.ts';
import { useCount } from '../../hooks/useLibrary.ts';
import { SidebarItem } from './SidebarItem.tsx';

interface StatusPlace {
  readonly label: string;
  readonly place: View;
  readonly icon: ReactNode;
  readonly read: (counts: LibraryCounts) => number;
}

const PLACES: readonly StatusPlace[] = [
  {
    label: 'Unread',
    place: { kind: 'status', status: 'unread' },
    icon: <Inbox />,
    read: counts => counts.status('unread'),
  },
  {
    label: 'Reading',
    place: { kind: 'status', status: 'reading' },
    icon: <BookOpen />,
    read: counts => counts.status('reading'),
  },
  { label: 'Starred', place: { kind: 'starred' }, icon: <Star />, read: counts => counts.starred },
  {
    label: 'Read',
    place: { kind: 'status', status: 'read' },
    icon: <Check />,
    read: counts => counts.status('read'),
  },
  {
    label: 'Archived',
    place: { kind: 'status', status: 'archived' },
    icon: <Archive />,
    read: counts => counts.status('archived'),
  },
  { label: 'All papers', place: { kind: 'all' }, icon: <Layers />, read: counts => counts.papers },
];

/** The places that every library has. */
export function StatusSection() {
  return (
    <ul className="sidebar-section__items" aria-label="Papers by status">
      {PLACES.map(place => (
        <StatusItem key={place.label} {...place} />
      ))}
    </ul>
  );
}

function StatusItem({ read, ...item }: StatusPlace) {
  return <SidebarItem {...item} count={useCount(read)} />;
}
