/** The media query of a window with room for one pane only. */
export const NARROW = '(max-width: 47.5rem)';
