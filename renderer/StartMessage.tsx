import { LibraryBig } from 'lucide-react';
import { Button } from './ui/Button.tsx';
import { EmptyState } from './ui/EmptyState.tsx';
import { Progress } from './ui/Progress.tsx';
import type { ProgressProps } from './ui/Progress.tsx';
import './StartMessage.css';

export interface StartButton {
  readonly label: string;
  readonly onPress: () => void;
}

export interface StartMessageProps {
  readonly title: string;
  readonly text: string;
  /** What can be done; the first is what most people want. */
  readonly buttons?: readonly StartButton[];
  /** How far something long has come. */
  readonly progress?: ProgressProps;
}

/** A page instead of the window, while it can't be shown: what happened or goes on, and what to do. */
export function StartMessage({ title, text, buttons = [], progress }: StartMessageProps) {
  return (
    <main className="window__main">
      <h1 className="visually-hidden">Pandect</h1>
      <EmptyState icon={<LibraryBig />} title={title} text={text}>
        {progress && (
          <div className="start-progress">
            <Progress {...progress} />
          </div>
        )}
        {buttons.map(({ label, onPress }, place) => (
          <Button
            key={label}
            kind={place === 0 ? 'primary' : 'secondary'}
            {...(place === 0 ? { focus: 'auto' as const } : {})}
            onPress={onPress}
          >
            {label}
          </Button>
        ))}
      </EmptyState>
    </main>
  );
}
