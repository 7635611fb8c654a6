/** A string of one kind that can't be passed where another kind is meant. Made only at the edges. */
export type Brand<T, Name extends string> = T & { readonly __brand: Name };

/** Identity of a paper: the title key under which it was first recorded. */
export type PaperId = Brand<string, 'PaperId'>;
/** Hash of a normalised title (see `titleKey`); every title a paper was listed under maps to it. */
export type TitleKey = Brand<string, 'TitleKey'>;
/** Identity of a digest: hash of its header and listings, so the same page saved twice has one id. */
export type DigestId = Brand<string, 'DigestId'>;
/** Identity of a raw dump: hash of the file's text. */
export type DumpId = Brand<string, 'DumpId'>;
/** A BibTeX key, unique in the library without regard to case. */
export type CitationKey = Brand<string, 'CitationKey'>;
export type CollectionId = Brand<string, 'CollectionId'>;
export type SavedSearchId = Brand<string, 'SavedSearchId'>;
/** One import by the user: all digests that came in with it. */
export type ImportId = Brand<string, 'ImportId'>;
/** Identity of a library: 32 hexadecimal digits, made with its data folder. */
export type LibraryId = Brand<string, 'LibraryId'>;
/** Identity of an installation on one machine: 32 hexadecimal digits. */
export type DeviceId = Brand<string, 'DeviceId'>;
/** Names a snapshot: the base name of its file. */
export type SnapshotId = Brand<string, 'SnapshotId'>;
/** One life of a page that works with the library: 32 hexadecimal digits of its own making. */
export type SessionId = Brand<string, 'SessionId'>;
/** Milliseconds since 1970, UTC. */
export type Timestamp = number;
