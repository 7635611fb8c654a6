import { ACTION_IDS, actionInfo } from '../../../shared/actions/registry.ts';
import { canRun } from '../../actions/targets.ts';
import { useRunAction } from '../../actions/runAction.ts';
import { useApp } from '../../hooks/useApp.ts';
import { ContextMenu } from '../../ui/Menu.tsx';
import type { MenuEntries, Point } from '../../ui/Menu.tsx';

const IN_MENU = ACTION_IDS.filter(id => actionInfo(id).inContextMenu);

export interface PaperMenuProps {
  readonly at: Point;
  readonly onClose: () => void;
}

/** What can be done with the focused paper or the selection, from the registry. */
export function PaperMenu({ at, onClose }: PaperMenuProps) {
  const app = useApp();
  const run = useRunAction();
  const ofPaper = IN_MENU.filter(id => actionInfo(id).menu === 'Paper' && id !== 'removePapers');
  const others = IN_MENU.filter(id => actionInfo(id).menu !== 'Paper');
  const entry = (id: (typeof IN_MENU)[number]) => ({
    id,
    label: actionInfo(id).title,
    keys: actionInfo(id).keys[0],
    state: canRun(id, app) ? ('ready' as const) : ('disabled' as const),
    tone: id === 'removePapers' ? ('danger' as const) : ('normal' as const),
    onChoose: () => run(id),
  });
  const entries: MenuEntries = [
    ...ofPaper.map(entry),
    'line',
    ...others.map(entry),
    'line',
    entry('removePapers'),
  ];
  return <ContextMenu label="Paper" entries={entries} at={at} onClose={onClose} />;
}
