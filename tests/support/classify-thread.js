/** The classifier's thread where the plugin runs from its TypeScript source. */
require('./typescript');
require('../../server/bounces/classify/safely/thread.ts').serve();
