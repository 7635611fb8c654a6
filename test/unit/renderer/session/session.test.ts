import { describe, expect, it } from 'vitest';
import type { DigestId, SavedSearchId } from '../../../../shared/domain/ids.ts';
import { effectiveSort } from '../../../../renderer/session/effectiveSort.ts';
import { checkPreferences } from '../../../../renderer/session/preferences.ts';
import { useSession } from '../../../../renderer/session/session.ts';

const start = useSession.getInitialState();

describe('the order of the list', () => {
  it('is the newest first at the start', () => {
    expect(effectiveSort(start)).toEqual({ key: 'added', direction: 'descending' });
  });

  it('is the best match while something is searched', () => {
    expect(effectiveSort({ ...start, query: 'optimal' }).key).toBe('match');
    expect(effectiveSort({ ...start, query: '  ' }).key).toBe('added');
    const saved = { kind: 'savedSearch', search: 's' as SavedSearchId } as const;
    expect(effectiveSort({ ...start, view: saved }).key).toBe('match');
  });

  it('is the rank in a digest', () => {
    const view = { kind: 'digest', digest: 'd' as DigestId, show: 'all' } as const;
    expect(effectiveSort({ ...start, view })).toEqual({ key: 'rank', direction: 'ascending' });
  });
});

describe('what is kept of the session', () => {
  it('comes back as it was', () => {
    const kept = { sort: { key: 'title', direction: 'ascending' }, density: 'compact' };
    expect(checkPreferences(JSON.parse(JSON.stringify(kept)))).toEqual(kept);
  });

  it('is passed over where it makes no sense', () => {
    expect(checkPreferences({ sort: { key: 'colour', direction: 'up' }, density: 7 })).toEqual({});
    expect(checkPreferences(null)).toEqual({});
    expect(checkPreferences('compact')).toEqual({});
  });
});
