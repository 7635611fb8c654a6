import { useState } from 'react';
import { Users } from 'lucide-react';
import { authorName } from '../../../shared/domain/authorNames.ts';
import { bylineInWords } from '../../../shared/domain/byline.ts';
import type { Paper } from '../../../shared/domain/paper.ts';
import { Fact, type FactProps } from './Fact.tsx';

/** Authors that are named before the rest waits behind "et al.". */
const NAMED = 8;

interface BylineProps extends Pick<FactProps, 'why' | 'explained' | 'onExplain'> {
  readonly paper: Paper;
}

/** Who wrote a paper, by name. */
export function Byline({ paper: { authors = [] }, ...evidence }: BylineProps) {
  const [named, setNamed] = useState<'some' | 'all'>('some');
  if (authors.length === 0) return null;
  const isLong = authors.length > NAMED + 1;
  const shown = isLong && named === 'some' ? authors.slice(0, NAMED) : authors;
  return (
    <div className="paper__byline">
      <Fact {...evidence} icon={<Users />} label="Authors" />
      <p className="paper__authors" dir="auto">
        {shown.map(authorName).join(', ')}
        {isLong && (
          <>
            {shown.length < authors.length ? ' et al. ' : ' '}
            <button
              type="button"
              className="paper__more"
              aria-expanded={named === 'all'}
              onClick={() => setNamed(named === 'all' ? 'some' : 'all')}
            >
              {named === 'all' ? 'Show fewer' : `Show all ${bylineInWords({ authorCount: authors.length })}`}
            </button>
          </>
        )}
      </p>
    </div>
  );
}
