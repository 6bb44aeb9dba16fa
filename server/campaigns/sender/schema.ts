/** Content type `sender`: an address that campaigns may be sent from. */
export const senderSchema = {
  kind: 'collectionType',
  collectionName: 'mail_campaigns_senders',
  info: { singularName: 'sender', pluralName: 'senders', displayName: 'Mail sender' },
  options: { draftAndPublish: false },
  pluginOptions: {},
  attributes: {
    fromName: { type: 'string', required: true, maxLength: 200 },
    fromAddress: { type: 'string', required: true, unique: true, maxLength: 254, column: { unique: true } },
    replyTo: { type: 'string', maxLength: 254 },
    transport: { type: 'string', maxLength: 40 },
  },
};
