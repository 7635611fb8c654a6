import { memo } from 'react';
import { ArrowDownToLine, Ban, Check, CircleAlert, Clock } from 'lucide-react';
import { assertNever } from '../../../shared/domain/assertNever.ts';
import { closeOverlay } from '../../hooks/closeOverlay.ts';
import { Button } from '../../ui/Button.tsx';
import { Sheet } from '../../ui/Dialog.tsx';
import { Progress } from '../../ui/Progress.tsx';
import { cancelImport } from './importFlow.ts';
import { counted } from './messages.ts';
import type { ImportItem, ImportProgress, ItemProgress } from './types.ts';

/** An import on its way: every file with how far it is. */
export function ImportRunning({ progress }: { readonly progress: ImportProgress }) {
  const { items, phase } = progress;
  const over = items.filter(item => isOver(item.progress)).length;
  const share = items.reduce((sum, item) => sum + shareOf(item.progress), 0);
  return (
    <Sheet
      title={`Importing ${counted(items.length, 'dump')}`}
      onClose={closeOverlay}
      footer={
        <>
          <p className="import__hint">You can close this and go on reading.</p>
          <Button focus="auto" onPress={cancelImport}>
            {phase === 'running' ? 'Cancel' : 'Cancelling…'}
          </Button>
        </>
      }
    >
      <div className="import">
        <Progress label={`${over} of ${items.length} done`} value={share} max={items.length} />
        <p className="visually-hidden" role="status">
          {over} of {items.length} done
        </p>
        <ul className="import__items">
          {items.map((item, place) => (
            <Item key={place} item={item} />
          ))}
        </ul>
      </div>
    </Sheet>
  );
}

/** Drawn again only when it changed: an import can be of hundreds. */
const Item = memo(function Item({ item }: { readonly item: ImportItem }) {
  const { progress, name } = item;
  return (
    <li className={`import__item import__item--${progress.kind}`}>
      <ItemIcon kind={progress.kind} />
      <span className="import__item-name" dir="auto">
        {name}
      </span>
      <span className="import__item-state">{inWords(progress)}</span>
    </li>
  );
});

function ItemIcon({ kind }: { readonly kind: ItemProgress['kind'] }) {
  switch (kind) {
    case 'waiting':
      return <Clock />;
    case 'reading':
    case 'listings':
      // Nothing turns here: a picture that moves takes a part of the processor that reading needs, and the counts move.
      return <ArrowDownToLine />;
    case 'done':
      return <Check />;
    case 'failed':
      return <CircleAlert />;
    case 'cancelled':
      return <Ban />;
    default:
      return assertNever(kind);
  }
}

function inWords(progress: ItemProgress): string {
  switch (progress.kind) {
    case 'waiting':
      return 'Waiting';
    case 'reading':
      return 'Reading…';
    case 'listings':
      return `${progress.done.toLocaleString('en')} of ${counted(progress.of, 'listing')}`;
    case 'done':
      return 'Done';
    case 'failed':
      return 'Failed';
    case 'cancelled':
      return 'Cancelled';
    default:
      return assertNever(progress);
  }
}

function isOver({ kind }: ItemProgress): boolean {
  return kind === 'done' || kind === 'failed' || kind === 'cancelled';
}

/** 0 to 1; half for a file that is read but not fetched. */
function shareOf(progress: ItemProgress): number {
  if (isOver(progress)) return 1;
  if (progress.kind !== 'listings') return 0;
  return 0.5 + (progress.of === 0 ? 0 : progress.done / progress.of / 2);
}
