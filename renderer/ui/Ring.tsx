import './Ring.css';

const RADIUS = 5.5;
const LENGTH = 2 * Math.PI * RADIUS;

export interface RingProps {
  /** 0 to 1. */
  readonly value: number;
}

/** A thin ring of how much is done. Decoration: say the number in words beside it. */
export function Ring({ value }: RingProps) {
  const done = Math.min(1, Math.max(0, value)) * LENGTH;
  return (
    <svg className="ring" viewBox="0 0 16 16" aria-hidden="true">
      <circle className="ring__track" cx="8" cy="8" r={RADIUS} />
      <circle
        className="ring__done"
        cx="8"
        cy="8"
        r={RADIUS}
        strokeDasharray={`${done} ${LENGTH}`}
        transform="rotate(-90 8 8)"
      />
    </svg>
  );
}
