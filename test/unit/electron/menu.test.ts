import { describe, expect, it } from 'vitest';
import type { MenuItemConstructorOptions } from 'electron';
import { accelerator, menuTemplate } from '../../../main/electron/menu.ts';
import type { MenuParts } from '../../../main/electron/menu.ts';
import { ACTION_IDS, MENU_NAMES, actionInfo } from '../../../shared/actions/registry.ts';
import type { ActionId } from '../../../shared/actions/registry.ts';

const platforms = ['linux', 'win32', 'darwin'] as const;
type Item = MenuItemConstructorOptions;

describe.each(platforms)('the native menu on %s', platform => {
  it('holds every action of the registry exactly once, in its menu, under its title', () => {
    const { template } = menu({ platform });
    const found = template.flatMap(({ label, submenu }) =>
      (submenu === undefined ? [] : (submenu as Item[]))
        .filter(item => item.id !== undefined)
        .map(item => ({ id: item.id, menu: label?.replace('&', ''), title: item.label })),
    );
    const expected = ACTION_IDS.map(id => ({ id, menu: actionInfo(id).menu, title: actionInfo(id).title }));
    expect(sorted(found)).toEqual(sorted(expected));
  });

  it('keeps the menus in order', () => {
    const labels = menu({ platform }).template.flatMap(({ label }) =>
      label ? [label.replace('&', '')] : [],
    );
    expect(labels).toEqual(MENU_NAMES);
  });

  it('gives no accelerator to two items, and none to a single letter', () => {
    const accelerators = items(menu({ platform }).template).flatMap(item => item.accelerator ?? []);
    expect(new Set(accelerators).size).toBe(accelerators.length);
    expect(accelerators.every(keys => keys.startsWith('CommandOrControl+'))).toBe(true);
    expect(accelerators.length).toBeGreaterThan(5);
  });

  it('runs an action that is clicked', () => {
    const { template, ran, edited } = menu({ platform });
    for (const id of ACTION_IDS) click(template, id, { triggeredByAccelerator: false });
    expect(ran).toEqual(ACTION_IDS);
    expect(edited).toEqual([]);
  });

  it('leaves keys to the page, and does in a text field what the page left', () => {
    const { template, ran, edited } = menu({ platform });
    for (const id of ACTION_IDS) click(template, id, { triggeredByAccelerator: true });
    expect(ran).toEqual([]);
    expect([...edited].sort()).toEqual(['redo', 'selectAll', 'undo']);
  });

  it('has copy and paste for text fields, and a way to quit or close', () => {
    const roles = items(menu({ platform }).template).map(item => item.role);
    expect(roles).toEqual(expect.arrayContaining(['cut', 'copy', 'paste', 'zoomIn', 'zoomOut', 'resetZoom']));
    expect(roles).toContain(platform === 'darwin' ? 'close' : 'quit');
  });

  it('has the tools of developers only where the program is developed', () => {
    const roles = (packaging: MenuParts['packaging']) =>
      items(menu({ platform, packaging }).template).map(item => item.role);
    expect(roles('packaged')).not.toContain('toggleDevTools');
    expect(roles('packaged')).not.toContain('reload');
    expect(roles('unpackaged')).toEqual(expect.arrayContaining(['reload', 'toggleDevTools']));
  });
});

it('macOS has its application and window menus around', () => {
  const roles = menu({ platform: 'darwin' }).template.map(({ role }) => role);
  expect(roles[0]).toBe('appMenu');
  expect(roles.slice(-2)).toEqual(['windowMenu', 'help']);
});

it.each([
  [['i', 'Mod+o'], 'CommandOrControl+O'],
  [['Mod+Shift+z'], 'CommandOrControl+Shift+Z'],
  [['Shift+e'], undefined],
  [['g u'], undefined],
  [[], undefined],
])('the keys %j have the accelerator %s', (keys, expected) => {
  expect(accelerator(keys)).toBe(expected);
});

function menu(parts: Partial<MenuParts>) {
  const ran: ActionId[] = [];
  const edited: string[] = [];
  const template = menuTemplate({
    platform: 'linux',
    packaging: 'packaged',
    run: action => ran.push(action),
    edit: command => edited.push(command),
    ...parts,
  });
  return { template, ran, edited };
}

function items(template: readonly Item[]): Item[] {
  return template.flatMap(({ submenu }) => (submenu === undefined ? [] : (submenu as Item[])));
}

function click(template: readonly Item[], id: ActionId, event: { triggeredByAccelerator: boolean }): void {
  const item = items(template).find(candidate => candidate.id === id);
  if (!item?.click) throw new Error(`The menu has no ${id}.`);
  item.click(item as never, undefined, event);
}

function sorted<T extends { id: string | undefined }>(list: readonly T[]): T[] {
  return [...list].sort((a, b) => String(a.id).localeCompare(String(b.id)));
}
