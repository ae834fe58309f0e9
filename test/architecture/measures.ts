import ts from 'typescript';
import { isSpec, type SourceFile } from './source-files';

/** Something that can be too large, and where it is: `src/a.ts:12 name`. */
export interface Measured {
  readonly where: string;
  readonly size: number;
}

export function fileLines(file: SourceFile): Measured {
  return { where: file.path, size: file.text.trimEnd().split('\n').length };
}

/** Lines of each function that has a body, without its comments and decorators. The cases of a spec, and a migration's SQL, are no functions. */
export function functionLines(file: SourceFile): Measured[] {
  if (isSpec(file) || file.path.startsWith('migrations/')) return [];
  const { source, nodes } = parse(file);
  return nodes.filter(isFunction).map((node) => {
    const from = lineOf(source, node.name?.getStart(source) ?? node.getStart(source));
    const name =
      node.name?.getText(source) ?? (ts.isConstructorDeclaration(node) ? 'constructor' : 'function');
    return { where: `${file.path}:${from} ${name}`, size: lineOf(source, node.end) - from + 1 };
  });
}

/** Parameters of each constructor of production code. */
export function collaborators(file: SourceFile): Measured[] {
  if (!file.path.startsWith('src/')) return [];
  const { source, nodes } = parse(file);
  return nodes.filter(ts.isConstructorDeclaration).map((node) => ({
    where: `${file.path}:${lineOf(source, node.getStart(source))} ${node.parent.name?.text ?? 'class'}`,
    size: node.parameters.length,
  }));
}

/** What the style forbids outright, as `src/a.ts:12 forwardRef`. */
export function forbidden(file: SourceFile): string[] {
  const { source, nodes } = parse(file);
  const barrel = /(^|\/)index\.[a-z]+$/.test(file.path) ? [`${file.path}:1 index file`] : [];
  return [
    ...barrel,
    ...nodes.flatMap((node) => {
      const what = nameOfForbidden(node, file);
      return what === null ? [] : [`${file.path}:${lineOf(source, node.getStart(source))} ${what}`];
    }),
  ];
}

function nameOfForbidden(node: ts.Node, file: SourceFile): string | null {
  if (ts.isIdentifier(node) && node.text === 'forwardRef') return 'forwardRef';
  if (ts.isExportDeclaration(node) && node.exportClause === undefined) return 'export *';
  if (ts.isExportSpecifier(node) && node.name.text === 'default') return 'default export';
  if (
    ts.canHaveModifiers(node) &&
    node.modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.DefaultKeyword)
  )
    return 'default export';
  if (ts.isExportAssignment(node) && node.isExportEquals !== true && !/\.config\.m?ts$/.test(file.path))
    return 'default export';
  if (node.kind === ts.SyntaxKind.AnyKeyword) return 'any';
  return readsEnvironment(node) && !mayReadEnvironment(file) ? 'process.env' : null;
}

/** `process.env`, `process['env']`, `const { env } = process` and `import { env } from 'node:process'`. */
function readsEnvironment(node: ts.Node): boolean {
  if (ts.isPropertyAccessExpression(node)) return isProcess(node.expression) && node.name.text === 'env';
  if (ts.isElementAccessExpression(node)) return isProcess(node.expression);
  if (ts.isVariableDeclaration(node))
    return ts.isObjectBindingPattern(node.name) && isProcess(node.initializer);
  return (
    ts.isImportDeclaration(node) && /^(node:)?process$/.test((node.moduleSpecifier as ts.StringLiteral).text)
  );
}

/** The configuration; and the tests' support, which hands a server's address to Jest's workers. */
function mayReadEnvironment({ path }: SourceFile): boolean {
  return path.startsWith('config/') || path.startsWith('test/support/');
}

function isProcess(node: ts.Node | undefined): boolean {
  return node !== undefined && ts.isIdentifier(node) && node.text === 'process';
}

function isFunction(node: ts.Node): node is ts.FunctionLikeDeclaration {
  return ts.isFunctionLike(node) && 'body' in node && node.body !== undefined;
}

function parse({ path, text }: SourceFile): { source: ts.SourceFile; nodes: ts.Node[] } {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true);
  const nodes: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    nodes.push(node);
    node.getChildren(source).forEach(visit);
  };
  visit(source);
  return { source, nodes };
}

function lineOf(source: ts.SourceFile, position: number): number {
  return source.getLineAndCharacterOfPosition(position).line + 1;
}
