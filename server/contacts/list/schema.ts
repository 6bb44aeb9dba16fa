/** Content type `list`: what a contact subscribes to. */
export const listSchema = {
  kind: 'collectionType',
  collectionName: 'mail_campaigns_lists',
  info: { singularName: 'list', pluralName: 'lists', displayName: 'List' },
  options: { draftAndPublish: false },
  pluginOptions: {},
  attributes: {
    name: { type: 'string', required: true, maxLength: 120 },
    /** Part of List-Id (RFC 2919): never changes once made. */
    slug: { type: 'string', required: true, unique: true, maxLength: 60, column: { unique: true } },
    description: { type: 'text', maxLength: 1000 },
    optIn: { type: 'enumeration', enum: ['single', 'double'], required: true, default: 'double' },
    visibility: { type: 'enumeration', enum: ['public', 'private'], required: true, default: 'private' },
    /** People may choose how often they hear from it. */
    offersFrequency: { type: 'boolean', default: false },
  },
};
