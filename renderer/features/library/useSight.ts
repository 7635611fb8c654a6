import { useCallback, useLayoutEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import { flushSync } from 'react-dom';
import { placesInSight, type PlacesInSight } from './placesInSight.ts';

/** How a list stands, known without asking its element, which would make the browser lay out the page. */
export interface Sight {
  readonly places: PlacesInSight;
  /** How far it is scrolled down, in CSS pixels. */
  readonly top: () => number;
  /** What can be seen of it at a time, in CSS pixels. */
  readonly height: () => number;
  readonly scrollTo: (top: number) => void;
}

/**
 * Which places of a list are in sight, all of one height (CSS pixels). Nothing is kept of each row: a list of 100,000 changes
 * with every key of a search. `start`: how far it is scrolled at first.
 */
export function useSight(scroller: RefObject<HTMLElement | null>, rowHeight: number, start: number): Sight {
  const stands = useRef({ top: 0, height: 0 });
  // Before it is laid out, the list is taken to be as high as the window.
  const [places, setPlaces] = useState(() => placesInSight(start, window.innerHeight, rowHeight));
  const look = useCallback(() => {
    const seen = placesInSight(stands.current.top, stands.current.height, rowHeight);
    setPlaces(before => (before.first === seen.first && before.last === seen.last ? before : seen));
  }, [rowHeight]);
  const top = useCallback(() => stands.current.top, []);
  const height = useCallback(() => stands.current.height, []);
  // Scrolled once the rows that are in sight then are there: the browser lays them out with all the rest.
  const wanted = useRef<number | undefined>(start > 0 ? start : undefined);
  const scrollTo = useCallback(
    (to: number) => {
      wanted.current = to;
      stands.current.top = to;
      setPlaces(placesInSight(to, stands.current.height, rowHeight));
    },
    [rowHeight],
  );
  useLayoutEffect(() => {
    if (wanted.current === undefined) return;
    stands.current.top = scroll(scroller, wanted.current);
    wanted.current = undefined;
    look();
  });

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const measure = () => {
      stands.current = { top: element.scrollTop, height: element.clientHeight };
      look();
    };
    // In the frame that shows it scrolled.
    const onScroll = () => {
      stands.current.top = element.scrollTop;
      flushSync(look);
    };
    measure();
    const sizes = new ResizeObserver(measure);
    sizes.observe(element);
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      sizes.disconnect();
      element.removeEventListener('scroll', onScroll);
    };
  }, [scroller, look]);

  return { places, top, height, scrollTo };
}

/** Gives back how far it could be scrolled. */
function scroll({ current }: RefObject<HTMLElement | null>, top: number): number {
  current?.scrollTo({ top, behavior: 'instant' });
  return current?.scrollTop ?? 0;
}
