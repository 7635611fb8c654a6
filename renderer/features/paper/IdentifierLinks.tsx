import { ExternalLink as Icon } from 'lucide-react';
import type { DetailName } from '../../../shared/domain/details.ts';
import type { Paper } from '../../../shared/domain/paper.ts';
import { errorText } from '../../actions/command.ts';
import { originInWords } from '../../hooks/originWords.ts';
import { useApp } from '../../hooks/useApp.ts';
import { openLink } from '../../host/openLink.ts';
import { showToast } from '../../session/toast.ts';
import { ExternalLink } from '../../ui/ExternalLink.tsx';
import { linksOf } from './paperLinks.ts';

/** Where a paper can be looked at: at arXiv, by its DOI, at its address. */
export function IdentifierLinks({ paper }: { readonly paper: Paper }) {
  const { host, library } = useApp();
  const links = linksOf(paper);
  const follow = (url: string) => {
    openLink(host, url).catch((error: unknown) => showToast(errorText(error), { tone: 'error' }));
  };
  const toldBy = (detail: DetailName) => originInWords(paper, detail, library.state.digests);
  return links.map(({ detail, url, text }) => (
    <ExternalLink
      key={detail}
      className="paper__fact paper__identifier"
      href={url}
      tooltip={[url, toldBy(detail)].filter(part => part !== undefined).join(' · ')}
      onFollow={() => follow(url)}
    >
      <Icon aria-hidden="true" />
      <span>{text}</span>
    </ExternalLink>
  ));
}
