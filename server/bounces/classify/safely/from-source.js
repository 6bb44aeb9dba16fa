/** The thread where the plugin runs from its TypeScript source: tests and scripts of this repository. */
require('../../../../tests/support/typescript');
require('./thread.ts').serve();
