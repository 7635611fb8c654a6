import type { ReactNode } from 'react';
import {
  Archive,
  BookOpen,
  CalendarDays,
  Check,
  Folder,
  Inbox,
  Layers,
  SearchX,
  Star,
  Tag,
} from 'lucide-react';
import { assertNever } from '../../../shared/domain/assertNever.ts';
import type { View } from '../../../shared/domain/view.ts';
import { goTo } from '../../actions/listActions.ts';
import { useRunAction } from '../../actions/runAction.ts';
import { useApp } from '../../hooks/useApp.ts';
import { viewName } from '../../hooks/viewName.ts';
import type { VisibleList } from '../../hooks/visiblePapers.ts';
import { useSession } from '../../session/session.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Kbd } from '../../ui/Kbd.tsx';

export interface EmptyViewProps {
  readonly list: VisibleList;
}

/** Says what would be here, and offers the one thing that fills it. */
export function EmptyView({ list }: EmptyViewProps) {
  if (list.query !== '') return <NothingFound view={list.view} />;
  return <NothingHere view={list.view} />;
}

function NothingFound({ view }: { readonly view: View }) {
  const { library } = useApp();
  const isAll = view.kind === 'all';
  const clear = () => useSession.setState({ query: '' });
  return (
    <EmptyState
      icon={<SearchX />}
      title={isAll ? 'No paper matches' : `No match in ${viewName(view, library.state)}`}
      text={isAll ? 'Fewer or other words may find it. Typos are forgiven from four letters on.' : undefined}
    >
      {isAll ? (
        <Button keys="Escape" onPress={clear}>
          Clear the search
        </Button>
      ) : (
        <Button kind="primary" onPress={() => useSession.setState({ view: { kind: 'all' } })}>
          Search all papers
        </Button>
      )}
    </EmptyState>
  );
}

function NothingHere({ view }: { readonly view: View }) {
  const run = useRunAction();
  const { library } = useApp();
  const { icon, title, text } = wordsFor(view);
  const fills = view.kind === 'all' || (view.kind === 'status' && view.status === 'unread');
  return (
    <EmptyState icon={icon} title={title} text={text}>
      {fills && library.state.papers.size === 0 ? (
        <Button kind="primary" keys="i" keyHint="shown" onPress={() => run('import')}>
          Import dumps
        </Button>
      ) : fills ? (
        <Button keys="i" keyHint="shown" onPress={() => run('import')}>
          Import today’s dump
        </Button>
      ) : (
        <Button onPress={() => goTo({ kind: 'status', status: 'unread' })}>Go to Unread</Button>
      )}
    </EmptyState>
  );
}

interface Words {
  readonly icon: ReactNode;
  readonly title: string;
  readonly text: ReactNode;
}

function wordsFor(view: View): Words {
  switch (view.kind) {
    case 'status':
      return STATUS_WORDS[view.status];
    case 'starred':
      return {
        icon: <Star />,
        title: 'No stars yet',
        text: hint('Press', 's', 'on a paper to keep it in sight here.'),
      };
    case 'all':
      return {
        icon: <Layers />,
        title: 'No papers yet',
        text: 'Every paper of your digests is listed here.',
      };
    case 'digest':
      return {
        icon: <CalendarDays />,
        title: view.show === 'new' ? 'Nothing new in this digest' : 'No papers of this digest are left',
        text:
          view.show === 'new'
            ? 'All its papers were in your library before.'
            : 'They were removed from the library.',
      };
    case 'tag':
      return {
        icon: <Tag />,
        title: 'No paper has this tag',
        text: hint('Press', 't', 'on a paper to tag it.'),
      };
    case 'collection':
      return {
        icon: <Folder />,
        title: 'This collection is empty',
        text: hint('Press', 'l', 'on a paper to put it into a collection.'),
      };
    case 'savedSearch':
      return {
        icon: <SearchX />,
        title: 'Nothing matches now',
        text: 'Papers that match this search appear here by themselves.',
      };
    default:
      return assertNever(view);
  }
}

const STATUS_WORDS: Readonly<Record<'unread' | 'reading' | 'read' | 'archived', Words>> = {
  unread: {
    icon: <Inbox />,
    title: 'All read',
    text: 'New papers land here when you import a dump.',
  },
  reading: {
    icon: <BookOpen />,
    title: 'Nothing on your desk',
    text: hint('Press', 'r', 'on a paper you are in the middle of.'),
  },
  read: {
    icon: <Check />,
    title: 'Nothing read yet',
    text: hint('Press', 'm', 'to mark a paper as read and go on.'),
  },
  archived: {
    icon: <Archive />,
    title: 'Nothing archived',
    text: hint('Press', 'a', 'on a paper that is not for you.'),
  },
};

function hint(before: string, keys: string, after: string): ReactNode {
  return (
    <>
      {before} <Kbd keys={keys} />
      <span className="visually-hidden">{keys}</span> {after}
    </>
  );
}
