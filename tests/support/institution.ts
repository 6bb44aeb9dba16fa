import type { AdminClient } from './app';

/** Short MJML with everything a campaign needs: a merge tag, a link, the unsubscribe link. */
export const MJML = `<mjml>
  <mj-body>
    <mj-section>
      <mj-column>
        <mj-text>Hola {{ contact.firstName | default: "colega" }}</mj-text>
        <mj-button href="https://example.org/noticias?utm_source=boletin&amp;utm_medium=email">Leer</mj-button>
        <mj-text><a href="{{ links.unsubscribe }}">Darse de baja</a></mj-text>
      </mj-column>
    </mj-section>
  </mj-body>
</mjml>`;

/** Makes the data that a campaign needs, through the admin API. */
export async function makeInstitution(admin: AdminClient) {
  await admin.put('/settings', {
    name: 'Instituto de Prueba',
    postalAddress: 'Calle 1 # 2-3, Bogotá',
    websiteUrl: 'https://example.org',
    color: '#4945ff',
    language: 'es',
    timeZone: 'America/Bogota',
  });
  await admin.post('/senders', { fromName: 'Instituto de Prueba', fromAddress: 'boletin@instituto.example' });
  const list = await admin.post('/lists', { name: 'Boletín', optIn: 'double', visibility: 'public' });
  return { listId: list.body.data.id as number };
}

/** Contacts confirmed on a list, one request each. */
export async function addContacts(admin: AdminClient, listId: number, emails: string[]): Promise<number[]> {
  const ids: number[] = [];
  for (const email of emails) {
    const response = await admin.post('/contacts', {
      email,
      firstName: 'Ana',
      listIds: [listId],
      consentNote: 'Signed a form',
    });
    if (response.status !== 201) throw new Error(JSON.stringify(response.body));
    ids.push(response.body.data.id);
  }
  return ids;
}

/** A draft that is ready to be sent. */
export async function makeCampaign(admin: AdminClient, listId: number, fields: object = {}): Promise<number> {
  const response = await admin.post('/campaigns', {
    name: 'Boletín interno',
    subject: 'Hola {{ contact.firstName }}',
    preheader: 'Noticias',
    fromName: 'Instituto de Prueba',
    fromAddress: 'boletin@instituto.example',
    listIds: [listId],
    mjml: MJML,
    timeZone: 'America/Bogota',
    ...fields,
  });
  if (response.status !== 201) throw new Error(JSON.stringify(response.body));
  return response.body.data.id as number;
}
