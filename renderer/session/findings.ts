import type { Finding } from '../../shared/host/libraryApi.ts';
import { useSession } from './session.ts';

const told = new WeakSet<Finding>();

/** Tells the user of findings, each of them once; one that says the same as one on the screen is not shown twice. */
export function tellFindings(findings: readonly Finding[]): void {
  const shown = useSession.getState().findings;
  const fresh = findings.filter(
    finding => !told.has(finding) && !shown.some(({ message }) => message === finding.message),
  );
  for (const finding of findings) told.add(finding);
  if (fresh.length > 0) useSession.setState({ findings: [...shown, ...fresh] });
}
