/** What a new template begins with: small, complete, and right in both languages' e-mail programs. */
export const STARTER_MJML = `<mjml>
  <mj-head>
    <mj-attributes>
      <mj-all font-family="Helvetica, Arial, sans-serif" />
      <mj-text font-size="16px" line-height="1.5" color="#222222" />
    </mj-attributes>
  </mj-head>
  <mj-body background-color="#f4f4f6" width="640px">
    <mj-section background-color="#ffffff">
      <mj-column>
        <mj-text font-size="24px" font-weight="bold">{{ campaign.subject }}</mj-text>
        <mj-text>{{ contact.firstName }}</mj-text>
      </mj-column>
    </mj-section>
  </mj-body>
</mjml>
`;
