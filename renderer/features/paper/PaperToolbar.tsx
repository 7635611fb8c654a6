import { memo } from 'react';
import {
  Archive,
  ArrowLeft,
  Check,
  FolderPlus,
  Quote,
  RotateCcw,
  Share,
  SquarePen,
  Star,
  Tag,
  type LucideIcon,
} from 'lucide-react';
import { actionInfo, type ActionId } from '../../../shared/actions/registry.ts';
import type { Paper } from '../../../shared/domain/paper.ts';
import { CHANGING, whyReadOnly } from '../../actions/readOnly.ts';
import { useRunAction } from '../../actions/runAction.ts';
import { useApp } from '../../hooks/useApp.ts';
import { useNarrow } from '../../hooks/useMedia.ts';
import { Button, IconButton } from '../../ui/Button.tsx';

/**
 * What can be done with the paper: triage on the left, handing out on the right. Each part renders by itself, as most of
 * them stay what they are when the paper changes.
 */
export function PaperToolbar({ paper }: { readonly paper: Paper }) {
  const narrow = useNarrow();
  return (
    <div className="paper-toolbar" role="toolbar" aria-label="Paper">
      {narrow && <ActionIcon action="back" icon={ArrowLeft} />}
      <ReadButton to={paper.status === 'read' || paper.status === 'archived' ? 'unread' : 'read'} />
      <ActionIcon
        action="star"
        label={paper.starred ? 'Unstar' : 'Star'}
        icon={Star}
        pressed={paper.starred}
        tone="star"
      />
      <ActionIcon action="archive" icon={Archive} pressed={paper.status === 'archived'} tone="accent" />
      <ActionIcon action="tag" icon={Tag} />
      <ActionIcon action="collect" icon={FolderPlus} />
      <ActionIcon action="editDetails" icon={SquarePen} />
      <span className="paper-toolbar__spring" />
      <HandOut />
    </div>
  );
}

const ReadButton = memo(function ReadButton({ to }: { readonly to: 'read' | 'unread' }) {
  const run = useRunAction();
  const isRead = to === 'unread';
  return (
    <Button
      // Another button, not the one before in another dress.
      key={to}
      kind={isRead ? 'secondary' : 'primary'}
      icon={isRead ? <RotateCcw /> : <Check />}
      keys={actionInfo(to).keys[0]}
      keyHint="shown"
      state={useChanging()}
      onPress={() => run(to)}
    >
      {isRead ? 'Unread' : 'Read'}
    </Button>
  );
});

const HandOut = memo(function HandOut() {
  const run = useRunAction();
  return (
    <>
      <Button
        kind="quiet"
        icon={<Quote />}
        keys={actionInfo('copyBibtex').keys[0]}
        onPress={() => run('copyBibtex')}
      >
        Copy BibTeX
      </Button>
      <Button icon={<Share />} keys={actionInfo('export').keys[0]} onPress={() => run('export')}>
        Export…
      </Button>
    </>
  );
});

/** Whether what is shown can be changed; a banner says why not. */
function useChanging(): 'ready' | 'disabled' {
  return whyReadOnly(useApp().library.access) === undefined ? 'ready' : 'disabled';
}

interface ActionIconProps {
  readonly action: ActionId;
  readonly icon: LucideIcon;
  /** Where the registry's words don't fit the paper's state. */
  readonly label?: string;
  readonly pressed?: boolean;
  readonly tone?: 'star' | 'accent';
}

/** An action of the registry as an icon. */
const ActionIcon = memo(function ActionIcon({ action, icon: Icon, label, pressed, tone }: ActionIconProps) {
  const run = useRunAction();
  const changing = useChanging();
  const { title, keys } = actionInfo(action);
  return (
    <IconButton
      label={label ?? title}
      keys={keys[0]}
      icon={<Icon />}
      state={CHANGING.has(action) ? changing : 'ready'}
      pressed={pressed}
      tone={pressed === true ? tone : 'normal'}
      onPress={() => run(action)}
    />
  );
});
