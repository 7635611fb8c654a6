import { Folder, Tag } from 'lucide-react';
import { runCommand } from '../../actions/command.ts';
import { useApp } from '../../hooks/useApp.ts';
import { useCounts } from '../../hooks/useLibrary.ts';
import { samePlace } from '../../hooks/viewName.ts';
import { useSession } from '../../session/session.ts';
import { leaveAfter } from './leaveAfter.ts';
import { SidebarItem, SidebarSection } from './SidebarItem.tsx';

/** The tags in use, by name. */
export function TagSection() {
  const { library } = useApp();
  const tags = useCounts().tags();
  if (tags.length === 0) return null;
  const rename = (from: string, to: string) => {
    const receipt = runCommand(library, { name: 'renameTag', from, to });
    const wasThere = samePlace(useSession.getState().view, { kind: 'tag', tag: from });
    if (receipt?.changed && wasThere) {
      const tag = library.state.counts.tagSpelling(to.trim()) ?? to.trim();
      useSession.setState({ view: { kind: 'tag', tag } });
    }
  };
  return (
    <SidebarSection title="Tags">
      {tags.map(({ tag, papers }) => (
        <SidebarItem
          key={tag}
          place={{ kind: 'tag', tag }}
          icon={<Tag />}
          label={tag}
          count={papers}
          onRename={to => rename(tag, to)}
          onDelete={() =>
            leaveAfter({ kind: 'tag', tag }, () => runCommand(library, { name: 'deleteTag', tag }))
          }
        />
      ))}
    </SidebarSection>
  );
}

/** The collections, by name. */
export function CollectionSection() {
  const { library } = useApp();
  const counts = useCounts();
  const collections = [...library.state.collections.values()].sort((a, b) => a.name.localeCompare(b.name));
  if (collections.length === 0) return null;
  return (
    <SidebarSection title="Collections">
      {collections.map(({ id, name }) => (
        <SidebarItem
          key={id}
          place={{ kind: 'collection', collection: id }}
          icon={<Folder />}
          label={name}
          count={counts.collection(id)}
          onRename={title => runCommand(library, { name: 'renameCollection', collection: id, title })}
          onDelete={() =>
            leaveAfter({ kind: 'collection', collection: id }, () =>
              runCommand(library, { name: 'deleteCollection', collection: id }),
            )
          }
        />
      ))}
    </SidebarSection>
  );
}
