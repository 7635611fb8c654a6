import type { Paper } from '../../../shared/domain/paper.ts';
import { runCommand } from '../../actions/command.ts';
import { useApp } from '../../hooks/useApp.ts';
import { useTableVersion } from '../../hooks/useLibrary.ts';
import { Chip } from '../../ui/Chip.tsx';

/** What the labels belong to, and what to do when one is taken away. */
export interface PaperLabelsProps {
  readonly paper: Paper;
  readonly onRemoved: () => void;
}

/** Tags and collections of a paper, each with a way to take it off. */
export function PaperLabels({ paper, onRemoved }: PaperLabelsProps) {
  const { library } = useApp();
  useTableVersion('collections');
  if (paper.tags.length + paper.collections.length === 0) return null;
  const papers = [paper.id];
  const canChange = library.access.kind === 'write';
  return (
    <ul className="paper__labels" aria-label="Tags and collections">
      {paper.tags.map(tag => (
        <li key={tag}>
          <Chip
            removeLabel={`Remove the tag ${tag}`}
            {...(canChange && {
              onRemove: () => {
                runCommand(library, { name: 'removeTag', papers, tag });
                onRemoved();
              },
            })}
          >
            {tag}
          </Chip>
        </li>
      ))}
      {paper.collections.map(collection => {
        const name = library.state.collections.get(collection)?.name;
        return (
          name !== undefined && (
            <li key={collection}>
              <Chip
                tone="accent"
                removeLabel={`Take it out of the collection ${name}`}
                {...(canChange && {
                  onRemove: () => {
                    runCommand(library, { name: 'removeFromCollection', papers, collection });
                    onRemoved();
                  },
                })}
              >
                {name}
              </Chip>
            </li>
          )
        );
      })}
    </ul>
  );
}
