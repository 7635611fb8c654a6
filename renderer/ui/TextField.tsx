import { useId, type ReactNode, type Ref } from 'react';
import { FieldError, Input, Label, Text, TextArea, TextField as AriaTextField } from 'react-aria-components';
import { classNames } from './classNames.ts';
import './TextField.css';

export interface TextFieldProps {
  readonly label: string;
  /** `hidden`: only told to screen readers. */
  readonly labelLook?: 'shown' | 'hidden';
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly placeholder?: string;
  /** A line below, in plain words. */
  readonly description?: string;
  /** What is wrong with the value, and what to do. */
  readonly error?: string;
  /** `auto`: takes the focus when it appears, with its text selected. */
  readonly focus?: 'auto';
  readonly lines?: 'one' | 'many';
  readonly inputMode?: 'text' | 'numeric';
  readonly font?: 'ui' | 'mono';
  /** Stands at the end of the label's line, in faint letters. */
  readonly aside?: ReactNode;
  /** Lines of a field of many; it grows with its text up to some screenfuls. */
  readonly rows?: number;
  readonly ref?: Ref<HTMLInputElement>;
}

/** A labelled field for a text. */
export function TextField(props: TextFieldProps) {
  const { label, labelLook = 'shown', value, onChange, description, error, focus } = props;
  const { placeholder, lines = 'one', inputMode, font = 'ui', aside, rows = 5, ref } = props;
  const asideId = useId();
  const field = { className: `text-field__input text-field__input--${font}`, placeholder, dir: 'auto' };
  return (
    <AriaTextField
      className="text-field"
      value={value}
      onChange={onChange}
      isInvalid={error !== undefined}
      autoFocus={focus === 'auto'}
      aria-describedby={aside === undefined ? undefined : asideId}
      onFocus={event => focus === 'auto' && event.target instanceof HTMLInputElement && event.target.select()}
    >
      <div className="text-field__head">
        <Label className={classNames('text-field__label', labelLook === 'hidden' && 'visually-hidden')}>
          {label}
        </Label>
        {aside !== undefined && (
          <span id={asideId} className="text-field__aside">
            {aside}
          </span>
        )}
      </div>
      {lines === 'one' ? (
        <Input {...field} ref={ref} inputMode={inputMode} autoComplete="off" spellCheck="false" />
      ) : (
        <TextArea {...field} rows={rows} />
      )}
      {description !== undefined && (
        <Text slot="description" className="text-field__description">
          {description}
        </Text>
      )}
      <FieldError className="text-field__error">{error}</FieldError>
    </AriaTextField>
  );
}
