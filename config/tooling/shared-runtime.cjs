const { createRequire } = require('node:module');
const { dirname } = require('node:path');
const { compileFunction } = require('node:vm');
const ofJest = require('./of-jest.cjs');

const { default: Runtime } = ofJest('jest-runtime');

/** Node's own `require`, by the directory it looks from. */
const natives = new Map();

function requireNatively(from, name) {
  const directory = dirname(from);
  let native = natives.get(directory);
  if (native === undefined) natives.set(directory, (native = createRequire(from)));
  return native(name);
}

/** Jest's own, and what has a state that one of our modules guards: a second `init()` of zstd takes the memory from the first. */
const NOT_SHARED = new Set(['@jest/globals', '@bokuweb/zstd-wasm']);

const isShared = (name) => !/^[./]/.test(name) && !NOT_SHARED.has(name);

/**
 * Jest's runtime, but that packages are loaded by Node: once for all the specs of a worker, ES modules included, and as production
 * loads them. Our own files are still each spec's own. It needs `shared-environment.cjs`.
 */
class SharedRuntime extends Runtime {
  constructor(...given) {
    super(...given);
    const { executor } = this;
    executor.compile = (source, filename) =>
      compileFunction(source, executor.injectedModuleParameters, { filename });
  }

  requireModuleOrMock(from, name) {
    return isShared(name) && !this._resolution.isCoreModule(name)
      ? requireNatively(from, name)
      : super.requireModuleOrMock(from, name);
  }
}

module.exports = SharedRuntime;
