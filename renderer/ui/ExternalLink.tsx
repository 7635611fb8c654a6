import type { ReactNode } from 'react';
import { Focusable } from 'react-aria-components';
import { Tooltip } from './Tooltip.tsx';

export interface ExternalLinkProps {
  readonly href: string;
  readonly children: ReactNode;
  /** Shown on hover and on keyboard focus: where it leads, and who says so. */
  readonly tooltip: string;
  readonly className: string;
  /** Opens it; the page itself never goes anywhere. */
  readonly onFollow: () => void;
}

/** A link out of the program, with its address for copying and more about it in a tooltip. */
export function ExternalLink({ href, children, tooltip, className, onFollow }: ExternalLinkProps) {
  return (
    <Tooltip text={tooltip}>
      <Focusable>
        <a
          className={className}
          href={href}
          rel="noopener noreferrer"
          onClick={event => {
            event.preventDefault();
            onFollow();
          }}
        >
          {children}
        </a>
      </Focusable>
    </Tooltip>
  );
}
