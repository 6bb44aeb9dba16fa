import { createGlobalStyle } from 'styled-components';

/** On paper: the content alone, in full, and what is behind a line to click on. */
export const PrintStyle = createGlobalStyle`
  @media print {
    nav,
    #strapi div:has(main) > :not(main, :has(main)),
    [data-no-print] {
      display: none !important;
    }

    h2 {
      break-after: avoid;
    }

    /* As wide as the paper: nobody scrolls there. */
    table {
      zoom: 0.7;
    }

    th,
    th * {
      white-space: normal !important;
    }

    tr {
      break-inside: avoid;
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
