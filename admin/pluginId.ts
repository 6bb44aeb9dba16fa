export { PLUGIN_ID as pluginId } from '../contracts';
