import { useRef } from 'react';
import type { KeyboardEvent } from 'react';
import { Search, X } from 'lucide-react';
import { focusList } from '../../actions/focus.ts';
import { useApp } from '../../hooks/useApp.ts';
import { viewName } from '../../hooks/viewName.ts';
import { useSession } from '../../session/session.ts';
import { Kbd } from '../../ui/Kbd.tsx';

/** Searches as it is typed in, within the view. Enter goes to what was found; Escape empties the field, then leaves it. */
export function SearchField() {
  const { library } = useApp();
  const query = useSession(session => session.query);
  const view = useSession(session => session.view);
  const input = useRef<HTMLInputElement>(null);
  const clear = () => {
    useSession.setState({ query: '' });
    input.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' || event.key === 'ArrowDown') focusList();
    else if (event.key === 'Escape' && query !== '') clear();
    else if (event.key === 'Escape') focusList();
    else return;
    event.preventDefault();
  };
  return (
    <div className="search-field" role="search">
      <Search className="search-field__icon" />
      <input
        ref={input}
        className="search-field__input"
        data-search-field=""
        type="search"
        aria-label="Search"
        aria-keyshortcuts="/"
        placeholder={`Search ${viewName(view, library.state)}`}
        value={query}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck="false"
        dir="auto"
        onChange={event => useSession.setState({ query: event.target.value })}
        onKeyDown={onKeyDown}
      />
      {query === '' ? (
        <Kbd keys="/" />
      ) : (
        <button type="button" className="search-field__clear" aria-label="Clear the search" onClick={clear}>
          <X />
        </button>
      )}
    </div>
  );
}
