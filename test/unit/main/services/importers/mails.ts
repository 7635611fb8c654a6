const RULE = '-'.repeat(78);

/** A listing mail of arXiv with invented papers: new ones, a cross-list, replacements. */
export const ARXIV_MAIL = String.raw`${RULE}
${RULE}
Send any comments regarding submissions directly to submitter.
${RULE}
Archives at http://arxiv.org/
To unsubscribe, e-mail To: cs@arXiv.org, Subject: cancel
${RULE}
 Submissions to:
Computer Vision and Pattern Recognition
 received from  Wed  8 Oct 25 18:00:00 GMT  to  Thu  9 Oct 25 18:00:00 GMT
${RULE}
${RULE}
\\
arXiv:2510.01234
Date: Thu, 9 Oct 2025 17:59:58 GMT   (3434kb,D)

Title: Tides of Small Harbours: A Survey of What Is Known and of What
  Is Not
Authors: Ada Lee (1 and 2), Ida van der Berg (2), Martin King, Jr. and
  Harbour Team ((1) Fjord Lab, (2) University of Harbours)
Categories: cs.CV cs.LG
Comments: 12 pages, 3 figures
Journal-ref: Harbour Letters 12 (2025) 3-14
DOI: 10.1000/tides.2025
License: http://creativecommons.org/licenses/by/4.0/
\\
  We measure the tides of small harbours, from $O(n)$ to
$O(n^2)$.

  The second paragraph goes on.
\\ ( https://arxiv.org/abs/2510.01234 ,  3434kb)
%-%-%-%-%-%-%-%-%-%-%-%-%-%-%-%-%-%-%-%-%-%-%-%-%-%-%-%-%-%-%-%-%-%-%-%-%-%-%-%-
${RULE}
\\
arXiv:2510.01235 (*cross-listing*)
Date: Wed, 8 Oct 2025 07:00:00 GMT   (34kb)

Title: Fog
Authors: Ada Lee
Categories: stat.ML cs.CV
\\
  We look at fog.
\\ ( https://arxiv.org/abs/2510.01235 ,  34kb)
%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%
${RULE}
\\
arXiv:2208.03374
replaced with revised version Thu, 9 Oct 2025 05:37:22 GMT   (1234kb,D)

Title: Older Tides
Authors: Ada Lee
Categories: cs.CV
\\ ( https://arxiv.org/abs/2208.03374 ,  1234kb)
${RULE}
\\
arXiv:math/0301001
replaced with revised version Thu, 9 Oct 2025 05:37:22 GMT   (12kb)

Title: Oldest Tides
Authors: Ada Lee
Categories: math.CO cs.CV
\\ ( https://arxiv.org/abs/math/0301001 ,  12kb)
%%%---%%%---%%%---%%%---%%%---%%%---%%%---%%%---%%%---%%%---%%%---%%%---%%%---
`;
