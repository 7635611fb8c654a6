/** A person by the parts of their name, or a name that has no parts: an organisation, a group. */
export type Author = { readonly family: string; readonly given?: string } | { readonly literal: string };
