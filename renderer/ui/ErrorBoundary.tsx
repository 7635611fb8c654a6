import { Component } from 'react';
import type { ReactNode } from 'react';
import { CircleAlert } from 'lucide-react';
import { Button } from './Button.tsx';
import { EmptyState } from './EmptyState.tsx';

export interface ErrorBoundaryProps {
  /** What failed, e.g. "The paper could not be shown". */
  readonly title: string;
  /** What was kept and what to do. */
  readonly text: string;
  readonly children: ReactNode;
}

interface ErrorState {
  readonly failed: 'no' | 'yes';
}

/** Keeps a failure of one pane from taking the window with it. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorState> {
  override state: ErrorState = { failed: 'no' };

  static getDerivedStateFromError(): ErrorState {
    return { failed: 'yes' };
  }

  override render() {
    if (this.state.failed === 'no') return this.props.children;
    const { title, text } = this.props;
    return (
      <div role="alert">
        <EmptyState icon={<CircleAlert />} title={title} text={text}>
          <Button onPress={() => this.setState({ failed: 'no' })}>Try again</Button>
        </EmptyState>
      </div>
    );
  }
}
