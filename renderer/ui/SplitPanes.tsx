import { useRef, useState } from 'react';
import type { KeyboardEvent, PointerEvent, ReactNode } from 'react';
import './SplitPanes.css';

/** A pane of a fixed width that the user can change. Widths in CSS pixels. */
export interface SidePane {
  readonly id: string;
  /** Name of the divider after it: "Width of the sidebar". */
  readonly dividerLabel: string;
  readonly initial: number;
  readonly min: number;
  readonly max: number;
  readonly content: ReactNode;
}

export interface SplitPanesProps {
  /** Under which the widths are remembered. */
  readonly name: string;
  readonly side: readonly SidePane[];
  /** Takes the rest of the width. */
  readonly main: ReactNode;
}

const STEP = 16;

/** Panes beside each other with dividers that are dragged or moved by arrow keys; a double click or Enter resets. */
export function SplitPanes({ name, side, main }: SplitPanesProps) {
  // Widths that were changed here; panes may come and go.
  const [changed, setChanged] = useState<Readonly<Record<string, number>>>({});
  const widthOf = (pane: SidePane) => changed[pane.id] ?? readWidth(name, pane);
  const resize = (pane: SidePane, wanted: number) => {
    const width = clamp(wanted, pane);
    setChanged(before => ({ ...before, [pane.id]: width }));
    writeWidth(name, pane, width);
  };
  return (
    <div className="split-panes">
      {side.map(pane => (
        <Side key={pane.id} pane={pane} width={widthOf(pane)} onResize={width => resize(pane, width)} />
      ))}
      <div className="split-panes__main">{main}</div>
    </div>
  );
}

interface SideProps {
  readonly pane: SidePane;
  readonly width: number;
  readonly onResize: (width: number) => void;
}

function Side({ pane, width, onResize }: SideProps) {
  const start = useRef<{ readonly x: number; readonly width: number } | null>(null);
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    start.current = { x: event.clientX, width };
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    if (start.current) onResize(start.current.width + event.clientX - start.current.x);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const next = widthAfterKey(event.key, width, pane);
    if (next === undefined) return;
    event.preventDefault();
    onResize(next);
  };
  return (
    <>
      <div className="split-panes__side" style={{ width }}>
        {pane.content}
      </div>
      <div
        className="split-panes__divider"
        role="separator"
        aria-orientation="vertical"
        aria-label={pane.dividerLabel}
        aria-valuenow={Math.round(width)}
        aria-valuemin={pane.min}
        aria-valuemax={pane.max}
        tabIndex={0}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={() => (start.current = null)}
        onPointerCancel={() => (start.current = null)}
        onDoubleClick={() => onResize(pane.initial)}
        onKeyDown={onKeyDown}
      />
    </>
  );
}

function widthAfterKey(key: string, width: number, pane: SidePane): number | undefined {
  switch (key) {
    case 'ArrowLeft':
      return width - STEP;
    case 'ArrowRight':
      return width + STEP;
    case 'Home':
      return pane.min;
    case 'End':
      return pane.max;
    case 'Enter':
      return pane.initial;
    default:
      return undefined;
  }
}

function clamp(width: number, pane: SidePane): number {
  return Math.round(Math.min(pane.max, Math.max(pane.min, width)));
}

function storageKey(name: string, pane: SidePane): string {
  return `pandect.panes.${name}.${pane.id}`;
}

function readWidth(name: string, pane: SidePane): number {
  try {
    const stored = Number(localStorage.getItem(storageKey(name, pane)) ?? Number.NaN);
    return Number.isFinite(stored) ? clamp(stored, pane) : pane.initial;
  } catch {
    return pane.initial;
  }
}

function writeWidth(name: string, pane: SidePane, width: number): void {
  try {
    localStorage.setItem(storageKey(name, pane), String(width));
  } catch {
    // The pane has its first width again in the next window.
  }
}
