import type { MenuItemConstructorOptions } from 'electron';
import { ACTION_IDS, MENU_NAMES, actionInfo } from '../../shared/actions/registry.ts';
import type { ActionId, MenuName } from '../../shared/actions/registry.ts';

/** What the menu needs to know and can do. */
export interface MenuParts {
  readonly platform: NodeJS.Platform;
  readonly packaging: 'packaged' | 'unpackaged';
  /** Runs the action in the page. */
  readonly run: (action: ActionId) => void;
  /** Does to the focused text field what the action does to the library. */
  readonly edit: (command: TextCommand) => void;
}

/** The actions that mean something else in a text field. */
export type TextCommand = 'undo' | 'redo' | 'selectAll';

type Items = MenuItemConstructorOptions[];

const SEPARATOR: MenuItemConstructorOptions = { type: 'separator' };

/** The native menu: every action of the registry once, in its menu, among what systems expect there besides. */
export function menuTemplate(parts: MenuParts): Items {
  const menus = MENU_NAMES.map((name): MenuItemConstructorOptions => ({
    label: parts.platform === 'darwin' ? name : `&${name}`,
    ...(name === 'Help' && { role: 'help' as const }),
    submenu: menuItems(name, parts),
  }));
  if (parts.platform !== 'darwin') return menus;
  return [{ role: 'appMenu' }, ...menus.slice(0, -1), { role: 'windowMenu' }, ...menus.slice(-1)];
}

/**
 * The accelerator of an action: its first key with `Mod`. Single letters stay the page's, which knows whether someone
 * is typing.
 */
export function accelerator(keys: readonly string[]): string | undefined {
  const withMod = keys.find(key => key.startsWith('Mod+'));
  return withMod
    ?.replace('Mod', 'CommandOrControl')
    .replace(/\+(.)$/u, (_, key: string) => `+${key.toUpperCase()}`);
}

function menuItems(menu: MenuName, parts: MenuParts): Items {
  const actions = ACTION_IDS.filter(id => actionInfo(id).menu === menu).map(id => actionItem(id, parts));
  const isMac = parts.platform === 'darwin';
  switch (menu) {
    case 'File':
      return [...actions, SEPARATOR, { role: isMac ? 'close' : 'quit' }];
    case 'Edit': {
      const isFirst = ({ id }: MenuItemConstructorOptions) => id === 'undo' || id === 'redo';
      return [
        ...actions.filter(isFirst),
        SEPARATOR,
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        SEPARATOR,
        ...actions.filter(item => !isFirst(item)),
      ];
    }
    case 'View':
      return [...actions, SEPARATOR, ...viewRoles(parts)];
    case 'Help':
      return isMac ? actions : [...actions, SEPARATOR, { role: 'about' }];
    case 'Paper':
    case 'Go':
      return actions;
  }
}

function viewRoles({ packaging }: MenuParts): Items {
  const always: Items = [
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { role: 'togglefullscreen' },
  ];
  return packaging === 'packaged'
    ? always
    : [...always, SEPARATOR, { role: 'reload' }, { role: 'toggleDevTools' }];
}

function actionItem(id: ActionId, parts: MenuParts): MenuItemConstructorOptions {
  const { title, keys } = actionInfo(id);
  const shortcut = accelerator(keys);
  return {
    id,
    label: title,
    ...(shortcut !== undefined && { accelerator: shortcut }),
    // The page handles the keys itself, as it must in a browser. Shown, not registered; on macOS, which registers them
    // all the same, `click` below sorts it out.
    registerAccelerator: false,
    click: (_item, _window, { triggeredByAccelerator }) => {
      if (triggeredByAccelerator) editText(id, parts);
      else parts.run(id);
    },
  };
}

/**
 * Keys reach the page before the menu. One that arrives here is one the page did not want, because a text field has the
 * focus; and there, on macOS, undo, redo and select all are the menu's to do.
 */
function editText(id: ActionId, { edit }: MenuParts): void {
  if (id === 'undo' || id === 'redo' || id === 'selectAll') edit(id);
}
