import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root } from './source-files';

const CRUISER = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');

/** A small tree in which each file breaks one rule, or none. */
const TREE = {
  'tsconfig.json': '{}',
  'src/main.ts': `import './modules/audit/recording/lane';`,
  'src/platform/clock.ts': `import '../modules/audit/audit.recorder';`,
  'src/modules/audit/audit.recorder.ts': `import './recording/lane';`,
  'src/modules/audit/audit.reader.ts': `import '../members/members.roles';`,
  'src/modules/audit/recording/lane.ts': `import './other-lane';`,
  'src/modules/audit/recording/other-lane.ts': `import './lane';`,
  'src/modules/members/members.roles.ts': `import '../audit/recording/lane';`,
  'src/modules/members/members.door.ts': `import '../audit/audit.recorder';`,
  'src/modules/rumours/rumours.module.ts': `import './rumours.spec';`,
  'src/modules/rumours/rumours.spec.ts': `import '../nothing';`,
};

describe('the rules of .dependency-cruiser.cjs', () => {
  it('find what breaks them, and nothing else', () => {
    expect(violationsIn(TREE)).toEqual([
      'audit-looks-down: src/modules/audit/audit.reader.ts',
      'composition-uses-doors: src/main.ts',
      'module-is-in-the-list: src/modules/rumours/rumours.module.ts',
      'module-is-in-the-list: src/modules/rumours/rumours.spec.ts',
      'no-cycle: src/modules/audit/recording/lane.ts',
      'no-test-in-production: src/modules/rumours/rumours.module.ts',
      'nothing-unresolved: src/modules/rumours/rumours.spec.ts',
      'platform-knows-no-module: src/platform/clock.ts',
      'rooms-are-private: src/modules/members/members.roles.ts',
    ]);
  });
});

/** As `rule: file`, sorted, each once. */
function violationsIn(tree: Record<string, string>): string[] {
  const directory = mkdtempSync(join(tmpdir(), 'daybook-rules-'));
  for (const [path, text] of Object.entries(tree)) write(join(directory, path), text);
  const config = join(root, '.dependency-cruiser.cjs');
  const { stdout } = spawnSync(
    process.execPath,
    [CRUISER, '--config', config, '--output-type', 'json', 'src'],
    { cwd: directory, encoding: 'utf8' },
  );
  rmSync(directory, { recursive: true });
  const { summary } = JSON.parse(stdout) as {
    summary: { violations: { rule: { name: string }; from: string }[] };
  };
  return [...new Set(summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`))].sort();
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
