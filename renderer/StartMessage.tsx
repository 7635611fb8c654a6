import { LibraryBig } from 'lucide-react';
import { Button } from './ui/Button.tsx';
import { EmptyState } from './ui/EmptyState.tsx';

export interface StartMessageProps {
  readonly title: string;
  readonly text: string;
  readonly button: { readonly label: string; readonly onPress: () => void };
}

/** A page instead of the window, when it can't be opened: what happened, and the one thing to do. */
export function StartMessage({ title, text, button }: StartMessageProps) {
  return (
    <main className="window__main">
      <h1 className="visually-hidden">Pandect</h1>
      <EmptyState icon={<LibraryBig />} title={title} text={text}>
        <Button kind="primary" focus="auto" onPress={button.onPress}>
          {button.label}
        </Button>
      </EmptyState>
    </main>
  );
}
