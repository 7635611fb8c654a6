import type { LibraryId } from '../../shared/domain/ids.ts';
import { NARROW } from '../hooks/narrow.ts';
import { drawPicture, takePicture, type PictureElement } from './picture.ts';

/*
 * What the window showed last, kept where it can be read without waiting: reading 100,000 papers takes a second or two,
 * drawing a windowful of them some milliseconds. It is a picture of the library, never the library: it goes as soon as
 * anything in the library changes, is taken again when there is time, and gives way to the library as soon as that is read.
 */

const STORAGE_KEY = 'pandect.picture';
/** Grows whenever an older picture would be misread. */
const FORM = 2;

interface KeptPicture {
  readonly form: typeof FORM;
  readonly library: LibraryId;
  /** Number of the last change that it shows. */
  readonly seq: number;
  readonly room: Room;
  readonly picture: PictureElement;
}

/** A narrow window is laid out otherwise. */
type Room = 'wide' | 'narrow';

/** Keeps a picture of what is drawn in the element: a library after its change no. `seq`. */
export function keepPicture(library: LibraryId, seq: number, element: Element): void {
  const kept: KeptPicture = { form: FORM, library, seq, room: room(), picture: takePicture(element) };
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(kept));
  } catch {
    // The next window shows its papers some moments later, rather than those of an earlier picture.
    dropPicture();
  }
}

/** Forgets it. */
export function dropPicture(): void {
  try {
    localStorage.removeItem(STORAGE_KEY);
  } catch {
    // Then there is none either.
  }
}

/** A picture in the window. */
export interface DrawnPicture {
  /** Number of the last change that it shows. */
  readonly seq: number;
  remove(): void;
}

/**
 * What draws the picture that was kept of a library over the window; undefined when there is none that fits, or the one
 * that is there can't be drawn.
 */
export function keptPicture(library: LibraryId): (() => DrawnPicture | undefined) | undefined {
  const kept = readKept();
  if (kept?.form !== FORM || kept.library !== library || kept.room !== room()) return undefined;
  return () => draw(kept);
}

function readKept(): KeptPicture | null {
  try {
    return JSON.parse(localStorage.getItem(STORAGE_KEY) ?? 'null') as KeptPicture | null;
  } catch {
    return null;
  }
}

function draw({ seq, picture }: KeptPicture): DrawnPicture | undefined {
  const frame = document.createElement('div');
  try {
    frame.className = 'picture';
    frame.ariaBusy = 'true';
    document.body.append(frame);
    drawPicture(picture, frame);
    return { seq, remove: () => frame.remove() };
  } catch {
    frame.remove();
    return undefined;
  }
}

function room(): Room {
  return window.matchMedia(NARROW).matches ? 'narrow' : 'wide';
}
