import type { ReactNode, Ref } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { ariaKeys } from './keyNames.ts';
import { classNames } from './classNames.ts';
import { Kbd } from './Kbd.tsx';
import { Tooltip } from './Tooltip.tsx';
import './Button.css';

interface CommonProps {
  readonly onPress?: () => void;
  /** `busy` keeps the focus but does nothing. */
  readonly state?: 'ready' | 'disabled' | 'busy';
  /** For a control that switches something on and off. */
  readonly pressed?: boolean;
  /** The shortcut, in the registry's notation. */
  readonly keys?: string;
  readonly ref?: Ref<HTMLButtonElement>;
}

export interface ButtonProps extends CommonProps {
  readonly children: ReactNode;
  readonly kind?: 'primary' | 'secondary' | 'quiet' | 'danger';
  readonly icon?: ReactNode;
  readonly type?: 'button' | 'submit';
  readonly focus?: 'auto';
  /** Shows `keys` as a key cap; else they are only told to screen readers. */
  readonly keyHint?: 'shown' | 'hidden';
}

/** A button with a text. */
export function Button({ children, kind = 'secondary', icon, keyHint = 'hidden', ...rest }: ButtonProps) {
  const { keys, state = 'ready', pressed, focus, type = 'button', onPress, ref } = rest;
  return (
    <AriaButton
      ref={ref}
      className={`button button--${kind}`}
      type={type}
      isDisabled={state === 'disabled'}
      isPending={state === 'busy'}
      autoFocus={focus === 'auto'}
      aria-pressed={pressed}
      aria-keyshortcuts={keys === undefined ? undefined : ariaKeys(keys)}
      onPress={onPress}
    >
      {icon}
      <span className="button__text">{children}</span>
      {keys !== undefined && keyHint === 'shown' && <Kbd keys={keys} />}
    </AriaButton>
  );
}

export interface IconButtonProps extends CommonProps {
  /** Name for screen readers and text of the tooltip. */
  readonly label: string;
  readonly icon: ReactNode;
  readonly tone?: 'normal' | 'star' | 'accent';
  readonly size?: 'normal' | 'small';
  readonly placement?: 'top' | 'bottom' | 'left' | 'right';
}

/** A button that is an icon, with its name and shortcut in a tooltip. */
export function IconButton({ label, icon, tone = 'normal', size = 'normal', ...rest }: IconButtonProps) {
  const { keys, state = 'ready', pressed, placement, onPress, ref } = rest;
  return (
    <Tooltip text={label} keys={keys} placement={placement}>
      <AriaButton
        ref={ref}
        className={classNames('icon-button', `icon-button--${tone}`, `icon-button--${size}`)}
        isDisabled={state === 'disabled'}
        isPending={state === 'busy'}
        aria-label={label}
        aria-pressed={pressed}
        aria-keyshortcuts={keys === undefined ? undefined : ariaKeys(keys)}
        onPress={onPress}
      >
        {icon}
      </AriaButton>
    </Tooltip>
  );
}
