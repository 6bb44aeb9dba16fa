module.exports = require('../../../strapi-server');
