import { useId, useState, type KeyboardEvent } from 'react';
import { Check, Minus, Plus } from 'lucide-react';
import type { TagShare } from './tagChoices.ts';
import './ChoiceField.css';

/** One line of the list below the field. */
export interface Choice {
  readonly key: string;
  readonly label: string;
  /** In faint letters behind the label. */
  readonly detail?: string;
  /** For choices that are on or off: for all of the papers, some, or none; or made by being chosen. */
  readonly share?: TagShare | 'new';
}

export interface ChoiceFieldProps {
  readonly label: string;
  readonly placeholder: string;
  readonly typed: string;
  readonly onTyped: (typed: string) => void;
  readonly choices: readonly Choice[];
  readonly onChoose: (key: string) => void;
  /** Enter with nothing typed and nothing pointed at. */
  readonly onDone: () => void;
  /** What stands in an empty list. */
  readonly nothing: string;
}

/** A field with a list that follows what is typed: arrows point, Enter chooses, the focus stays in the field. */
export function ChoiceField(props: ChoiceFieldProps) {
  const { label, placeholder, typed, onTyped, choices, onChoose, onDone, nothing } = props;
  const id = useId();
  const [pointed, setPointed] = useState(-1);
  const at = Math.min(typed.trim() === '' ? pointed : Math.max(pointed, 0), choices.length - 1);
  const active = choices[at];

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && choices.length > 0) {
      event.preventDefault();
      setPointed((at + step + choices.length) % choices.length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (active === undefined) return onDone();
      setPointed(typed.trim() === '' ? at : -1);
      onChoose(active.key);
    }
  };

  return (
    <div className="choices">
      <input
        className="choices__input"
        type="text"
        role="combobox"
        aria-label={label}
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={active === undefined ? undefined : `${id}-${at}`}
        placeholder={placeholder}
        dir="auto"
        autoFocus
        autoComplete="off"
        spellCheck="false"
        value={typed}
        onChange={event => {
          setPointed(-1);
          onTyped(event.target.value);
        }}
        onKeyDown={onKeyDown}
      />
      {choices.length === 0 && <p className="choices__nothing">{nothing}</p>}
      <ul
        id={`${id}-list`}
        className="choices__list"
        role="listbox"
        aria-label={label}
        aria-multiselectable="true"
      >
        {choices.map((choice, place) => (
          <Option
            key={choice.key}
            id={`${id}-${place}`}
            choice={choice}
            pointed={place === at ? 'yes' : 'no'}
            onChoose={() => onChoose(choice.key)}
          />
        ))}
      </ul>
    </div>
  );
}

interface OptionProps {
  readonly id: string;
  readonly choice: Choice;
  readonly pointed: 'yes' | 'no';
  readonly onChoose: () => void;
}

function Option({ id, choice, pointed, onChoose }: OptionProps) {
  const { label, detail, share } = choice;
  return (
    <li
      id={id}
      ref={element => {
        if (pointed === 'yes') element?.scrollIntoView({ block: 'nearest' });
      }}
      role="option"
      className="choices__option"
      aria-selected={share === 'all'}
      data-pointed={pointed}
      // The field keeps the focus.
      onMouseDown={event => event.preventDefault()}
      onClick={onChoose}
    >
      {share !== undefined && (
        <span className="choices__mark">
          {share === 'all' && <Check />}
          {share === 'some' && <Minus />}
          {share === 'new' && <Plus />}
        </span>
      )}
      <span className="choices__label" dir="auto">
        {label}
        {share === 'some' && <span className="visually-hidden"> (on some of the papers)</span>}
      </span>
      {detail !== undefined && <span className="choices__detail">{detail}</span>}
    </li>
  );
}
