import { CircleAlert } from 'lucide-react';
import type { RefusedPath } from '../../../shared/host/api.ts';

/** Files that gave nothing, each with what happened, what was kept, and what to do. */
export function Failures({ failed }: { readonly failed: readonly RefusedPath[] }) {
  if (failed.length === 0) return null;
  return (
    <section className="import__failures" aria-label="Not imported">
      <h3 className="import__heading">{failed.length.toLocaleString('en')} could not be imported</h3>
      <ul className="import__failure-list">
        {failed.map(({ name, message }, place) => (
          <li key={place} className="import__failure">
            <CircleAlert />
            <div>
              <p className="import__failure-name" dir="auto">
                {name}
              </p>
              <p>{message}</p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
