import type { PaperId } from '../../shared/domain/ids.ts';
import type { ChangeRecord } from './write.ts';

/** Abstracts that were changed but are not in the database yet, so that a paper can be read the moment it is there. */
export class PendingAbstracts {
  /** The text (empty: removed) and the change it is from. */
  readonly #texts = new Map<string, { readonly text: string; readonly seq: number }>();

  get(paper: PaperId): string | undefined {
    return this.#texts.get(paper)?.text;
  }

  add({ seq, patches }: ChangeRecord): void {
    for (const patch of patches) {
      if (patch.table !== 'abstracts') continue;
      if (patch.kind === 'put') for (const { id, text } of patch.rows) this.#texts.set(id, { text, seq });
      if (patch.kind === 'remove') for (const id of patch.ids) this.#texts.set(id, { text: '', seq });
    }
  }

  /** The change is in the database. */
  drop({ seq }: ChangeRecord): void {
    for (const [id, pending] of this.#texts) if (pending.seq <= seq) this.#texts.delete(id);
  }

  clear(): void {
    this.#texts.clear();
  }
}
