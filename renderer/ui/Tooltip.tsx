import type { ReactNode } from 'react';
import { Tooltip as AriaTooltip, TooltipTrigger } from 'react-aria-components';
import { Kbd } from './Kbd.tsx';
import './Tooltip.css';

const DELAY_MS = 500;

export interface TooltipProps {
  readonly text: string;
  readonly keys?: string;
  readonly placement?: 'top' | 'bottom' | 'left' | 'right';
  /** A control of this kit. */
  readonly children: ReactNode;
}

/** Words and shortcut of a control, shown on hover and on keyboard focus. */
export function Tooltip({ text, keys, placement = 'bottom', children }: TooltipProps) {
  return (
    <TooltipTrigger delay={DELAY_MS} closeDelay={0}>
      {children}
      <AriaTooltip className="tooltip" placement={placement} offset={6}>
        {text}
        {keys !== undefined && <Kbd keys={keys} />}
      </AriaTooltip>
    </TooltipTrigger>
  );
}
