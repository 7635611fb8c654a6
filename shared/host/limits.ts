/* What a call may carry; apart from the calls themselves, so that the page need not know how they are checked. */

/** Largest dump that is read, in bytes. */
export const MAX_DUMP_BYTES = 64 * 1024 * 1024;
/** How many listings one `dumps.listings` call may fetch. */
export const MAX_LISTINGS_PER_CALL = 500;
/** Largest export, in characters. */
export const MAX_EXPORT_LENGTH = 512 * 1024 * 1024;
/** Longest text that is sent in one `freshExports.write`, in characters. */
export const MAX_FRESH_PORTION = 128 * 1024;
/** How many rows one call may carry. */
export const MAX_ROWS_PER_CALL = 500;
/** Characters of JSON of the changes that a page sends in one call, but for one change that is longer by itself. */
export const MAX_APPEND_LENGTH = 8 * 1024 * 1024;
/** Largest call that carries changes, in bytes: one change can be as large as the largest dump. */
export const MAX_APPEND_BYTES = 256 * 1024 * 1024;
/** Largest backup that is brought in, in bytes. */
export const MAX_BACKUP_BYTES = 1024 * 1024 * 1024;
