import type { Sort } from '../../shared/domain/view.ts';
import type { Session } from './session.ts';

type SortFields = 'sort' | 'searchSort' | 'digestSort';

/** Which of the three orders the list uses now; the sort menu sets the same one. */
export function sortField(session: Pick<Session, 'view' | 'query'>): SortFields {
  if (session.query.trim() !== '' || session.view.kind === 'savedSearch') return 'searchSort';
  return session.view.kind === 'digest' ? 'digestSort' : 'sort';
}

/** The order of the list. */
export function effectiveSort(session: Pick<Session, 'view' | 'query' | SortFields>): Sort {
  return session[sortField(session)];
}
