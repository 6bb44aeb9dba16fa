/** Content type `contact`: a person we may know an address of. */
export const contactSchema = {
  kind: 'collectionType',
  collectionName: 'mail_campaigns_contacts',
  info: { singularName: 'contact', pluralName: 'contacts', displayName: 'Contact' },
  options: { draftAndPublish: false },
  pluginOptions: {},
  attributes: {
    /** Normalised by `lib/address`; a lifecycle hook sees to it whoever writes. */
    email: { type: 'string', required: true, unique: true, maxLength: 254, column: { unique: true } },
    /** Keyed hash of `email`: joins with suppression and ledger without showing the address. */
    emailHash: { type: 'string', private: true, configurable: false },
    /** ASCII domain of `email`. */
    domain: { type: 'string', private: true, configurable: false },
    firstName: { type: 'string', maxLength: 200 },
    lastName: { type: 'string', maxLength: 200 },
    /** The names as searches compare them, see `fold`. */
    firstNameFolded: { type: 'string', private: true, configurable: false },
    lastNameFolded: { type: 'string', private: true, configurable: false },
    language: { type: 'enumeration', enum: ['es', 'en'], required: true, default: 'es' },
    attributes: { type: 'json' },
    /** Null: never asked. Changed by `setTracking` only, which keeps the proof. */
    tracking: { type: 'enumeration', enum: ['allowed', 'refused'], private: true, configurable: false },
    /** No campaign before then, by the person's own wish. */
    pausedUntil: { type: 'datetime', private: true, configurable: false },
  },
  indexes: [
    { name: 'mc_contacts_email_hash_ix', columns: ['email_hash'] },
    { name: 'mc_contacts_domain_ix', columns: ['domain'] },
  ],
};
