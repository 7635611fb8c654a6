import type { ReactNode } from 'react';
import { Checkbox, GridList, GridListItem, ListLayout, Virtualizer } from 'react-aria-components';
import type { Selection } from 'react-aria-components';
import { Check, Minus } from 'lucide-react';
import './CheckList.css';

/** Height of a line in rem, so that it grows with the system's font size. */
const LINE_REM = 3;

export interface CheckListProps<T extends { readonly id: string }> {
  readonly label: string;
  readonly items: readonly T[];
  readonly textOf: (item: T) => string;
  readonly children: (item: T) => ReactNode;
  readonly checked: ReadonlySet<string>;
  /** Those that can't be checked. */
  readonly locked: ReadonlySet<string>;
  readonly onChange: (checked: ReadonlySet<string>) => void;
}

/** A long list of which some are checked; only the lines in sight are drawn. Arrow keys move, Space checks. */
export function CheckList<T extends { readonly id: string }>(props: CheckListProps<T>) {
  const { label, items, textOf, children, checked, locked, onChange } = props;
  const fontSize = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
  const change = (keys: Selection) =>
    onChange(
      new Set(keys === 'all' ? items.flatMap(({ id }) => (locked.has(id) ? [] : id)) : [...keys].map(String)),
    );
  return (
    <Virtualizer layout={ListLayout} layoutOptions={{ rowSize: Math.round(LINE_REM * fontSize) }}>
      <GridList
        className="check-list"
        aria-label={label}
        items={items}
        selectionMode="multiple"
        selectedKeys={checked}
        disabledKeys={locked}
        onSelectionChange={change}
      >
        {item => (
          <GridListItem id={item.id} textValue={textOf(item)} className="check-list__line">
            <Checkbox slot="selection" className="check-box">
              <BoxMark />
            </Checkbox>
            {children(item)}
          </GridListItem>
        )}
      </GridList>
    </Virtualizer>
  );
}

export interface CheckAllProps {
  readonly state: 'all' | 'some' | 'none';
  readonly onChange: (all: 'all' | 'none') => void;
  readonly children: ReactNode;
}

/** Checks everything, or nothing. */
export function CheckAll({ state, onChange, children }: CheckAllProps) {
  return (
    <Checkbox
      className="check-box check-box--labelled"
      isSelected={state === 'all'}
      isIndeterminate={state === 'some'}
      onChange={selected => onChange(selected ? 'all' : 'none')}
    >
      <BoxMark />
      {children}
    </Checkbox>
  );
}

function BoxMark() {
  return (
    <span className="check-box__mark" aria-hidden="true">
      <Check className="check-box__check" />
      <Minus className="check-box__some" />
    </span>
  );
}
