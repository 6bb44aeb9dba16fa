/** Short, for the crash proof counts e-mails and does not weigh them. */
export const NEWSLETTER = `<mjml>
  <mj-body>
    <mj-section>
      <mj-column>
        <mj-text>Hola {{ contact.firstName }}, de {{ contact.attributes.ciudad }}</mj-text>
        <mj-button href="https://example.org/noticias">Leer</mj-button>
        <mj-text><a href="{{ links.unsubscribe }}">Darse de baja</a></mj-text>
      </mj-column>
    </mj-section>
  </mj-body>
</mjml>`;
