import { createGlobalStyle } from 'styled-components';

/** On paper: the content alone, in full, and what is behind a line to click on. */
export const PrintStyle = createGlobalStyle`
  @media print {
    nav,
    [data-no-print] {
      display: none !important;
    }

    html,
    body,
    #strapi,
    #strapi div:has(main),
    main {
      display: block !important;
      height: auto !important;
      overflow: visible !important;
    }
  }
`;
