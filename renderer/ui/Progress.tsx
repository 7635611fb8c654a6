import './Progress.css';

export interface ProgressProps {
  /** What is going on. */
  readonly label: string;
  readonly value: number;
  readonly max: number;
}

/** A thin bar of how far something has come. */
export function Progress({ label, value, max }: ProgressProps) {
  return (
    <progress className="progress" aria-label={label} value={Math.min(value, max)} max={Math.max(max, 1)} />
  );
}
