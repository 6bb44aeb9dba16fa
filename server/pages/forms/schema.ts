/** Content type `form`: what visitors subscribe by. */
export const formSchema = {
  kind: 'collectionType',
  collectionName: 'mail_campaigns_forms',
  info: { singularName: 'form', pluralName: 'forms', displayName: 'Subscription form' },
  options: { draftAndPublish: false },
  pluginOptions: {},
  attributes: {
    name: { type: 'string', required: true, maxLength: 120 },
    /** Part of its address: never changes once made. */
    slug: { type: 'string', required: true, unique: true, maxLength: 60, column: { unique: true } },
    /** `FormDefinition` of the contracts. */
    definition: { type: 'json', required: true },
  },
};
