import { useMemo } from 'react';
import { Search } from 'lucide-react';
import { runCommand } from '../../actions/command.ts';
import { useApp } from '../../hooks/useApp.ts';
import { useTableVersion } from '../../hooks/useLibrary.ts';
import { useSearchCounts } from '../../hooks/useSearchCounts.ts';
import { SidebarItem, SidebarSection } from './SidebarItem.tsx';
import { leaveAfter } from './leaveAfter.ts';

/** The searches that were kept, with what they find now. */
export function SavedSearchSection() {
  const { library } = useApp();
  const version = useTableVersion('savedSearches');
  const searches = useMemo(
    () => Array.from(library.state.savedSearches.values()).sort((a, b) => a.name.localeCompare(b.name)),
    // The map is changed in place; `version` tells when.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [library, version],
  );
  const counts = useSearchCounts(searches);
  if (searches.length === 0) return null;
  return (
    <SidebarSection title="Saved searches">
      {searches.map(saved => (
        <SidebarItem
          key={saved.id}
          place={{ kind: 'savedSearch', search: saved.id }}
          icon={<Search />}
          label={saved.name}
          count={counts.get(saved.id)}
          onRename={title => runCommand(library, { name: 'renameSavedSearch', search: saved.id, title })}
          onDelete={() =>
            leaveAfter({ kind: 'savedSearch', search: saved.id }, () =>
              runCommand(library, { name: 'deleteSavedSearch', search: saved.id }),
            )
          }
        />
      ))}
    </SidebarSection>
  );
}
