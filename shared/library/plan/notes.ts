import type { PaperId, Timestamp } from '../../domain/ids.ts';
import type { Patch } from '../patch.ts';
import type { LibraryState } from '../tables.ts';
import { paperNamed, put, remove, set } from './patches.ts';

/** Writes or, with an empty text, removes the note of a paper, and keeps `hasNote` in step. */
export function planSetNote(state: LibraryState, id: PaperId, text: string, at: Timestamp): Patch[] {
  const paper = paperNamed(state, id);
  const note = state.notes.get(id);
  if (text.trim() === '') {
    if (note === undefined) return [];
    return [...remove('notes', [id]), ...set('papers', [id], { hasNote: false })];
  }
  if (note?.text === text) return [];
  const marked = paper.hasNote ? [] : set('papers', [id], { hasNote: true });
  return [...put('notes', [{ id, text, changed: at }]), ...marked];
}
