const common = { swcrc: false, sourceMaps: 'inline', module: { type: 'commonjs' } };

/** How tests compile our code: as `tsc` does by tsconfig.json, decorator metadata included. */
const typescript = {
  ...common,
  jsc: {
    target: 'es2023',
    keepClassNames: true,
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
  },
};

const javascript = { ...common, jsc: { target: 'es2023', parser: { syntax: 'ecmascript' } } };

module.exports = { typescript, javascript };
