import { squeeze, visitTerms } from '../../shared/query/tokenize.ts';
import { MAX_SLOTS, TEXT_FIELDS, TITLE } from './postings.ts';
import { Vocabulary } from './vocabulary.ts';

/** Stands between the parts of a field (tags, say), so that no phrase reaches across. */
const PART_GAP = '  ';

/** A field of several texts as one squeezed text. */
export function squeezeParts(parts: readonly string[]): string {
  return parts
    .map(squeeze)
    .filter(part => part !== '')
    .join(PART_GAP);
}

/**
 * The words of all papers. A paper has a slot, a small number that is reused after its removal; its fields are kept
 * squeezed (see `tokenize`), both to take their terms out again and to check phrases.
 */
export class TextIndex {
  readonly vocabulary = new Vocabulary();
  /** Squeezed texts by field and slot. */
  readonly #texts: readonly string[][] = TEXT_FIELDS.map(() => []);
  /** Words of the title by slot: a short title with the word says more than a long one. */
  readonly titleLengths: number[] = [];
  readonly #free: number[] = [];
  #slots = 0;

  /** Slots in use are below this. */
  get slotCount(): number {
    return this.#slots;
  }

  /** Papers that have a slot. */
  get paperCount(): number {
    return this.#slots - this.#free.length;
  }

  takeSlot(): number {
    const slot = this.#free.pop() ?? this.#slots;
    if (slot >= MAX_SLOTS) throw new RangeError(`The search index holds at most ${MAX_SLOTS} papers.`);
    if (slot === this.#slots) {
      this.#slots += 1;
      for (const texts of this.#texts) texts.push('');
      this.titleLengths.push(0);
    }
    return slot;
  }

  releaseSlot(slot: number): void {
    TEXT_FIELDS.forEach((_, field) => this.setText(slot, field, ''));
    this.#free.push(slot);
  }

  textOf(slot: number, field: number): string {
    return this.#texts[field]?.[slot] ?? '';
  }

  /** Replaces one field of a paper by another squeezed text; cheap when nothing changed. */
  setText(slot: number, field: number, squeezed: string): void {
    const texts = this.#texts[field];
    const before = texts?.[slot];
    if (texts === undefined || before === undefined || before === squeezed) return;
    if (before !== '') visitTerms(before, term => this.vocabulary.find(term)?.remove(slot, field));
    if (squeezed !== '') visitTerms(squeezed, term => this.vocabulary.findOrAdd(term).add(slot, field));
    texts[slot] = squeezed;
    if (field === TITLE) this.titleLengths[slot] = countWords(squeezed);
  }
}

function countWords(squeezed: string): number {
  return squeezed.split(' ').filter(word => word !== '').length;
}
