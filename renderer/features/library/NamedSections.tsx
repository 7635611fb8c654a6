import { memo } from 'react';
import { Folder, Tag } from 'lucide-react';
import type { Collection } from '../../../shared/domain/collection.ts';
import type { TagCount } from '../../../shared/library/counts.ts';
import { runCommand } from '../../actions/command.ts';
import { useApp } from '../../hooks/useApp.ts';
import { useCount, useCounts, useTableVersion } from '../../hooks/useLibrary.ts';
import { samePlace } from '../../hooks/viewName.ts';
import { useSession } from '../../session/session.ts';
import { leaveAfter } from './leaveAfter.ts';
import { SidebarItem, SidebarSection } from './SidebarItem.tsx';

/** The tags in use, by name. */
export function TagSection() {
  const tags = useCounts().tags();
  if (tags.length === 0) return null;
  return (
    <SidebarSection title="Tags">
      {tags.map(({ tag, papers }) => (
        <TagItem key={tag} tag={tag} papers={papers} />
      ))}
    </SidebarSection>
  );
}

const TagItem = memo(function TagItem({ tag, papers }: TagCount) {
  const { library } = useApp();
  const rename = (to: string) => {
    const receipt = runCommand(library, { name: 'renameTag', from: tag, to });
    const wasThere = samePlace(useSession.getState().view, { kind: 'tag', tag });
    if (receipt?.changed && wasThere) {
      const spelling = library.state.counts.tagSpelling(to.trim()) ?? to.trim();
      useSession.setState({ view: { kind: 'tag', tag: spelling } });
    }
  };
  return (
    <SidebarItem
      place={{ kind: 'tag', tag }}
      icon={<Tag />}
      label={tag}
      count={papers}
      onRename={rename}
      onDelete={() => leaveAfter({ kind: 'tag', tag }, () => runCommand(library, { name: 'deleteTag', tag }))}
    />
  );
});

/** The collections, by name. */
export function CollectionSection() {
  const { library } = useApp();
  useTableVersion('collections');
  const collections = [...library.state.collections.values()].sort((a, b) => a.name.localeCompare(b.name));
  if (collections.length === 0) return null;
  return (
    <SidebarSection title="Collections">
      {collections.map(collection => (
        <CollectionItem key={collection.id} collection={collection} />
      ))}
    </SidebarSection>
  );
}

const CollectionItem = memo(function CollectionItem({ collection }: { readonly collection: Collection }) {
  const { library } = useApp();
  const { id, name } = collection;
  return (
    <SidebarItem
      place={{ kind: 'collection', collection: id }}
      icon={<Folder />}
      label={name}
      count={useCount(counts => counts.collection(id))}
      onRename={title => runCommand(library, { name: 'renameCollection', collection: id, title })}
      onDelete={() =>
        leaveAfter({ kind: 'collection', collection: id }, () =>
          runCommand(library, { name: 'deleteCollection', collection: id }),
        )
      }
    />
  );
});
