import { useLayoutEffect, useRef } from 'react';
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
  const isEmpty = useSession(session => session.query === '');
  const view = useSession(session => session.view);
  const input = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => (input.current ? followQuery(input.current) : undefined), []);
  const clear = () => {
    useSession.setState({ query: '' });
    input.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' || event.key === 'ArrowDown') focusList();
    else if (event.key === 'Escape' && !isEmpty) clear();
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
        autoComplete="off"
        autoCapitalize="off"
        spellCheck="false"
        dir="auto"
        onKeyDown={onKeyDown}
      />
      {isEmpty ? (
        <Kbd keys="/" />
      ) : (
        <button type="button" className="search-field__clear" aria-label="Clear the search" onClick={clear}>
          <X />
        </button>
      )}
    </div>
  );
}

/**
 * The field tells the query, and shows the one that others set; without React, which would render with every key. Returns
 * the function that ends it.
 */
function followQuery(field: HTMLInputElement): () => void {
  const tell = () => useSession.setState({ query: field.value });
  const show = () => {
    const { query } = useSession.getState();
    // Setting what is there already would move the caret.
    if (field.value !== query) field.value = query;
  };
  show();
  const stop = useSession.subscribe(show);
  field.addEventListener('input', tell);
  return () => {
    stop();
    field.removeEventListener('input', tell);
  };
}
