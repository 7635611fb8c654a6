import type { AddPapers, SetDetails } from '../command.ts';
import type { Patch } from '../patch.ts';
import { CommandRefused } from '../refused.ts';
import type { LibraryState } from '../tables.ts';

export function planAddPapers(_state: LibraryState, _command: AddPapers): Patch[] {
  throw new CommandRefused('Adding papers by hand is being built.');
}

export function planSetDetails(_state: LibraryState, _command: SetDetails): Patch[] {
  throw new CommandRefused('Changing details is being built.');
}
