import { inkOn, isColor, shadesOf } from './palette';

const LIGHT = {
  page: '#f3f4f6',
  card: '#ffffff',
  text: '#1a1f27',
  muted: '#535c68',
  line: '#d5d9e0',
  field: '#7b8492',
};
const DARK = {
  page: '#0f1217',
  card: '#191e26',
  text: '#eceef2',
  muted: '#aab2bf',
  line: '#323a47',
  field: '#7b8492',
};
const ALERT = { light: '#b3261e', dark: '#ff9d94' };

/** What the institution's colour has to be readable on. */
export const SURFACES = { light: [LIGHT.page, LIGHT.card], dark: [DARK.page, DARK.card] } as const;

interface Look {
  surface: typeof LIGHT;
  alert: string;
  color: string;
  /** Around the sheet; null: as shipped. */
  background: string | null;
}

/** What stands on the page itself, beside the sheet, has inks of its own where the institution chose the background. */
function variables({ surface, alert, color, background }: Look): string {
  const page = background ?? surface.page;
  const sheet = shadesOf(color, background ? [surface.card] : [surface.page, surface.card]);
  const values = {
    ...surface,
    page,
    alert,
    brand: sheet.brand,
    'on-brand': sheet.onBrand,
    accent: sheet.accent,
    'page-text': inkOn(page, [surface.text]),
    'page-muted': inkOn(page, [surface.muted, surface.text]),
    'page-accent': background ? shadesOf(color, [page]).accent : sheet.accent,
  };
  return Object.entries(values)
    .map(([name, value]) => `--${name}:${value}`)
    .join(';');
}

