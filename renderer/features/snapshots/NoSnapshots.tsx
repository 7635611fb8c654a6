import { History } from 'lucide-react';
import { EmptyState } from '../../ui/EmptyState.tsx';

/** What stands in the sheet as long as there is no snapshot. */
export function NoSnapshots() {
  return (
    <EmptyState
      icon={<History />}
      title="No snapshots yet"
      text="The first is made half an hour after your first change, before your next import, or when Pandect closes. Until then every change is in the journal."
    />
  );
}
