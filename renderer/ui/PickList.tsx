import type { ReactNode } from 'react';
import { Header, ListBox, ListBoxItem, ListBoxSection } from 'react-aria-components';
import './PickList.css';

/** One line of a list of which one is chosen. */
export interface PickItem {
  readonly id: string;
  /** For typing ahead, and for screen readers. */
  readonly text: string;
  readonly content: ReactNode;
}

/** Lines under one heading. */
export interface PickGroup {
  readonly id: string;
  readonly title: string;
  readonly items: readonly PickItem[];
}

export interface PickListProps {
  readonly label: string;
  readonly groups: readonly PickGroup[];
  readonly chosen: string | undefined;
  readonly onChoose: (id: string) => void;
  /** `moving`: what the arrow keys come to is chosen. `pressing`: only a click or Enter chooses. */
  readonly by: 'moving' | 'pressing';
  readonly focus?: 'auto';
}

/** A list under headings of which one is chosen. */
export function PickList({ label, groups, chosen, onChoose, by, focus }: PickListProps) {
  return (
    <ListBox
      className="pick-list"
      aria-label={label}
      selectionMode="single"
      selectionBehavior={by === 'moving' ? 'replace' : 'toggle'}
      disallowEmptySelection
      selectedKeys={chosen === undefined ? [] : [chosen]}
      onSelectionChange={keys => {
        const [first] = keys === 'all' ? [] : [...keys];
        if (first !== undefined) onChoose(String(first));
      }}
      autoFocus={focus === 'auto'}
    >
      {groups.map(({ id, title, items }) => (
        <ListBoxSection key={id} id={id} className="pick-list__group">
          <Header className="pick-list__title">{title}</Header>
          {items.map(item => (
            <ListBoxItem key={item.id} id={item.id} textValue={item.text} className="pick-list__item">
              {item.content}
            </ListBoxItem>
          ))}
        </ListBoxSection>
      ))}
    </ListBox>
  );
}
