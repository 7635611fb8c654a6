import type { TitleKey } from '../domain/ids.ts';
import type { Paper } from '../domain/paper.ts';
import { isNamesakeKey, plainTitleKey } from '../domain/sameWork.ts';

/** Papers that share their title with another one (`namesakeKeys`), by the title alone, kept in step row by row. */
export class NamesakeIndex {
  readonly #papers = new Map<string, Map<string, Paper>>();
  /** The earliest ones, as far as they were asked for since the last change. */
  readonly #first = new Map<string, Paper>();

  /** The one that came first. */
  first(title: TitleKey): Paper | undefined {
    const known = this.#first.get(title);
    if (known !== undefined) return known;
    let first: Paper | undefined;
    for (const paper of this.#papers.get(title)?.values() ?? []) {
      if (first === undefined || paper.serial < first.serial) first = paper;
    }
    if (first !== undefined) this.#first.set(title, first);
    return first;
  }

  /** Takes note that a row changed from `before` to `after`; undefined stands for "no such row". */
  replace(before: Paper | undefined, after: Paper | undefined): void {
    for (const title of before === undefined ? [] : sharedTitles(before)) {
      const papers = this.#papers.get(title);
      papers?.delete(before!.id);
      if (papers?.size === 0) this.#papers.delete(title);
      this.#first.delete(title);
    }
    for (const title of after === undefined ? [] : sharedTitles(after)) {
      const papers = this.#papers.get(title) ?? new Map<string, Paper>();
      this.#papers.set(title, papers.set(after!.id, after!));
      this.#first.delete(title);
    }
  }
}

function sharedTitles({ titleKeys }: Paper): readonly TitleKey[] {
  return titleKeys.some(isNamesakeKey) ? titleKeys.filter(isNamesakeKey).map(plainTitleKey) : [];
}
