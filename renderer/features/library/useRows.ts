import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import type { Virtualizer } from '@tanstack/react-virtual';
import type { PaperId } from '../../../shared/domain/ids.ts';
import { samePlace } from '../../hooks/viewName.ts';
import type { VisibleList } from '../../hooks/visiblePapers.ts';
import type { Density } from '../../session/session.ts';
import { readPlace } from '../../session/place.ts';
import { rowsMovedAbove } from './scrollStill.ts';

/** Heights in rem, so that they grow with the system's font size. */
const ROW_HEIGHT_REM: Readonly<Record<Density, number>> = { comfortable: 6.25, compact: 2.125 };
const OVERSCAN = 2;

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
  // Nothing of it is handed to memoised components, only the places it computes.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtualizer = useVirtualizer<HTMLDivElement, Element>({
    count: ids.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: OVERSCAN,
    initialOffset: startOffset,
    rangeExtractor: range => {
      const drawn = defaultRangeExtractor(range);
      return focusedAt < 0 || drawn.includes(focusedAt) ? drawn : [...drawn, focusedAt].sort((a, b) => a - b);
    },
  });

  useLayoutEffect(() => virtualizer.measure(), [virtualizer, rowHeight]);
  useLayoutEffect(() => void (startOffset = 0), []);

  const before = useRef(list);
  useLayoutEffect(() => {
    const element = scroller.current;
    const last = before.current;
    before.current = list;
    if (!element || last === list) return;
    // At the very top, what comes in above is meant to be seen.
    if (isAtTop(virtualizer)) return;
    if (!samePlace(list.view, last.view) || list.query !== last.query) {
      scrollTo(virtualizer, element, 0);
      return;
    }
    const firstSeen = Math.floor(element.scrollTop / rowHeight);
    const moved = rowsMovedAbove(last.ids, list.ids, firstSeen);
    scrollTo(virtualizer, element, element.scrollTop + moved * rowHeight);
  }, [list, rowHeight, scroller, virtualizer]);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element || focusedAt < 0) return;
    const top = focusedAt * rowHeight;
    const seenFrom = isAtTop(virtualizer) ? 0 : element.scrollTop;
    const height = virtualizer.scrollRect?.height ?? element.clientHeight;
    if (top < seenFrom) scrollTo(virtualizer, element, top);
    else if (top + rowHeight > seenFrom + height) scrollTo(virtualizer, element, top + rowHeight - height);
    // Only when the focus moves to another paper: a list that changes around it stays where it is.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [focused, rowHeight, list.view, list.query]);

  const items = virtualizer.getVirtualItems().flatMap(({ index }) => {
    const id = ids.at(index);
    return id === undefined ? [] : [{ id, index, top: index * rowHeight }];
  });
  return { height: ids.length * rowHeight, items };
}

type Scroller = Virtualizer<HTMLDivElement, Element>;

/** What the virtualizer knows anyway; asking the element would make the browser lay out the page at every keystroke. */
function isAtTop({ scrollOffset }: Scroller): boolean {
  return (scrollOffset ?? 0) === 0;
}

/** Scrolls, and tells the virtualizer, which hears of it only in the next frame. */
function scrollTo(virtualizer: Scroller, element: HTMLElement, top: number): void {
  element.scrollTop = top;
  virtualizer.scrollOffset = element.scrollTop;
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
