/** @typedef {import('./tallyReporter.mjs').Tally} Tally */
/** @typedef {import('@playwright/test/reporter').JSONReport} JSONReport */
/** @typedef {import('@playwright/test/reporter').JSONReportSuite} JSONReportSuite */

/**
 * The tally of a report of Playwright's JSON reporter. A test that only passed when repeated counts as failed.
 * @param {JSONReport} report
 * @returns {Tally}
 */
export function tallyPlaywright(report) {
  /** @type {Tally} */
  const tally = {
    passed: 0,
    failed: report.errors.map(error => error.message ?? 'an error outside of tests'),
    skipped: [],
  };
  for (const suite of report.suites) addSuite(suite, [], tally);
  return tally;
}

/** @param {JSONReportSuite} suite @param {string[]} above @param {Tally} tally */
function addSuite(suite, above, tally) {
  const titles = [...above, suite.title];
  for (const spec of suite.specs) {
    for (const test of spec.tests) {
      const name = `[${test.projectName}] ${[...titles, spec.title].join(' › ')}`;
      if (test.status === 'expected') tally.passed += 1;
      else if (test.status === 'skipped') tally.skipped.push(`${name}: ${reasonOf(test.annotations)}`);
      else tally.failed.push(name);
    }
  }
  for (const inner of suite.suites ?? []) addSuite(inner, titles, tally);
}

/** @param {readonly { type: string, description?: string }[]} annotations */
function reasonOf(annotations) {
  return annotations.find(({ type }) => type === 'skip')?.description ?? 'no reason was given';
}
