import { readdirSync } from 'node:fs';
import { root, sourceFiles } from './source-files';

const TOP =
  /^(src|test|migrations|config|docs|package\.json|package-lock\.json|tsconfig\.json|nest-cli\.json|README\.md|LICENSE)$/;
const UNCOMMITTED = /^(node_modules|dist|coverage|.*\.log)$/;

const PROJECTS = [
  /^(src|config)\/.*(?<!int-|e2e-)\bspec\.ts$/,
  /^test\/architecture\/[^/]+\.spec\.ts$/,
  /^test\/integration\/.*\.int-spec\.ts$/,
  /^test\/e2e\/.*\.e2e-spec\.ts$/,
  /^test\/browser\/.*\.browser-spec\.ts$/,
];

describe('the tree', () => {
  it('has nothing at its top but what the style lists', () => {
    expect(strangers(readdirSync(root))).toEqual([]);
  });

  it('has every test where Jest looks for it', () => {
    expect(lost(sourceFiles().map(({ path }) => path))).toEqual([]);
  });

  it('names migrations by time, verb and object', () => {
    const names = sourceFiles().flatMap(({ path }) => /^migrations\/(.*)$/.exec(path)?.[1] ?? []);
    expect(names.filter((name) => !isMigrationName(name))).toEqual([]);
  });
});

describe('the checks of the tree', () => {
  it('find a stranger at the top', () => {
    expect(strangers(['src', 'lib', '.oxlintrc.json', 'dist', 'knip.json'])).toEqual(['lib', 'knip.json']);
  });

  it('find a test that would never run', () => {
    const found = ['test/integration/a.spec.ts', 'src/a.int-spec.ts', 'test/e2e/a.int-spec.ts'];
    expect(
      lost([...found, 'src/a.spec.ts', 'test/integration/b/a.int-spec.ts', 'test/e2e/a.e2e-spec.ts']),
    ).toEqual(found);
  });

  it('find a migration without a time', () => {
    expect(isMigrationName('add-events.ts')).toBe(false);
    expect(isMigrationName('1795200000010-create-organizations.ts')).toBe(true);
  });
});

function strangers(names: string[]): string[] {
  return names.filter((name) => !name.startsWith('.') && !TOP.test(name) && !UNCOMMITTED.test(name));
}

function lost(paths: string[]): string[] {
  return paths.filter((path) => /spec\.tsx?$/.test(path) && !PROJECTS.some((place) => place.test(path)));
}

/** `support.ts` is what they share. */
function isMigrationName(name: string): boolean {
  return name === 'support.ts' || /^\d{13}-[a-z]+(-[a-z0-9]+)+\.ts$/.test(name);
}
