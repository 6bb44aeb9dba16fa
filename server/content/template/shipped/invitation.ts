/** "Invitación a evento". No remote images or fonts: it looks the same before and after they are blocked. */
export const invitation = `<mjml lang="es">
  <mj-head>
    <mj-title>Invitación a evento</mj-title>
    <mj-preview>Reserve la fecha: lo esperamos.</mj-preview>
    <mj-attributes>
      <mj-all font-family="'Helvetica Neue', Helvetica, Arial, sans-serif" />
      <mj-text font-size="16px" line-height="26px" color="#433b4a" padding="0 0 16px" />
      <mj-section padding="0" />
      <mj-button background-color="#f2b84b" color="#2a1437" border-radius="30px" font-size="17px" font-weight="700" inner-padding="16px 36px" />
      <mj-class name="label" font-size="12px" line-height="18px" letter-spacing="1.6px" font-weight="700" color="#7b2d6b" />
      <mj-class name="serif" font-family="Georgia, 'Times New Roman', serif" color="#2a1437" />
    </mj-attributes>
    <mj-raw>
      <meta name="color-scheme" content="light dark">
      <meta name="supported-color-schemes" content="light dark">
    </mj-raw>
    <mj-style>
      a { color: #7b2d6b; }
      @media (max-width: 479px) {
        .pad > table > tbody > tr > td { padding-left: 24px !important; padding-right: 24px !important; }
        .headline div { font-size: 36px !important; line-height: 43px !important; }
      }
      @media (prefers-color-scheme: dark) {
        body, body > div { background-color: #130c18 !important; }
        .card, .card > table { background: #211829 !important; background-color: #211829 !important; }
        .tint, .tint > table { background: #2b2035 !important; background-color: #2b2035 !important; }
        .ink div, .ink td, .ink strong { color: #f6f2f8 !important; }
        .soft div, .small { color: #c9bfd0 !important; }
        .accent div, .soft a { color: #eba6dc !important; }
        .time { color: #eba6dc !important; }
        .row td { border-color: #43354f !important; }
      }
    </mj-style>
  </mj-head>
  <mj-body background-color="#f3eff4">

    <!-- Portada -->
    <mj-section background-color="#f2b84b" border-radius="12px 12px 0 0"><mj-column><mj-spacer height="8px" /></mj-column></mj-section>
    <mj-section background-color="#2a1437" padding="52px 48px 48px" css-class="pad">
      <mj-column>
        <mj-text align="center" padding="0 0 22px" font-size="13px" line-height="20px" letter-spacing="1.4px" font-weight="600" color="#f2b84b">{{ institution.name | default: "NOMBRE DE LA INSTITUCIÓN" | upcase }} LE INVITA</mj-text>
        <mj-text align="center" css-class="headline" padding="0 0 18px" font-family="Georgia, 'Times New Roman', serif" font-size="46px" line-height="54px" color="#ffffff">Nombre del evento</mj-text>
        <mj-text align="center" padding="0 0 30px" font-size="18px" line-height="28px" color="#dccbe4">Una frase que diga por qué no se lo puede perder.</mj-text>
        <mj-button padding="0" href="https://example.org/inscripcion">Inscribirme</mj-button>
      </mj-column>
    </mj-section>

    <!-- Fecha, hora y lugar -->
    <mj-section background-color="#7b2d6b" padding="26px 16px 20px">
      <mj-column>
        <mj-text align="center" padding="0 8px 2px" font-size="12px" line-height="18px" letter-spacing="1.6px" font-weight="700" color="#f6cfea">FECHA</mj-text>
        <mj-text align="center" padding="0 8px 10px" font-size="17px" line-height="24px" font-weight="600" color="#ffffff">Día, 00 de mes</mj-text>
      </mj-column>
      <mj-column>
        <mj-text align="center" padding="0 8px 2px" font-size="12px" line-height="18px" letter-spacing="1.6px" font-weight="700" color="#f6cfea">HORA</mj-text>
        <mj-text align="center" padding="0 8px 10px" font-size="17px" line-height="24px" font-weight="600" color="#ffffff">0:00 a. m.</mj-text>
      </mj-column>
      <mj-column>
        <mj-text align="center" padding="0 8px 2px" font-size="12px" line-height="18px" letter-spacing="1.6px" font-weight="700" color="#f6cfea">LUGAR</mj-text>
        <mj-text align="center" padding="0 8px 10px" font-size="17px" line-height="24px" font-weight="600" color="#ffffff">Auditorio principal</mj-text>
      </mj-column>
    </mj-section>

    <!-- Presentación -->
    <mj-section background-color="#ffffff" padding="42px 48px 20px" css-class="card pad">
      <mj-column>
        <mj-text mj-class="serif" css-class="ink" font-size="24px" line-height="32px" padding="0 0 14px">{% if contact.firstName %}{{ contact.firstName }}, lo esperamos{% else %}Lo esperamos{% endif %}</mj-text>
        <mj-text css-class="soft">Cuente en un párrafo de qué trata el encuentro, quién participa y qué se llevará quien asista. Escriba como hablaría con una persona interesada, no como un comunicado.</mj-text>
        <mj-text css-class="soft">La entrada es libre hasta completar el aforo. Por favor, inscríbase antes del 00 de mes.</mj-text>
      </mj-column>
    </mj-section>

    <!-- Programa: copie una fila <tr> por cada punto -->
    <mj-section background-color="#faf7fb" padding="34px 48px 22px" css-class="tint pad">
      <mj-column>
        <mj-text mj-class="label" css-class="accent" padding="0 0 12px">PROGRAMA</mj-text>
        <mj-table css-class="row" padding="0 0 12px" font-size="15px" line-height="22px" color="#433b4a">
          <tr>
            <td class="time" width="96" style="width:96px;padding:12px 0;border-top:1px solid #e4dae8;vertical-align:top;color:#7b2d6b;font-weight:700;white-space:nowrap;">8:30 a. m.</td>
            <td class="ink" style="padding:12px 0;border-top:1px solid #e4dae8;"><strong style="color:#2a1437;">Registro y bienvenida</strong><br><span class="small" style="color:#655b6c;">Entrada principal</span></td>
          </tr>
          <tr>
            <td class="time" width="96" style="width:96px;padding:12px 0;border-top:1px solid #e4dae8;vertical-align:top;color:#7b2d6b;font-weight:700;white-space:nowrap;">9:00 a. m.</td>
            <td class="ink" style="padding:12px 0;border-top:1px solid #e4dae8;"><strong style="color:#2a1437;">Conferencia inaugural</strong><br><span class="small" style="color:#655b6c;">Nombre y cargo de la persona invitada</span></td>
          </tr>
          <tr>
            <td class="time" width="96" style="width:96px;padding:12px 0;border-top:1px solid #e4dae8;border-bottom:1px solid #e4dae8;vertical-align:top;color:#7b2d6b;font-weight:700;white-space:nowrap;">10:30 a. m.</td>
            <td class="ink" style="padding:12px 0;border-top:1px solid #e4dae8;border-bottom:1px solid #e4dae8;"><strong style="color:#2a1437;">Conversatorio y preguntas</strong><br><span class="small" style="color:#655b6c;">Modera: nombre y cargo</span></td>
          </tr>
        </mj-table>
      </mj-column>
    </mj-section>

    <!-- Inscripción -->
    <mj-section background-color="#ffffff" padding="36px 48px 40px" border-radius="0 0 12px 12px" css-class="card pad">
      <mj-column>
        <mj-text align="center" mj-class="serif" css-class="ink" font-size="24px" line-height="32px" padding="0 0 18px">Reserve su lugar</mj-text>
        <mj-button padding="0 0 18px" href="https://example.org/inscripcion">Inscribirme</mj-button>
        <mj-text align="center" css-class="soft" font-size="14px" line-height="22px" padding="0">¿Preguntas? Escríbanos a <a href="mailto:eventos@example.org" style="color:#7b2d6b;">eventos@example.org</a></mj-text>
      </mj-column>
    </mj-section>

    <!-- Pie: quién escribe, desde dónde y cómo dejar de recibir -->
    <mj-section padding="24px 48px 36px" css-class="pad">
      <mj-column>
        <mj-text css-class="soft" align="center" font-size="13px" line-height="20px" color="#5d5363" padding="0 0 10px"><strong>{{ institution.name }}</strong><br>{{ institution.postalAddress }}</mj-text>
        <mj-text css-class="soft recipients-only" align="center" font-size="13px" line-height="20px" color="#5d5363" padding="0">Recibe este correo porque está en la lista «{{ list.name }}».<br><a href="{{ links.unsubscribe }}" style="color:#6a245c;">Darse de baja</a> · <a href="{{ links.preferences }}" style="color:#6a245c;">Mis preferencias</a></mj-text>
      </mj-column>
    </mj-section>
  </mj-body>
</mjml>
`;
