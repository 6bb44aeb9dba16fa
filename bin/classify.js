'use strict';

/** Apart from the app: the classifier knows nothing of Strapi. */
const classify = (files, console) => require('../dist/classify').classifyFiles(files, console);

module.exports = { classify };
