const path = require('path');

module.exports = () => ({
  'mail-campaigns': {
    enabled: true,
    resolve: path.resolve(__dirname, '../plugin'),
    config: JSON.parse(process.env.TEST_PLUGIN_CONFIG ?? '{}'),
  },
});
