import type { PaperId } from '../../../shared/domain/ids.ts';
import type { Paper } from '../../../shared/domain/paper.ts';
import { MOST_AHEAD } from '../../../shared/host/lookUpServices.ts';
import { counted } from '../../hooks/counted.ts';
import type { HostClient } from '../../host/types.ts';
import { useSession } from '../../session/session.ts';
import { showToast } from '../../session/toast.ts';
import { findByPaper, findWorks, type FindBy } from './findWorks.ts';
import { lookUpAll, type LookUpItem } from './lookUpRun.ts';
import { NO_LOOK_UP, useLookUpStore } from './lookUpStore.ts';

let stop: AbortController | null = null;

/** Papers that an identifier names, and those that could be asked for by their titles only. */
export function partByIdentifier(papers: readonly Paper[]): {
  readonly identified: readonly LookUpItem<PaperId>[];
  readonly titled: readonly LookUpItem<PaperId>[];
} {
  const identified: LookUpItem<PaperId>[] = [];
  const titled: LookUpItem<PaperId>[] = [];
  for (const paper of papers) {
    const by = findByPaper(paper);
    if (by !== undefined) identified.push({ id: paper.id, by });
    else titled.push({ id: paper.id, by: { kind: 'title', title: paper.title.slice(0, MAX_TITLE_LENGTH) } });
  }
  return { identified, titled };
}

/** Most that the host takes, in characters. */
const MAX_TITLE_LENGTH = 2_000;

/** Starts looking papers up; a look-up before is forgotten. Goes on when the sheet is closed, and says when it is done. */
export function beginLookUp(host: HostClient, items: readonly LookUpItem<PaperId>[]): void {
  stop?.abort();
  const mine = new AbortController();
  stop = mine;
  useLookUpStore.setState({ ...NO_LOOK_UP, asked: new Set(items.map(({ id }) => id)) });
  const arxivIds = items.flatMap(({ by }) => (by.kind === 'arxiv' ? [by.arxiv] : []));
  void lookUpAll(items, {
    find: (by, signal) => findWorks(host, withAhead(by, arxivIds), signal),
    signal: mine.signal,
    onProgress: progress => {
      if (stop === mine) useLookUpStore.setState({ progress });
    },
  }).then(({ answers, phase }) => {
    if (stop !== mine || phase === 'cancelled' || useSession.getState().overlay.kind === 'lookUp') return;
    const found = answers.filter(({ works }) => works.length > 0).length;
    showToast(`Looked up ${counted(answers.length, 'paper')}, ${found} found`, {
      actions: [
        {
          label: 'Look through…',
          // Decided upon meanwhile, it is over.
          run: () => {
            if (stop === mine) {
              useSession.setState({ overlay: { kind: 'lookUp', papers: items.map(({ id }) => id) } });
            }
          },
        },
      ],
    });
  });
}

/** Says what will be asked for next, as arXiv, which wants seconds between two questions, can be asked for many at once. */
function withAhead(by: FindBy, ids: readonly string[]): FindBy {
  if (by.kind !== 'arxiv') return by;
  const next = ids.indexOf(by.arxiv) + 1;
  return { ...by, ahead: ids.slice(next, next + MOST_AHEAD) };
}

/** Stops asking; what was found so far can be looked through. */
export function cancelLookUp(): void {
  stop?.abort();
}

/** Forgets what was found. */
export function forgetLookUp(): void {
  stop?.abort();
  stop = null;
  useLookUpStore.setState(NO_LOOK_UP);
}
