import type { Patch } from '../../shared/library/patch.ts';

/**
 * Characters of JSON in one portion. Chromium keeps records over about 64 KB in files of their own, whose loss makes
 * the whole table unreadable.
 */
const PORTION_LENGTH = 50_000;

/** Cuts patches into portions of limited length, in order; one row that is longer gets a portion to itself. */
export function splitPatches(patches: readonly Patch[], portionLength: number = PORTION_LENGTH): Patch[][] {
  const portions: Patch[][] = [];
  let room = 0;
  for (const piece of patches.flatMap(patch => splitPatch(patch, portionLength))) {
    if (portions.length === 0 || piece.length > room) {
      portions.push([]);
      room = portionLength;
    }
    portions.at(-1)!.push(piece.patch);
    room -= piece.length;
  }
  return portions;
}

interface Piece {
  readonly patch: Patch;
  readonly length: number;
}

function splitPatch(patch: Patch, portionLength: number): Piece[] {
  switch (patch.kind) {
    case 'put':
      return cut<{ readonly id: string }>(
        patch.rows,
        portionLength,
        rows => ({ ...patch, rows }) as unknown as Patch,
      );
    case 'remove':
      return cut(patch.ids, portionLength, ids => ({ ...patch, ids }));
    case 'set':
      return cut(patch.ids, portionLength, ids => ({ ...patch, ids }));
  }
}

function cut<T>(items: readonly T[], portionLength: number, patchOf: (items: T[]) => Patch): Piece[] {
  const pieces: Piece[] = [];
  const rest = JSON.stringify(patchOf([])).length;
  let piece: T[] = [];
  let length = rest;
  for (const item of items) {
    const itemLength = JSON.stringify(item).length + 1;
    if (piece.length > 0 && length + itemLength > portionLength) {
      pieces.push({ patch: patchOf(piece), length });
      piece = [];
      length = rest;
    }
    piece.push(item);
    length += itemLength;
  }
  if (piece.length > 0) pieces.push({ patch: patchOf(piece), length });
  return pieces;
}
