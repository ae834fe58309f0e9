const { createContext } = require('node:vm');
const ofJest = require('./of-jest.cjs');

const { ModuleMocker } = ofJest('jest-mock');
// By their paths: neither package exports them.
const { storage: entitiesOfNest } =
  require('../../node_modules/@nestjs/typeorm/dist/entities-metadata.storage.js').EntitiesMetadataStorage;
const {
  defaultMetadataStorage: typesToTransform,
} = require('../../node_modules/class-transformer/cjs/storage.js');

/**
 * Jest's environment without a realm of its own: specs see the globals of their worker. For `shared-runtime.cjs`, whose packages
 * are of that realm: an array or an error would else be no `instanceof Array` or `Error` to them.
 */
class SharedEnvironment {
  global = globalThis;
  moduleMocker = new ModuleMocker(globalThis);
  fakeTimers = null;
  fakeTimersModern = null;
  #exit = process.exit;
  #environment = { ...process.env };
  /** Jest asks whether there is one; nothing runs in it. */
  #context = createContext({});

  async setup() {}

  async teardown() {
    process.exit = this.#exit;
    for (const name of Object.keys(process.env)) if (!(name in this.#environment)) delete process.env[name];
    Object.assign(process.env, this.#environment);
    forgetClasses();
  }

  exportConditions() {
    return ['node', 'node-addons'];
  }

  getVmContext() {
    return this.#context;
  }
}

/** What packages keep of the classes of a spec that is over: TypeORM and Nest would show them to the next one's application. */
function forgetClasses() {
  delete globalThis.typeormMetadataArgsStorage;
  delete globalThis.classValidatorMetadataStorage;
  entitiesOfNest.clear();
  typesToTransform.clear();
}

module.exports = SharedEnvironment;
