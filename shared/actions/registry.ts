/** The menus of the menu bar, in their order. */
export type MenuName = 'File' | 'Edit' | 'Paper' | 'Go' | 'View' | 'Help';
export const MENU_NAMES: readonly MenuName[] = ['File', 'Edit', 'Paper', 'Go', 'View', 'Help'];

/** What must be there for an action to make sense: `papers` = a focused or selected paper, `typing` = nothing special, even in a text field. */
export type ActionNeeds = 'nothing' | 'papers' | 'onePaper' | 'view' | 'digest';

export interface ActionInfo {
  /** Sentence case, a verb first; shown in menus, the command palette and tooltips. */
  readonly title: string;
  readonly menu: MenuName;
  /** Single keys as typed (`j`, `Shift+z`, `g u`, `Escape`) or with `Mod` (Ctrl, on macOS Cmd): `Mod+k`. First one is shown. */
  readonly keys: readonly string[];
  readonly needs: ActionNeeds;
  /** Stands in the context menu of a paper. */
  readonly inContextMenu?: true;
  /** Works while a text field has the focus. Only `Mod` keys may. */
  readonly whileTyping?: true;
}

/** Every action of the program by name: the keyboard, the native menu, context menus, the palette and the list of keys are made from this. */
const ACTIONS = {
  import: { title: 'Import dumps…', menu: 'File', keys: ['i', 'Mod+o'], needs: 'nothing', whileTyping: true },
  importFolder: { title: 'Import a folder…', menu: 'File', keys: [], needs: 'nothing' },
  pasteDump: { title: 'Import from the clipboard', menu: 'File', keys: ['Mod+Shift+v'], needs: 'nothing' },
  importSample: { title: 'Import the sample digest', menu: 'File', keys: [], needs: 'nothing' },
  addPaper: { title: 'Add a paper…', menu: 'File', keys: ['p'], needs: 'nothing' },
  export: {
    title: 'Export…',
    menu: 'File',
    keys: ['e', 'Mod+e'],
    needs: 'papers',
    inContextMenu: true,
  },
  exportView: { title: 'Export this view…', menu: 'File', keys: ['Shift+e'], needs: 'view' },
  snapshots: { title: 'Snapshots…', menu: 'File', keys: ['g h'], needs: 'nothing' },
  makeSnapshot: { title: 'Make a snapshot now', menu: 'File', keys: [], needs: 'nothing' },
  saveBackup: { title: 'Save the library as one file…', menu: 'File', keys: [], needs: 'nothing' },
  takeBackup: { title: 'Bring in a backup…', menu: 'File', keys: [], needs: 'nothing' },
  backToNow: { title: 'Leave the snapshot', menu: 'File', keys: [], needs: 'nothing' },
  settings: { title: 'Settings…', menu: 'File', keys: ['Mod+,'], needs: 'nothing', whileTyping: true },
  copyBibtex: {
    title: 'Copy as BibTeX',
    menu: 'Edit',
    keys: ['c', 'Mod+Shift+c'],
    needs: 'papers',
    inContextMenu: true,
  },
  copyTitle: { title: 'Copy title', menu: 'Edit', keys: [], needs: 'papers', inContextMenu: true },
  undo: { title: 'Undo', menu: 'Edit', keys: ['z', 'Mod+z'], needs: 'nothing' },
  redo: { title: 'Redo', menu: 'Edit', keys: ['Shift+z', 'Mod+Shift+z'], needs: 'nothing' },
  select: { title: 'Select or unselect', menu: 'Edit', keys: ['x'], needs: 'papers' },
  selectRange: { title: 'Select to here', menu: 'Edit', keys: ['*'], needs: 'papers' },
  selectAll: { title: 'Select the whole view', menu: 'Edit', keys: ['Mod+a'], needs: 'view' },
  clearSelection: {
    title: 'Clear the selection or search',
    menu: 'Edit',
    keys: ['Escape'],
    needs: 'nothing',
  },
  next: { title: 'Next paper', menu: 'Go', keys: ['j', 'ArrowDown'], needs: 'view' },
  previous: { title: 'Previous paper', menu: 'Go', keys: ['k', 'ArrowUp'], needs: 'view' },
  first: { title: 'First paper', menu: 'Go', keys: ['Home'], needs: 'view' },
  last: { title: 'Last paper', menu: 'Go', keys: ['End'], needs: 'view' },
  open: {
    title: 'Open the paper',
    menu: 'Paper',
    keys: ['o', 'Enter'],
    needs: 'onePaper',
    inContextMenu: true,
  },
  read: { title: 'Mark as read and go on', menu: 'Paper', keys: ['m'], needs: 'papers', inContextMenu: true },
  unread: { title: 'Mark as unread', menu: 'Paper', keys: ['u'], needs: 'papers', inContextMenu: true },
  reading: { title: 'Mark as reading', menu: 'Paper', keys: ['r'], needs: 'papers', inContextMenu: true },
  archive: { title: 'Archive', menu: 'Paper', keys: ['a'], needs: 'papers', inContextMenu: true },
  star: { title: 'Star or unstar', menu: 'Paper', keys: ['s'], needs: 'papers', inContextMenu: true },
  tag: { title: 'Tag…', menu: 'Paper', keys: ['t'], needs: 'papers', inContextMenu: true },
  collect: {
    title: 'Add to a collection…',
    menu: 'Paper',
    keys: ['l'],
    needs: 'papers',
    inContextMenu: true,
  },
  note: { title: 'Write a note', menu: 'Paper', keys: ['n'], needs: 'onePaper', inContextMenu: true },
  whyFound: {
    title: 'Why this result',
    menu: 'Paper',
    keys: ['y'],
    needs: 'onePaper',
    inContextMenu: true,
  },
  rawText: { title: 'Show the raw text', menu: 'Paper', keys: ['w'], needs: 'onePaper' },
  editKey: {
    title: 'Edit the citation key…',
    menu: 'Paper',
    keys: [],
    needs: 'onePaper',
    inContextMenu: true,
  },
  editDetails: {
    title: 'Edit the details…',
    menu: 'Paper',
    keys: ['d'],
    needs: 'onePaper',
    inContextMenu: true,
  },
  lookUp: {
    title: 'Look up the details…',
    menu: 'Paper',
    keys: ['Shift+d'],
    needs: 'papers',
    inContextMenu: true,
  },
  citationKeys: { title: 'Citation keys by a pattern…', menu: 'Paper', keys: [], needs: 'nothing' },
  merge: { title: 'Merge with a similar paper…', menu: 'Paper', keys: [], needs: 'onePaper' },
  removePapers: {
    title: 'Remove from the library',
    menu: 'Paper',
    keys: ['Delete'],
    needs: 'papers',
    inContextMenu: true,
  },
  search: { title: 'Search', menu: 'Go', keys: ['/', 'Mod+f'], needs: 'nothing', whileTyping: true },
  saveSearch: { title: 'Save this search…', menu: 'Go', keys: ['Mod+s'], needs: 'view', whileTyping: true },
  goUnread: { title: 'Go to Unread', menu: 'Go', keys: ['g u'], needs: 'nothing' },
  goReading: { title: 'Go to Reading', menu: 'Go', keys: ['g r'], needs: 'nothing' },
  goStarred: { title: 'Go to Starred', menu: 'Go', keys: ['g s'], needs: 'nothing' },
  goRead: { title: 'Go to Read', menu: 'Go', keys: ['g m'], needs: 'nothing' },
  goArchived: { title: 'Go to Archived', menu: 'Go', keys: ['g a'], needs: 'nothing' },
  goAll: { title: 'Go to All papers', menu: 'Go', keys: ['g l'], needs: 'nothing' },
  goDigest: { title: 'Go to the newest digest', menu: 'Go', keys: ['g d'], needs: 'nothing' },
  goSidebar: { title: 'Go to the sidebar', menu: 'Go', keys: ['g b'], needs: 'nothing' },
  back: { title: 'Back to the list', menu: 'Go', keys: ['Backspace'], needs: 'nothing' },
  sort: { title: 'Sort the list…', menu: 'View', keys: ['v'], needs: 'view' },
  density: {
    title: 'Switch between compact and comfortable rows',
    menu: 'View',
    keys: ['Mod+Shift+d'],
    needs: 'nothing',
  },
  renameDigest: { title: 'Rename the digest…', menu: 'View', keys: [], needs: 'digest' },
  digestYear: { title: 'Set the year of the digest…', menu: 'View', keys: [], needs: 'digest' },
  rereadDigest: { title: 'Read the dump again', menu: 'View', keys: [], needs: 'digest' },
  removeDigest: { title: 'Undo the import of this digest', menu: 'View', keys: [], needs: 'digest' },
  importReport: { title: 'Show the last import report', menu: 'View', keys: [], needs: 'nothing' },
  palette: { title: 'Find a command…', menu: 'Help', keys: ['Mod+k'], needs: 'nothing', whileTyping: true },
  keys: { title: 'List of keys', menu: 'Help', keys: ['?'], needs: 'nothing' },
} as const satisfies Record<string, ActionInfo>;

export type ActionId = keyof typeof ACTIONS;
export const ACTION_IDS = Object.keys(ACTIONS) as ActionId[];

/** The registry entry of an action, with the optional fields readable. */
export function actionInfo(id: ActionId): ActionInfo {
  return ACTIONS[id];
}
