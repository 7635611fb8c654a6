import { useId } from 'react';
import './Select.css';

/** One line of a select. */
export interface SelectItem {
  readonly id: string;
  readonly label: string;
}

/** Lines under one heading; without a title they stand by themselves. */
export interface SelectGroup {
  readonly title?: string;
  readonly items: readonly SelectItem[];
}

export interface SelectProps {
  readonly label: string;
  readonly groups: readonly SelectGroup[];
  readonly chosen: string;
  readonly onChoose: (id: string) => void;
  /** `wide`: as wide as what it stands in. */
  readonly width?: 'content' | 'wide';
}

/** A choice of one from a list that is too long to be shown; the system's own, with its keys and its typing ahead. */
export function Select({ label, groups, chosen, onChoose, width = 'content' }: SelectProps) {
  const id = useId();
  return (
    <span className={`select select--${width}`}>
      <label className="select__label" htmlFor={id}>
        {label}
      </label>
      <select id={id} className="select__box" value={chosen} onChange={event => onChoose(event.target.value)}>
        {groups.map(({ title, items }, place) => {
          const options = items.map(item => (
            <option key={item.id} value={item.id}>
              {item.label}
            </option>
          ));
          if (title === undefined) return options;
          return (
            <optgroup key={`${place} ${title}`} label={title}>
              {options}
            </optgroup>
          );
        })}
      </select>
    </span>
  );
}
