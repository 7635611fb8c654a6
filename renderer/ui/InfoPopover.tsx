import type { ReactElement, ReactNode } from 'react';
import { Dialog, DialogTrigger, Heading, Popover } from 'react-aria-components';
import './InfoPopover.css';

export interface InfoPopoverProps {
  readonly title: string;
  readonly children: ReactNode;
  /** Gets the function that closes it. */
  readonly actions?: (close: () => void) => ReactNode;
  /** A button of react-aria; pressing it opens the popover. */
  readonly trigger: ReactElement;
}

/** A small card beside a button, with more about what the button says. */
export function InfoPopover({ title, children, actions, trigger }: InfoPopoverProps) {
  return (
    <DialogTrigger>
      {trigger}
      <Popover className="info-popover" placement="top start" offset={6}>
        <Dialog className="info-popover__card">
          {({ close }) => (
            <>
              <Heading slot="title" level={2} className="info-popover__title">
                {title}
              </Heading>
              {children}
              {actions && <div className="info-popover__actions">{actions(close)}</div>}
            </>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
