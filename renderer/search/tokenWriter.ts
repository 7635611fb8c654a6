import { MAX_TERM_LENGTH, classOf, foldWord } from '../../shared/query/tokenize.ts';
import { GrowingUint32 } from './growing.ts';
import { EMPTY_HASH, TermTable, hashUnit } from './termTable.ts';

/*
 * A token is one number: term (24 bits) and how far its position lies behind the token before (8 bits). Every piece of a
 * text has the next position; a joined term ("gpt4" of "GPT-4") stands where its first piece does.
 */
const DISTANCE_BITS = 8;
const MAX_TERMS = 2 ** (32 - DISTANCE_BITS);
/** Between the parts of a field (tags, say), so that no phrase reaches across. */
const PART_DISTANCE = 8;

/** Term of a token. */
export function termOf(token: number): number {
  return token >>> DISTANCE_BITS;
}

/** How far a token lies behind the one before it. */
export function distanceOf(token: number): number {
  return token & ((1 << DISTANCE_BITS) - 1);
}

/**
 * Writes texts as tokens. Sees the very words that `squeeze` and `visitTerms` see (there is a test that compares them), but
 * makes no strings of plain ones.
 */
export class TokenWriter {
  readonly table = new TermTable();
  readonly tokens = new GrowingUint32(1024);
  readonly #units = new Uint16Array(MAX_TERM_LENGTH);
  readonly #joined = new Uint16Array(MAX_TERM_LENGTH);
  readonly #pieces = new GrowingUint32();
  #joinedLength = 0;
  #joinedHash = EMPTY_HASH;
  #distance = 0;

  /** Tokens of several texts one after the other, as one field. Gives back how many words there are. */
  write(parts: readonly string[]): number {
    let words = 0;
    this.#distance = 0;
    for (const part of parts) {
      words += this.#writePart(part);
      if (words > 0) this.#distance = PART_DISTANCE;
    }
    return words;
  }

  #writePart(text: string): number {
    let words = 0;
    /** Where the piece before ended, if it was of letters; a single joiner there joins. */
    let end = -1;
    let isJoined = false;
    let at = 0;
    while (at < text.length) {
      const kind = classOf(text.codePointAt(at) as number);
      if (kind === 'word') {
        if (!isJoined) words += this.#endWord();
        const to = this.#writePiece(text, at);
        if (to > 0) end = to;
        at = Math.abs(to);
        isJoined = false;
      } else if (kind === 'ideograph') {
        words += this.#endWord();
        end = -1;
        isJoined = false;
        const from = at;
        while (at < text.length && classOf(text.codePointAt(at) as number) === 'ideograph')
          at += widthAt(text, at);
        words += this.#writeIdeographs(foldWord(text.slice(from, at)));
      } else {
        isJoined = kind === 'joiner' && end === at;
        at += widthAt(text, at);
      }
    }
    return words + this.#endWord();
  }

  /** Adds a run of letters and digits to the word; gives back where it ends, negative if nothing is left of it. */
  #writePiece(text: string, from: number): number {
    let hash = EMPTY_HASH;
    let at = from;
    for (; at < text.length; at += 1) {
      const unit = text.charCodeAt(at);
      const isCapital = unit >= 65 && unit <= 90;
      if (!isCapital && !(unit >= 97 && unit <= 122) && !(unit >= 48 && unit <= 57)) {
        if (unit >= 128) return this.#writeFoldedPiece(text, from);
        break;
      }
      const folded = isCapital ? unit + 32 : unit;
      if (at - from < MAX_TERM_LENGTH) {
        this.#units[at - from] = folded;
        hash = hashUnit(hash, folded);
      }
      this.#join(folded);
    }
    this.#pieces.push(this.table.numberOf(this.#units, Math.min(at - from, MAX_TERM_LENGTH), hash));
    return at;
  }

  /** The same for a piece that may hold more than ASCII; part of it may be in the joined term already. */
  #writeFoldedPiece(text: string, from: number): number {
    let to = from;
    while (to < text.length && classOf(text.codePointAt(to) as number) === 'word') to += widthAt(text, to);
    let known = 0;
    while (from + known < to && text.charCodeAt(from + known) < 128) known += 1;
    this.#unjoin(known);
    const folded = foldWord(text.slice(from, to));
    if (folded === '') {
      // What comes next stands apart.
      return -to;
    }
    this.#pieces.push(this.#numberOf(folded));
    for (let at = 0; at < folded.length; at += 1) this.#join(folded.charCodeAt(at));
    return to;
  }

  #writeIdeographs(folded: string): number {
    const characters = [...folded];
    characters.forEach((character, index) => {
      const next = characters[index + 1];
      this.#push(this.#numberOf(character), this.#distance);
      if (next !== undefined) this.#push(this.#numberOf(character + next), 0);
      this.#distance = 1;
    });
    return characters.length > 0 ? 1 : 0;
  }

  #numberOf(term: string): number {
    const length = Math.min(term.length, MAX_TERM_LENGTH);
    let hash = EMPTY_HASH;
    for (let at = 0; at < length; at += 1) {
      const unit = term.charCodeAt(at);
      this.#units[at] = unit;
      hash = hashUnit(hash, unit);
    }
    return this.table.numberOf(this.#units, length, hash);
  }

  #join(unit: number): void {
    if (this.#joinedLength < MAX_TERM_LENGTH) {
      this.#joined[this.#joinedLength] = unit;
      this.#joinedHash = hashUnit(this.#joinedHash, unit);
    }
    this.#joinedLength += 1;
  }

  /** Takes back the last units joined. */
  #unjoin(count: number): void {
    this.#joinedLength -= count;
    let hash = EMPTY_HASH;
    for (let at = 0; at < Math.min(this.#joinedLength, MAX_TERM_LENGTH); at += 1) {
      hash = hashUnit(hash, this.#joined[at] as number);
    }
    this.#joinedHash = hash;
  }

  /** Writes the pieces gathered since the last word; gives back 1 if there are any. */
  #endWord(): number {
    const { values, length } = this.#pieces;
    if (length === 0) {
      this.#joinedLength = 0;
      this.#joinedHash = EMPTY_HASH;
      return 0;
    }
    if (length > 1) {
      const joinedLength = Math.min(this.#joinedLength, MAX_TERM_LENGTH);
      this.#push(this.table.numberOf(this.#joined, joinedLength, this.#joinedHash), this.#distance);
      this.#push(values[0] as number, 0);
    } else {
      this.#push(values[0] as number, this.#distance);
    }
    for (let index = 1; index < length; index += 1) this.#push(values[index] as number, 1);
    this.#pieces.length = 0;
    this.#joinedLength = 0;
    this.#joinedHash = EMPTY_HASH;
    this.#distance = 1;
    return 1;
  }

  #push(term: number, distance: number): void {
    if (term >= MAX_TERMS) throw new RangeError(`A part of the index holds at most ${MAX_TERMS} words.`);
    this.tokens.push(((term << DISTANCE_BITS) | distance) >>> 0);
  }
}

function widthAt(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}
