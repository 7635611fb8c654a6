import { writeFileSync } from 'node:fs';

/**
 * What a stage came to, for the last line of `npm test`.
 * @typedef {object} Tally
 * @property {number} passed
 * @property {string[]} failed Names.
 * @property {string[]} skipped Names with the reason.
 */

/** A Vitest reporter that writes a `Tally` to the file that `PANDECT_TALLY` names. */
export default class TallyReporter {
  /**
   * @param {readonly import('vitest/node').TestModule[]} modules
   * @param {readonly unknown[]} unhandled
   */
  onTestRunEnd(modules, unhandled) {
    /** @type {Tally} */
    const tally = { passed: 0, failed: unhandled.map(String), skipped: [] };
    for (const module of modules) {
      // A file that can't be loaded has no tests that could fail.
      if (module.errors().length > 0) tally.failed.push(module.relativeModuleId);
      for (const test of module.children.allTests()) count(test, module.relativeModuleId, tally);
      for (const suite of module.children.allSuites()) {
        if (suite.errors().length > 0) tally.failed.push(`${module.relativeModuleId} › ${suite.fullName}`);
      }
    }
    writeFileSync(process.env['PANDECT_TALLY'] ?? 'tally.json', JSON.stringify(tally));
  }
}

/** @param {import('vitest/node').TestCase} test @param {string} file @param {Tally} tally */
function count(test, file, tally) {
  const result = test.result();
  const name = `${file} › ${test.fullName}`;
  switch (result.state) {
    case 'passed':
      tally.passed += 1;
      break;
    case 'skipped':
      // Without a note the reason stands in the name.
      tally.skipped.push(result.note ? `${name}: ${result.note}` : name);
      break;
    default:
      tally.failed.push(name);
  }
}
