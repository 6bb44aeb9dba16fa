/** "Boletín institucional". No remote images or fonts: it looks the same before and after they are blocked. */
export const bulletin = `<mjml lang="es">
  <mj-head>
    <mj-title>Boletín institucional</mj-title>
    <mj-preview>Las noticias del mes, la agenda y las convocatorias abiertas.</mj-preview>
    <mj-attributes>
      <mj-all font-family="'Helvetica Neue', Helvetica, Arial, sans-serif" />
      <mj-text font-size="16px" line-height="25px" color="#3a4653" padding="0 0 16px" />
      <mj-section padding="0" />
      <mj-button background-color="#0b6e69" color="#ffffff" border-radius="6px" font-size="16px" font-weight="600" inner-padding="14px 28px" />
      <mj-class name="label" font-size="12px" line-height="18px" letter-spacing="1.6px" font-weight="700" color="#0b6e69" padding="0 0 8px" />
      <mj-class name="serif" font-family="Georgia, 'Times New Roman', serif" color="#12263a" />
    </mj-attributes>
    <mj-raw>
      <meta name="color-scheme" content="light dark">
      <meta name="supported-color-schemes" content="light dark">
    </mj-raw>
    <mj-style>
      a { color: #0b6e69; }
      @media (max-width: 479px) {
        .pad > table > tbody > tr > td { padding-left: 24px !important; padding-right: 24px !important; }
        .side > table > tbody > tr > td { padding-left: 0 !important; padding-right: 0 !important; }
        .masthead div { font-size: 34px !important; line-height: 40px !important; }
        .lead div { font-size: 25px !important; line-height: 32px !important; }
      }
      @media (prefers-color-scheme: dark) {
        body, body > div { background-color: #0e151c !important; }
        .card, .card > table { background: #17222d !important; background-color: #17222d !important; }
        .tint, .tint > table { background: #1d2b38 !important; background-color: #1d2b38 !important; }
        .ink div, .ink td, .ink strong { color: #f2f5f7 !important; }
        .soft div, .small { color: #b9c4ce !important; }
        .accent div, .soft a, .accent a { color: #5fd0c5 !important; }
        .line p { border-top-color: #2c3b49 !important; }
        .row td { border-color: #2c3b49 !important; }
        .day { background-color: #24455a !important; }
        .day span { color: #ffffff !important; }
        .chip { background-color: #24384a !important; color: #dbe6ee !important; }
      }
    </mj-style>
  </mj-head>
  <mj-body background-color="#eef1f4">

    <!-- Cabezote -->
    <mj-section background-color="#12263a" padding="36px 40px 30px" border-radius="10px 10px 0 0" css-class="pad">
      <mj-column>
        <mj-text padding="0 0 14px" font-size="13px" line-height="20px" letter-spacing="1.4px" font-weight="600" color="#8fd6cf">{{ institution.name | default: "NOMBRE DE LA INSTITUCIÓN" | upcase }}</mj-text>
        <mj-text padding="0 0 12px" css-class="masthead" font-family="Georgia, 'Times New Roman', serif" font-size="44px" line-height="50px" color="#ffffff">Boletín institucional</mj-text>
        <mj-text padding="0" font-size="14px" line-height="22px" color="#c3d0db">Edición n.º 1 &nbsp;·&nbsp; Mes y año</mj-text>
      </mj-column>
    </mj-section>
    <mj-section background-color="#0b6e69"><mj-column><mj-spacer height="6px" /></mj-column></mj-section>

    <!-- Saludo -->
    <mj-section background-color="#ffffff" padding="36px 40px 8px" css-class="card pad">
      <mj-column>
        <mj-text css-class="soft" font-size="17px" line-height="27px">{% if contact.firstName %}Hola, {{ contact.firstName }}:{% else %}Hola:{% endif %}</mj-text>
        <mj-text css-class="soft" font-size="17px" line-height="27px">Escriba aquí dos o tres frases que presenten la edición: qué pasó este mes, qué viene y por qué vale la pena seguir leyendo.</mj-text>
      </mj-column>
    </mj-section>

    <!-- Noticia principal. Para usar una fotografía, cambie la sección siguiente por:
         <mj-section background-color="#ffffff" padding="16px 40px"><mj-column><mj-image src="https://…" alt="Describa la imagen" padding="0" border-radius="8px" /></mj-column></mj-section> -->
    <mj-section background-color="#ffffff" padding="16px 40px 0" css-class="card pad">
      <mj-column background-color="#0b6e69" border-radius="8px 8px 0 0" padding="64px 0 10px">
        <mj-text align="center" padding="0 24px 4px" font-size="15px" line-height="22px" font-weight="600" color="#ffffff">Imagen de la noticia principal</mj-text>
        <mj-text align="center" padding="0 24px 54px" font-size="13px" line-height="20px" color="#c9ebe7">1200 × 600 píxeles</mj-text>
      </mj-column>
    </mj-section>
    <mj-section background-color="#ffffff" padding="0 40px 28px" css-class="card pad">
      <mj-column background-color="#e0a526" border-radius="0 0 8px 8px"><mj-spacer height="8px" /></mj-column>
    </mj-section>
    <mj-section background-color="#ffffff" padding="0 40px 12px" css-class="card pad">
      <mj-column>
        <mj-text mj-class="label" css-class="accent">NOTICIA PRINCIPAL</mj-text>
        <mj-text mj-class="serif" css-class="ink lead" font-size="30px" line-height="38px" padding="0 0 14px">El titular de la noticia más importante ocupa una o dos líneas</mj-text>
        <mj-text css-class="soft">Resuma la noticia en un párrafo: qué ocurrió, a quién beneficia y cuál es el siguiente paso. El texto completo queda en su sitio web; aquí basta con lo esencial.</mj-text>
        <mj-button align="left" padding="8px 0 28px" href="https://example.org/noticia-principal">Leer la noticia</mj-button>
      </mj-column>
    </mj-section>

    <!-- Dos noticias -->
    <mj-section background-color="#ffffff" padding="0 40px" css-class="card pad"><mj-column><mj-divider css-class="line" border-width="1px" border-color="#dfe5ea" padding="0" /></mj-column></mj-section>
    <mj-section background-color="#ffffff" padding="32px 40px 16px" css-class="card pad">
      <mj-column css-class="side" padding="0 16px 0 0">
        <mj-text mj-class="label" css-class="accent" padding="0 0 6px">INVESTIGACIÓN</mj-text>
        <mj-text mj-class="serif" css-class="ink" font-size="21px" line-height="28px" padding="0 0 10px">Título de la segunda noticia</mj-text>
        <mj-text css-class="soft" font-size="15px" line-height="23px" padding="0 0 10px">Dos o tres líneas bastan para contar lo esencial e invitar a leer más.</mj-text>
        <mj-text css-class="soft" font-size="15px" line-height="23px" padding="0 0 24px"><a href="https://example.org/segunda-noticia" style="color:#0b6e69;font-weight:600;">Leer más</a></mj-text>
      </mj-column>
      <mj-column css-class="side" padding="0 0 0 16px">
        <mj-text mj-class="label" css-class="accent" padding="0 0 6px">COMUNIDAD</mj-text>
        <mj-text mj-class="serif" css-class="ink" font-size="21px" line-height="28px" padding="0 0 10px">Título de la tercera noticia</mj-text>
        <mj-text css-class="soft" font-size="15px" line-height="23px" padding="0 0 10px">Dos o tres líneas bastan para contar lo esencial e invitar a leer más.</mj-text>
        <mj-text css-class="soft" font-size="15px" line-height="23px" padding="0 0 24px"><a href="https://example.org/tercera-noticia" style="color:#0b6e69;font-weight:600;">Leer más</a></mj-text>
      </mj-column>
    </mj-section>

    <!-- Agenda: copie una fila <tr> por cada evento -->
    <mj-section background-color="#f5f8fa" padding="34px 40px 18px" css-class="tint pad">
      <mj-column>
        <mj-text mj-class="label" css-class="accent">AGENDA</mj-text>
        <mj-text mj-class="serif" css-class="ink" font-size="24px" line-height="31px">Próximos eventos</mj-text>
        <mj-table css-class="row" padding="0 0 16px" font-size="15px" line-height="22px" color="#3a4653">
          <tr>
            <td class="day" width="60" align="center" style="width:60px;padding:9px 0;background-color:#dcebea;border-radius:8px;"><span style="font-size:22px;line-height:24px;font-weight:700;color:#12263a;">12</span><br><span style="font-size:12px;line-height:15px;color:#12263a;">MES</span></td>
            <td class="ink" style="padding:9px 0 9px 18px;"><strong style="color:#12263a;">Nombre del primer evento</strong><br><span class="small" style="color:#5a6773;">9:00 a. m. · Auditorio principal</span></td>
          </tr>
          <tr><td colspan="2" height="10" style="height:10px;line-height:10px;font-size:1px;">&nbsp;</td></tr>
          <tr>
            <td class="day" width="60" align="center" style="width:60px;padding:9px 0;background-color:#dcebea;border-radius:8px;"><span style="font-size:22px;line-height:24px;font-weight:700;color:#12263a;">18</span><br><span style="font-size:12px;line-height:15px;color:#12263a;">MES</span></td>
            <td class="ink" style="padding:9px 0 9px 18px;"><strong style="color:#12263a;">Nombre del segundo evento</strong><br><span class="small" style="color:#5a6773;">2:00 p. m. · En línea</span></td>
          </tr>
          <tr><td colspan="2" height="10" style="height:10px;line-height:10px;font-size:1px;">&nbsp;</td></tr>
          <tr>
            <td class="day" width="60" align="center" style="width:60px;padding:9px 0;background-color:#dcebea;border-radius:8px;"><span style="font-size:22px;line-height:24px;font-weight:700;color:#12263a;">25</span><br><span style="font-size:12px;line-height:15px;color:#12263a;">MES</span></td>
            <td class="ink" style="padding:9px 0 9px 18px;"><strong style="color:#12263a;">Nombre del tercer evento</strong><br><span class="small" style="color:#5a6773;">Todo el día · Sede principal</span></td>
          </tr>
        </mj-table>
      </mj-column>
    </mj-section>

    <!-- Llamado a la acción -->
    <mj-section background-color="#12263a" padding="40px 40px 36px" css-class="pad">
      <mj-column>
        <mj-text align="center" font-family="Georgia, 'Times New Roman', serif" font-size="26px" line-height="34px" color="#ffffff" padding="0 0 10px">Convocatoria abierta</mj-text>
        <mj-text align="center" color="#c3d0db" padding="0 0 20px">Explique en una frase a quién va dirigida y hasta cuándo se puede participar.</mj-text>
        <mj-button background-color="#e0a526" color="#12263a" padding="0" href="https://example.org/convocatoria">Quiero participar</mj-button>
      </mj-column>
    </mj-section>

    <!-- Redes sociales -->
    <mj-section background-color="#ffffff" padding="28px 40px 24px" border-radius="0 0 10px 10px" css-class="card pad">
      <mj-column>
        <mj-text align="center" css-class="soft" font-size="14px" line-height="22px" padding="0 24px 12px">Síganos y comparta</mj-text>
        <mj-text align="center" font-size="14px" line-height="44px" padding="0 16px">
          <a class="chip" href="https://www.facebook.com/su-institucion" style="padding:9px 16px;border-radius:20px;background-color:#e8edf1;color:#12263a;text-decoration:none;font-weight:600;white-space:nowrap;">Facebook</a>&nbsp;
          <a class="chip" href="https://www.instagram.com/su-institucion" style="padding:9px 16px;border-radius:20px;background-color:#e8edf1;color:#12263a;text-decoration:none;font-weight:600;white-space:nowrap;">Instagram</a>&nbsp;
          <a class="chip" href="https://x.com/su-institucion" style="padding:9px 16px;border-radius:20px;background-color:#e8edf1;color:#12263a;text-decoration:none;font-weight:600;white-space:nowrap;">X</a>&nbsp;
          <a class="chip" href="https://www.youtube.com/@su-institucion" style="padding:9px 16px;border-radius:20px;background-color:#e8edf1;color:#12263a;text-decoration:none;font-weight:600;white-space:nowrap;">YouTube</a>
        </mj-text>
      </mj-column>
    </mj-section>

    <!-- Pie: quién escribe, desde dónde y cómo dejar de recibir -->
    <mj-section padding="24px 40px 36px" css-class="pad">
      <mj-column>
        <mj-text css-class="soft" align="center" font-size="13px" line-height="20px" color="#55616d" padding="0 0 10px"><strong>{{ institution.name }}</strong><br>{{ institution.postalAddress }}</mj-text>
        <mj-text css-class="soft recipients-only" align="center" font-size="13px" line-height="20px" color="#55616d" padding="0">Recibe este correo porque está en la lista «{{ list.name }}».<br><a href="{{ links.unsubscribe }}" style="color:#0b5f5b;">Darse de baja</a> · <a href="{{ links.preferences }}" style="color:#0b5f5b;">Mis preferencias</a></mj-text>
      </mj-column>
    </mj-section>
  </mj-body>
</mjml>
`;
