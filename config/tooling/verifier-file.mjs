import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { at } from './paths.mjs';

const require = createRequire(import.meta.url);
const { format } = require('prettier');
const ts = require('typescript');

const FOLDER = 'src/verifier';
/** Read downwards: the command first, then what it calls, each file behind the one that needs it. */
const BEGINNING = 'command.ts';
const BLANK = '//¬';

/**
 * `daybook-verify.mjs`: the files of src/verifier as one ES module that needs nothing but its runtime, for people to read before they run
 * it. Types are taken out, comments and names stay. @throws Error when two files have something of the same name, or one imports from elsewhere.
 */
export async function verifierFile() {
  const files = inOrder(BEGINNING);
  refuseNamesakes(files);
  const parts = files.map(({ name, text }) => `// ---- ${name} ----\n\n${javaScriptOf(text)}`);
  const head = readFileSync(at(FOLDER, 'head.txt'), 'utf8').replace(
    '{files}',
    files.map(({ name }) => `//   ${name}`).join('\n'),
  );
  const { version } = JSON.parse(readFileSync(at('package.json'), 'utf8'));
  const source = [head.replace('{version}', version), ...parts, TAIL].join('\n\n');
  return format(source, { ...JSON.parse(readFileSync(at('.prettierrc.json'), 'utf8')), parser: 'babel' });
}

/** What makes a program of it in Node, and a module in a browser. */
const TAIL = `// ---- the end: what a page can import, and what runs when Node is given this file ----

export { verifyFile, verifyProof, nodeTools, webTools };

if (typeof process === 'object' && process.argv?.[1] !== undefined) {
  const { pathToFileURL } = await import('node:url');
  const { existsSync, realpathSync } = await import('node:fs');
  const [, program] = process.argv;
  if (existsSync(program) && import.meta.url === pathToFileURL(realpathSync(program)).href) {
    const write = (line) => process.stdout.write(line + '\\n');
    if (process.getBuiltinModule === undefined) write('It needs Node 20.16 or later, and this is ' + process.version + '.');
    process.exitCode = process.getBuiltinModule === undefined ? 2 : await runCommand(process.argv.slice(2), write);
  }
}
`;

/** Each file once, before those that it imports; types need no place. */
function inOrder(name, seen = new Map()) {
  if (seen.has(name)) return [];
  const text = readFileSync(at(FOLDER, name), 'utf8');
  seen.set(name, text);
  return [{ name, text }, ...importsOf(name, text).flatMap((next) => inOrder(next, seen))];
}

function importsOf(name, text) {
  const { statements } = ts.createSourceFile(name, text, ts.ScriptTarget.Latest);
  return statements
    .filter((statement) => ts.isImportDeclaration(statement) && !statement.importClause?.isTypeOnly)
    .map(({ moduleSpecifier }) => {
      if (!moduleSpecifier.text.startsWith('./')) throw new Error(`${name} imports ${moduleSpecifier.text}`);
      return `${moduleSpecifier.text.slice(2)}.ts`;
    });
}

/** In one file every name at the top is everybody's. */
function refuseNamesakes(files) {
  const owners = new Map();
  for (const { name, text } of files)
    for (const declared of namesIn(ts.createSourceFile(name, javaScriptOf(text), ts.ScriptTarget.Latest))) {
      if (owners.has(declared))
        throw new Error(`${owners.get(declared)} and ${name} both declare ${declared}`);
      owners.set(declared, name);
    }
}

const namesIn = ({ statements }) =>
  statements.flatMap((statement) => {
    if (ts.isVariableStatement(statement))
      return statement.declarationList.declarations.flatMap(({ name }) => boundBy(name));
    return statement.name ? [statement.name.text] : [];
  });

const boundBy = (name) =>
  ts.isIdentifier(name) ? [name.text] : name.elements.flatMap((element) => boundBy(element.name));

/** TypeScript keeps comments and drops blank lines, so they travel as comments. */
function javaScriptOf(text) {
  const marked = text.replace(/^\n/gm, `${BLANK}\n`);
  const { outputText } = ts.transpileModule(marked, {
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      verbatimModuleSyntax: false,
    },
  });
  return outputText
    .replace(/^import .*;$/gm, '')
    .replace(/^export \{\};$/gm, '')
    .replace(/^export (?=const|function|async|class)/gm, '')
    .replaceAll(new RegExp(`^\\s*${BLANK}$`, 'gm'), '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.stdout.write(await verifierFile());
