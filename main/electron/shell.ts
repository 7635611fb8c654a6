import { basename } from 'node:path';
import { app, clipboard, dialog, session, shell as system } from 'electron';
import type { BrowserWindow, OpenDialogOptions } from 'electron';
import { DUMP_EXTENSIONS } from '../../shared/digest-format/fileNames.ts';
import type { HostEvent } from '../../shared/host/api.ts';
import type { Shell } from '../shell.ts';
import { systemFetch } from './systemFetch.ts';

const DUMP_FILTERS = [
  { name: 'Digests and references', extensions: [...DUMP_EXTENSIONS, 'zip'] },
  { name: 'All files', extensions: ['*'] },
];

const OPEN_DIALOGS: Readonly<Record<Parameters<Shell['chooseFiles']>[0], OpenDialogOptions>> = {
  files: { title: 'Import dumps', properties: ['openFile', 'multiSelections'], filters: DUMP_FILTERS },
  folder: { title: 'Import a folder of dumps', properties: ['openDirectory'] },
  backup: {
    title: 'Bring in a backup',
    properties: ['openFile'],
    filters: [
      { name: 'Pandect backups', extensions: ['gz'] },
      { name: 'All files', extensions: ['*'] },
    ],
  },
  exportFolder: {
    title: 'Export into a folder',
    buttonLabel: 'Export here',
    properties: ['openDirectory', 'createDirectory'],
  },
  watchFolder: {
    title: 'Watch a folder for new dumps',
    buttonLabel: 'Watch this folder',
    properties: ['openDirectory', 'createDirectory'],
  },
  dataFolder: {
    title: 'Move the library to an empty folder',
    buttonLabel: 'Move here',
    properties: ['openDirectory', 'createDirectory'],
  },
};

/** Electron's dialogs, clipboard and browser. Dialogs belong to the window while there is one. */
export function createElectronShell(
  ourWindow: () => BrowserWindow | undefined,
  emit: (event: HostEvent) => void,
): Shell {
  return {
    kind: 'electron',
    version: app.getVersion(),
    async chooseFiles(what) {
      const options = OPEN_DIALOGS[what];
      const window = ourWindow();
      const answer = await (window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options));
      return answer.canceled ? [] : answer.filePaths;
    },
    async askWhere(suggestedName) {
      // Only the name is the page's to suggest: the folder is the user's.
      const options = { title: 'Save', defaultPath: basename(suggestedName) };
      const window = ourWindow();
      const answer = await (window ? dialog.showSaveDialog(window, options) : dialog.showSaveDialog(options));
      return answer.canceled || answer.filePath === '' ? null : answer.filePath;
    },
    async showFile(path) {
      system.showItemInFolder(path);
    },
    async openExternal(url) {
      // The host has checked the address; the system is handed https and nothing else even so.
      if (new URL(url).protocol !== 'https:') throw new Error('not an https address');
      await system.openExternal(url);
    },
    async writeClipboard(text) {
      clipboard.writeText(text);
    },
    clearBrowser: () => session.defaultSession.clearStorageData({ storages: ['indexdb'] }),
    fetch: systemFetch,
    emit,
  };
}
