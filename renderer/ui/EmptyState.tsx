import type { ReactNode } from 'react';
import './EmptyState.css';

export interface EmptyStateProps {
  readonly icon?: ReactNode;
  /** What would be here. */
  readonly title: string;
  /** How it gets here. */
  readonly text?: ReactNode;
  /** The one button that fills it. */
  readonly children?: ReactNode;
}

/** What stands in a view that has nothing to show. */
export function EmptyState({ icon, title, text, children }: EmptyStateProps) {
  return (
    <div className="empty-state">
      {icon !== undefined && <span className="empty-state__icon">{icon}</span>}
      <p className="empty-state__title">{title}</p>
      {text !== undefined && <p className="empty-state__text">{text}</p>}
      {children !== undefined && <div className="empty-state__actions">{children}</div>}
    </div>
  );
}
