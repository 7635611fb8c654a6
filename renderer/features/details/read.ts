/** What was read of a typed text, or why it can't be taken, in words. */
export type Read<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: string };
