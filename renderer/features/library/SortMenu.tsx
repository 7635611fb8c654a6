import { ArrowDownWideNarrow, ArrowUpNarrowWide } from 'lucide-react';
import type { Sort, SortDirection, SortKey } from '../../../shared/domain/view.ts';
import { effectiveSort, sortField } from '../../session/effectiveSort.ts';
import { useSession } from '../../session/session.ts';
import { Button } from '../../ui/Button.tsx';
import { Menu } from '../../ui/Menu.tsx';
import type { MenuEntries } from '../../ui/Menu.tsx';

const NAMES: Readonly<Record<SortKey, string>> = {
  match: 'Best match',
  rank: 'Rank in the digest',
  added: 'Date added',
  issued: 'Date issued',
  title: 'Title',
  listed: 'Times listed',
};

/** What the two directions mean, the usual one first. */
const DIRECTIONS: Readonly<Record<SortKey, readonly (readonly [SortDirection, string])[]>> = {
  match: [['descending', 'Best first']],
  rank: [
    ['ascending', 'First rank first'],
    ['descending', 'Last rank first'],
  ],
  added: [
    ['descending', 'Newest first'],
    ['ascending', 'Oldest first'],
  ],
  issued: [
    ['descending', 'Newest first'],
    ['ascending', 'Oldest first'],
  ],
  title: [
    ['ascending', 'A to Z'],
    ['descending', 'Z to A'],
  ],
  listed: [
    ['descending', 'Most often first'],
    ['ascending', 'Least often first'],
  ],
};

/** How the list is ordered, and the ways it can be. */
export function SortMenu() {
  const sort = useSession(effectiveSort);
  const field = useSession(sortField);
  const open = useSession(session => session.overlay.kind === 'sort');
  const inDigest = useSession(session => session.view.kind === 'digest');
  const choose = (next: Sort) => useSession.setState({ [field]: next });
  const keys: readonly SortKey[] = [
    ...(field === 'searchSort' ? (['match'] as const) : []),
    ...(inDigest ? (['rank'] as const) : []),
    'added',
    'issued',
    'title',
    'listed',
  ];
  const entries: MenuEntries = [
    ...keys.map(key => ({
      id: key,
      label: NAMES[key],
      checked: sort.key === key,
      onChoose: () => choose({ key, direction: DIRECTIONS[key][0]?.[0] ?? 'descending' }),
    })),
    'line',
    ...DIRECTIONS[sort.key].map(([direction, label]) => ({
      id: direction,
      label,
      checked: sort.direction === direction,
      onChoose: () => choose({ key: sort.key, direction }),
    })),
  ];
  return (
    <Menu
      label="Order of the list"
      entries={entries}
      placement="bottom end"
      open={open}
      onOpenChange={open => useSession.setState({ overlay: { kind: open ? 'sort' : 'none' } })}
    >
      <Button
        kind="quiet"
        keys="v"
        icon={sort.direction === 'ascending' ? <ArrowUpNarrowWide /> : <ArrowDownWideNarrow />}
      >
        {NAMES[sort.key]}
      </Button>
    </Menu>
  );
}