const RULES = `
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%;background:var(--page)}
body{margin:0;min-height:100vh;min-height:100svh;display:flex;flex-direction:column;background:var(--page);color:var(--text);
font:400 1.0625rem/1.6 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;overflow-wrap:anywhere}
body::before{content:"";height:6px;background:var(--brand);flex:none}
.sheet{width:100%;max-width:36rem;margin:0 auto;padding:1.5rem 1rem 2rem;flex:1;display:flex;flex-direction:column}
.brand{color:var(--page-text);display:flex;align-items:center;gap:.875rem;margin:0 .25rem 1.25rem;font-weight:650;font-size:1.0625rem;line-height:1.3}
.brand img{display:block;width:auto;height:auto;max-height:3rem;max-width:10rem;background:#fff;border-radius:.5rem;padding:.25rem}
main{background:var(--card);border:1px solid var(--line);border-radius:1rem;padding:1.75rem 1.25rem;box-shadow:0 1px 2px rgb(16 24 40/.06),0 12px 32px -16px rgb(16 24 40/.18)}
h1{margin:0 0 .75rem;font-size:1.625rem;line-height:1.2;letter-spacing:-.015em;text-wrap:balance}
h2{margin:1.75rem 0 .5rem;font-size:1.0625rem;line-height:1.35}
p{margin:0 0 1rem;text-wrap:pretty}
main>:last-child,form>:last-child{margin-bottom:0}
.lead{color:var(--muted)}
.mark{display:flex;align-items:center;justify-content:center;width:3rem;height:3rem;margin:0 0 1.125rem;border-radius:50%;background:var(--brand);color:var(--on-brand)}
.mark svg{width:1.75rem;height:1.75rem;fill:none;stroke:currentColor;stroke-width:2.25;stroke-linecap:round;stroke-linejoin:round}
@supports (color:color-mix(in srgb,red,blue)){.mark{background:color-mix(in srgb,var(--accent) 13%,var(--card));color:var(--accent)}.status{background:color-mix(in srgb,var(--accent) 5%,var(--card))}.alert{background:color-mix(in srgb,var(--alert) 5%,var(--card))}.choice:has(:checked){background:color-mix(in srgb,var(--accent) 4%,var(--card))}}
.names{margin:0 0 1.25rem;padding:0;list-style:none;border:1px solid var(--line);border-radius:.75rem}
.names li{padding:.75rem 1rem;font-weight:600}
.names li+li{border-top:1px solid var(--line)}
a{color:var(--accent);text-underline-offset:.18em}
form{margin:1.5rem 0 0}
form+p{margin-top:1.25rem}
.field{margin:0 0 1.125rem}
.pair{display:grid;gap:0 1rem}
label,legend{font-weight:600}
.optional{font-weight:400;color:var(--muted)}
input[type=email],input[type=text],select,textarea{display:block;width:100%;min-height:3rem;margin-top:.375rem;padding:.625rem .875rem;font:inherit;color:var(--text);background:var(--card);border:1px solid var(--field);border-radius:.625rem}
textarea{resize:vertical}
[aria-invalid=true]{border-color:var(--alert)!important;border-width:2px!important}
fieldset{margin:0 0 1.25rem;padding:0;border:0;min-width:0}
legend{padding:0;margin-bottom:.5rem}
.choice{display:flex;gap:.875rem;align-items:flex-start;padding:.875rem 1rem;border:1px solid var(--line);border-radius:.75rem;cursor:pointer;font-weight:400}
.choice+.choice{margin-top:.5rem}
.choice:hover{border-color:var(--field)}
.choice:has(:checked){border-color:var(--accent);box-shadow:inset 0 0 0 1px var(--accent)}
.choice input{flex:none;width:1.375rem;height:1.375rem;margin:.125rem 0 0;accent-color:var(--accent)}
.choice strong{display:block;font-weight:600;line-height:1.5}
.choice small{display:block;font-size:.9375rem;line-height:1.45;color:var(--muted)}
.listed+.listed{margin-top:.5rem}
select{appearance:none;padding-right:2.75rem;background-image:linear-gradient(45deg,transparent 50%,currentColor 50%),linear-gradient(135deg,currentColor 50%,transparent 50%);background-position:right 1.25rem center,right .875rem center;background-size:.4rem .4rem;background-repeat:no-repeat}
.listed:not(:has(input:checked)) .how{display:none}
.how{margin:.5rem 0 1rem 3.25rem}
.how label{font-size:.9375rem}
.status{margin:0 0 1.25rem;padding:.875rem 1rem;border:1px solid var(--accent);border-left-width:5px;border-radius:.625rem}
.status:focus{outline:0}
.status p{margin:0}
.status form{margin:.875rem 0 0}
.more{margin:2rem 0 0;border-bottom:1px solid var(--line)}
details{border-top:1px solid var(--line)}
summary{display:flex;align-items:center;justify-content:space-between;gap:1rem;padding:.875rem .25rem;font-weight:600;cursor:pointer;list-style:none}
summary::-webkit-details-marker{display:none}
summary::after{content:"";flex:none;width:.5rem;height:.5rem;margin:0 .375rem .25rem 0;border:solid var(--muted);border-width:0 2px 2px 0;transform:rotate(45deg)}
details[open]>summary::after{margin:.25rem .375rem 0 0;transform:rotate(225deg)}
summary:hover{text-decoration:underline;text-underline-offset:.2em}
details[open]{padding-bottom:1rem}
details form{margin:0}
.points{margin:0 0 1rem;padding-left:1.25rem}
.small{font-size:.9375rem;line-height:1.5;color:var(--muted)}
.error{display:block;margin-top:.375rem;font-weight:600;font-size:.9375rem;color:var(--alert)}
.alert{margin:0 0 1.25rem;padding:.875rem 1rem;border:1px solid var(--alert);border-left-width:5px;border-radius:.625rem}
.alert p,.alert ul{margin:0}
.alert ul{padding-left:1.25rem}
.alert a{color:var(--alert)}
button{display:block;width:100%;text-wrap:balance;min-height:3.25rem;margin:0 0 .75rem;padding:.75rem 1.25rem;font:inherit;font-weight:650;line-height:1.35;color:var(--on-brand);background:var(--brand);border:2px solid var(--accent);border-radius:.75rem;cursor:pointer}
button:hover{text-decoration:underline;text-underline-offset:.2em}
button.quiet{color:var(--text);background:transparent;border-color:var(--field)}
:focus-visible{outline:3px solid var(--accent);outline-offset:3px}
.trap{position:absolute;left:-100vw;width:1px;height:1px;overflow:hidden}
footer{margin:1.5rem .25rem 0;font-size:.875rem;line-height:1.55;color:var(--page-muted)}
footer a{color:var(--page-accent)}
footer :focus-visible{outline-color:var(--page-accent)}
footer p{margin:0 0 .25rem}
.address{white-space:pre-line}
.footnote{padding-top:.5rem}
.languages{padding-top:.75rem}
.languages:empty{display:none}
@media (min-width:40rem){.sheet{padding:3.5rem 1rem 3rem}main{padding:2.5rem}h1{font-size:1.875rem}.pair{grid-template-columns:1fr 1fr}}
@media (forced-colors:active){select{appearance:auto}.mark{border:1px solid}}
@media print{:root{color-scheme:light;--page:#fff;--card:#fff;--text:#000;--muted:#333;--line:#999;--accent:#000;--page-text:#000;--page-muted:#333;--page-accent:#000}
body::before,.mark,form,.languages,.more{display:none}
.sheet{max-width:none;padding:0}main{border:0;box-shadow:none;padding:0}h1,h2{break-after:avoid}.choice,.names li,.status{break-inside:avoid}
form.prints{display:block}form.prints button,form.prints .small{display:none}}
`.replace(/\n/g, '');

/**
 * Goes before the styles of a layout of the institution's own: what stands in the first layer as important, no later
 * rule can undo (CSS Cascade 5 §6.4.4). So nobody's style takes the page, its forms or its buttons away.
 */
export const GUARD =
  '@layer required{@media screen{main,main>form,main button{display:block!important;visibility:visible!important;' +
  'opacity:1!important;position:static!important;transform:none!important;clip-path:none!important;filter:none!important;' +
  'max-height:none!important;min-width:0!important;pointer-events:auto!important}}}';

/**
 * The one stylesheet of every page, with the institution's colours in it.
 * @param background `#rrggbb` around the sheet in the light look, null for the shipped grey. The dark look stays dark.
 */
export function stylesheet(color: string, background: string | null): string {
  const light = variables({
    surface: LIGHT,
    alert: ALERT.light,
    color,
    background: isColor(background) ? background : null,
  });
  const dark = variables({ surface: DARK, alert: ALERT.dark, color, background: null });
  return `:root{color-scheme:light dark;${light}}@media screen and (prefers-color-scheme:dark){:root{${dark}}}${RULES}`;
}
