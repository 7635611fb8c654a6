import { useId } from 'react';
import type { DetailName } from '../../../shared/domain/details.ts';
import { DETAIL_LABELS } from '../../hooks/detailLabels.ts';
import { CONFIDENT, listInWords, scoreInWords, SERVICE_NAMES } from '../../hooks/lookUpWords.ts';
import { CheckAll } from '../../ui/CheckList.tsx';
import { WorkLines } from './FoundWorks.tsx';
import type { Choice } from './lookUpStore.ts';
import type { ProposedChange } from './proposals.ts';
import { choiceOf, type ReviewedPaper } from './review.ts';

interface ReviewedWorkProps {
  readonly reviewed: ReviewedPaper;
  readonly onChoose: (choice: Choice) => void;
}

/** One paper: which of the works it is, where that isn't sure, and what each field would become. */
export function ReviewedWork({ reviewed, onChoose }: ReviewedWorkProps) {
  const { paper, works, choice, proposal } = reviewed;
  const id = useId();
  const work = choice.work === null ? undefined : works[choice.work];
  const names = proposal?.changes.map(({ name }) => name) ?? [];
  const taken = names.filter(name => choice.taken.has(name));
  const take = (next: readonly DetailName[]) => onChoose({ ...choice, taken: new Set(next) });
  return (
    <li className="reviewed" aria-labelledby={id}>
      <div className="reviewed__head">
        <h3 id={id} className="reviewed__title" dir="auto">
          {paper.title}
        </h3>
        {work !== undefined && (
          <span className="reviewed__source">
            {listInWords(work.services.map(name => SERVICE_NAMES[name]))}, {scoreInWords(work.score)}
          </span>
        )}
      </div>
      {(works.length > 1 || isUnsure(works)) && (
        <Works {...{ id, reviewed }} onChoose={place => onChoose(choiceOf(paper, works, place))} />
      )}
      {names.length > 0 && (
        <div className="reviewed__changes">
          {names.length > 1 && (
            <CheckAll
              state={taken.length === names.length ? 'all' : taken.length === 0 ? 'none' : 'some'}
              onChange={all => take(all === 'all' ? names : [])}
            >
              All {names.length} fields
            </CheckAll>
          )}
          {proposal?.changes.map(change => (
            <Change
              key={change.name}
              change={change}
              taken={choice.taken.has(change.name) ? 'yes' : 'no'}
              onTake={yes =>
                take(yes === 'yes' ? [...taken, change.name] : taken.filter(name => name !== change.name))
              }
            />
          ))}
        </div>
      )}
      {work !== undefined && names.length === 0 && (
        <p className="look-up__about">Everything it tells is known.</p>
      )}
      {proposal !== undefined && proposal.typed.length > 0 && (
        <p className="look-up__about">
          You typed {listInWords(proposal.typed.map(name => DETAIL_LABELS[name]))} yourself; that stays.
        </p>
      )}
    </li>
  );
}

/** One that is surely meant needs no choosing: its fields can all be left out. */
function isUnsure([best]: ReviewedPaper['works']): boolean {
  return best === undefined || best.score < CONFIDENT;
}

interface WorksProps {
  readonly id: string;
  readonly reviewed: ReviewedPaper;
  readonly onChoose: (place: number | null) => void;
}

function Works({ id, reviewed: { works, choice }, onChoose }: WorksProps) {
  const radio = (place: number | null) => (
    <input
      type="radio"
      name={`${id}-works`}
      checked={choice.work === place}
      onChange={() => onChoose(place)}
    />
  );
  return (
    <fieldset className="reviewed__works">
      <legend className="visually-hidden">Which of these is it?</legend>
      {works.map((work, place) => (
        <label key={place} className="reviewed__work">
          {radio(place)}
          <span>
            <WorkLines work={work} known="untold" />
          </span>
        </label>
      ))}
      <label className="reviewed__work">
        {radio(null)}
        <span>None of these</span>
      </label>
    </fieldset>
  );
}

interface ChangeProps {
  readonly change: ProposedChange;
  readonly taken: 'yes' | 'no';
  readonly onTake: (taken: 'yes' | 'no') => void;
}

function Change({ change: { name, before, after }, taken, onTake }: ChangeProps) {
  return (
    <label className="reviewed__change">
      <input
        type="checkbox"
        checked={taken === 'yes'}
        onChange={event => onTake(event.target.checked ? 'yes' : 'no')}
      />
      <span className="reviewed__name">{DETAIL_LABELS[name]}</span>
      <span className="reviewed__values">
        {before !== '' && (
          <>
            <span className="reviewed__before" dir="auto">
              {before}
            </span>{' '}
            <span aria-hidden="true">→</span>
            <span className="visually-hidden">becomes</span>{' '}
          </>
        )}
        <span className="reviewed__after" dir="auto">
          {after}
        </span>
      </span>
    </label>
  );
}
