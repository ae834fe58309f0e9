const { createRequire } = require('node:module');

/** Packages that come with Jest, in the version that it uses. */
module.exports = createRequire(require.resolve('jest'));
