import { collaborators, fileLines, forbidden, functionLines, type Measured } from './measures';
import { isSpec, sourceFiles, type SourceFile } from './source-files';

interface Budget {
  /** No more than this. */
  readonly stop: number;
  /** What is hoped for; said when something is over `stop`, and never a failure by itself. */
  readonly aim?: { median: number; p90?: number };
}

const files = sourceFiles();
const specs = files.filter(isSpec);
const others = files.filter((file) => !isSpec(file));

describe('size budgets', () => {
  it('has files of at most 300 lines', () => {
    within(others.map(fileLines), { stop: 300, aim: { median: 60, p90: 160 } });
  });

  it('has specs of at most 500 lines', () => {
    within(specs.map(fileLines), { stop: 500 });
  });

  it('has functions of at most 40 lines', () => {
    within(others.flatMap(functionLines), { stop: 40, aim: { median: 8 } });
  });

  it('has constructors with at most 6 collaborators', () => {
    within(others.flatMap(collaborators), { stop: 6, aim: { median: 5 } });
  });

  it('has no forwardRef, index file, default export, any, or process.env outside config/', () => {
    expect(files.flatMap(forbidden)).toEqual([]);
  });
});

describe('the measures themselves', () => {
  it('count the lines of a file and refuse one line too many', () => {
    expect(fileLines(snippet('a\nb\n'))).toEqual({ where: 'src/x.ts', size: 2 });
    expect(() => within([{ where: 'src/x.ts', size: 301 }], { stop: 300, aim: { median: 60 } })).toThrow(
      'src/x.ts',
    );
    expect(() => within([{ where: 'src/x.ts', size: 300 }], { stop: 300 })).not.toThrow();
  });

  it('count the lines of functions, methods and arrows, without comments and decorators', () => {
    const text = `class A {\n  /** Long. */\n  @D()\n  m() {\n    return () => {\n      f();\n    };\n  }\n}\nfunction g() {}`;
    expect(functionLines(snippet(text))).toEqual([
      { where: 'src/x.ts:4 m', size: 5 },
      { where: 'src/x.ts:5 function', size: 3 },
      { where: 'src/x.ts:10 g', size: 1 },
    ]);
  });

  it('count what a constructor is given', () => {
    expect(collaborators(snippet('class A { constructor(private a: B, c: D) {} }'))).toEqual([
      { where: 'src/x.ts:1 A', size: 2 },
    ]);
  });

  it.each([
    ['@Inject(forwardRef(() => A)) a;', 'forwardRef'],
    ['export default class A {}', 'default export'],
    ['export default 1;', 'default export'],
    ['export { a as default };', 'default export'],
    [`export * from './a';`, 'export *'],
    ['let a: any;', 'any'],
    ['f(a as unknown as any[]);', 'any'],
    ['f(process.env.A);', 'process.env'],
    [`f(process['env'].A);`, 'process.env'],
    ['const { env } = process;', 'process.env'],
    [`import { env } from 'node:process';`, 'process.env'],
  ])('find what is forbidden in %s', (text, what) => {
    expect(forbidden(snippet(text))).toEqual([`src/x.ts:1 ${what}`]);
  });

  it('find index files, and nothing in words or in the configuration', () => {
    expect(forbidden(snippet('', 'src/a/index.ts'))).toEqual(['src/a/index.ts:1 index file']);
    expect(forbidden(snippet(`// forwardRef, any, process.env\nf('export default any');`))).toEqual([]);
    expect(forbidden(snippet('f(process.env.A);', 'config/env.ts'))).toEqual([]);
    expect(forbidden(snippet('switch (a) { default: f(); }'))).toEqual([]);
  });
});

function snippet(text: string, path = 'src/x.ts'): SourceFile {
  return { path, text };
}

/** @throws naming all that is over the budget, with the state of the whole against its aim. */
function within(measured: Measured[], { stop, aim }: Budget): void {
  const over = measured.filter(({ size }) => size > stop).sort((a, b) => b.size - a.size);
  if (over.length === 0) return;
  const sizes = measured.map(({ size }) => size).sort((a, b) => a - b);
  const state = `median ${quantile(sizes, 0.5)} (aim ${aim?.median ?? '-'}), p90 ${quantile(sizes, 0.9)} (aim ${aim?.p90 ?? '-'})`;
  throw new Error(
    `Over ${stop}:\n${over.map(({ where, size }) => `  ${size}  ${where}`).join('\n')}\n${state}`,
  );
}

function quantile(sorted: number[], share: number): number {
  return sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
}
