import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import type { PaperId } from '../../../shared/domain/ids.ts';
import { samePlace } from '../../hooks/viewName.ts';
import type { VisibleList } from '../../hooks/visiblePapers.ts';
import type { Density } from '../../session/session.ts';
import { readPlace } from '../../session/place.ts';
import { placesToDraw } from './placesInSight.ts';
import { rowsMovedAbove } from './scrollStill.ts';
import { useSight } from './useSight.ts';

/** Heights in rem, so that they grow with the system's font size. */
const ROW_HEIGHT_REM: Readonly<Record<Density, number>> = { comfortable: 6.25, compact: 2.125 };

/** Where the list of the last window was scrolled to: for the first list of this one. */
let startOffset = readPlace()?.scrolled ?? 0;

export interface RowsParts {
  readonly list: VisibleList;
  readonly focused: PaperId | null;
  readonly density: Density;
  readonly scroller: RefObject<HTMLDivElement | null>;
}

export interface Rows {
  /** Of all rows together, in CSS pixels. */
  readonly height: number;
  /** The rows to draw: those in sight, some around them, and the focused one wherever it is. */
  readonly items: readonly { readonly id: PaperId; readonly index: number; readonly top: number }[];
}

/** Which rows to draw, and a scroll that stays still when the list changes and follows when the focus moves. */
export function useRows({ list, focused, density, scroller }: RowsParts): Rows {
  const { ids } = list;
  const rowHeight = Math.round(ROW_HEIGHT_REM[density] * useRootFontSize());
  const focusedAt = focused === null ? -1 : ids.indexOf(focused);
  const { places, top, height, scrollTo } = useSight(scroller, rowHeight, startOffset);
  useLayoutEffect(() => void (startOffset = 0), []);

  const before = useRef(list);
  useLayoutEffect(() => {
    const last = before.current;
    before.current = list;
    // At the very top, what comes in above is meant to be seen.
    if (last === list || top() === 0) return;
    if (!samePlace(list.view, last.view) || list.query !== last.query) {
      scrollTo(0);
      return;
    }
    const moved = rowsMovedAbove(last.ids, list.ids, Math.floor(top() / rowHeight));
    if (moved !== 0) scrollTo(top() + moved * rowHeight);
  }, [list, rowHeight, top, scrollTo]);

  useLayoutEffect(() => {
    if (focusedAt < 0) return;
    const place = focusedAt * rowHeight;
    if (place < top()) scrollTo(place);
    else if (place + rowHeight > top() + height()) scrollTo(place + rowHeight - height());
    // Only when the focus moves to another paper: a list that changes around it stays where it is.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [focused, rowHeight, list.view, list.query]);

  const items = placesToDraw(places, ids.length, focusedAt).flatMap(index => {
    const id = ids.at(index);
    return id === undefined ? [] : [{ id, index, top: index * rowHeight }];
  });
  return { height: ids.length * rowHeight, items };
}

/** In CSS pixels. It changes with the browser's settings only; asking for it makes the browser compute all styles. */
function useRootFontSize(): number {
  const [size, setSize] = useState(rootFontSize);
  useEffect(() => {
    const measure = () => setSize(rootFontSize());
    window.addEventListener('resize', measure);
    return () => window.removeEventListener('resize', measure);
  }, []);
  return size;
}

function rootFontSize(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
}
