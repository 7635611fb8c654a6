import type { ReactNode } from 'react';

interface KeptItemProps {
  readonly name: string;
  /** Absolute. */
  readonly path: string;
  readonly about: string;
  /** Trouble, and what can be done. */
  readonly children: ReactNode;
}

/** A file that is kept fresh or a folder that is watched, in its list. */
export function KeptItem({ name, path, about, children }: KeptItemProps) {
  return (
    <li className="kept__item">
      <span className="kept__name" dir="auto">
        {name}
      </span>
      <span className="kept__path" dir="ltr">
        {path}
      </span>
      <span className="kept__about">{about}</span>
      {children}
    </li>
  );
}

/** Why what was asked for could not be done. */
export function Failure({ words }: { readonly words: string | undefined }) {
  if (words === undefined) return null;
  return (
    <p className="settings__failure" role="alert">
      {words}
    </p>
  );
}
