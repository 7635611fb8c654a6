/** A date as far as it is known; a day never without its month. */
export interface PartialDate {
  readonly year?: number;
  /** 1 to 12. */
  readonly month?: number;
  /** 1 to 31. */
  readonly day?: number;
}

/** A date as a digest prints it: always a month and a day, the year only if it is not the digest's own. */
export interface PrintedDate extends PartialDate {
  readonly month: number;
  readonly day: number;
}

/** A date as a listing has it; a file of references may say that its year was never printed. */
export interface ListedDate extends PartialDate {
  readonly yearSource?: 'inferred' | 'chosen';
}

/** How sure a year is: `written` in a digest, `inferred` from the digest's other dates, `chosen` by the user, or `unknown`. */
export type YearSource = 'written' | 'inferred' | 'chosen' | 'unknown';

/** When a paper was published, and why we think so. */
export interface Issued extends PartialDate {
  readonly yearSource: YearSource;
}

/** The year of a digest's "now", which its yearless dates belong to. */
export interface DigestYear {
  readonly year?: number;
  readonly source: YearSource;
  /** One plain sentence a reader can check, e.g. "Years up to 2025 are written out, and the import was in 2026." */
  readonly evidence: string;
}
