const { statSync } = require('node:fs');
const ofJest = require('./of-jest.cjs');

const { default: Sequencer } = ofJest('@jest/test-sequencer');

/** Specs whose size does not show how long they take: with processes of their own, thousands of rounds or large logs. */
const LONG = [
  'crash',
  'export-recovery',
  'process',
  'search',
  'access-matrix',
  'erasure-recovery',
  'enumeration',
  'event-stream-load',
  'retention-rules',
  'random-bodies',
  'database-down',
  'holds-races',
  'query-plans',
  'import',
];

/** The longest first, so that the workers end together; the same on a machine that has never run them, as CI's is. */
class LongestFirst extends Sequencer {
  sort(tests) {
    const lengths = new Map(tests.map((test) => [test, lengthOf(test.path)]));
    return [...tests].sort((a, b) => lengths.get(b) - lengths.get(a));
  }
}

function lengthOf(path) {
  const name = /([^/\\]+)\.(?:int-|e2e-)?spec\.ts$/.exec(path)?.[1];
  return statSync(path).size + (LONG.includes(name) ? 1e6 : 0);
}

module.exports = LongestFirst;
