/** Content type `template`: MJML to start a campaign from. */
export const templateSchema = {
  kind: 'collectionType',
  collectionName: 'mail_campaigns_templates',
  info: { singularName: 'template', pluralName: 'templates', displayName: 'Mail template' },
  options: { draftAndPublish: false },
  pluginOptions: {},
  attributes: {
    name: { type: 'string', required: true, maxLength: 120 },
    description: { type: 'text', maxLength: 1000 },
    mjml: { type: 'text', required: true },
    /** Key of a template shipped with the plugin. */
    shipped: { type: 'string', unique: true, column: { unique: true } },
  },
};
