/** The layout that comes with the plugin, written as one of the institution's own: what an editor begins with. */
export const SHIPPED_LAYOUT = `<div class="sheet">
  <header class="brand">
    {{ logo }}<span>{{ institution.name }}</span>
  </header>
  {{ content }}
  <footer>
    <p><strong>{{ institution.name }}</strong></p>
    <p class="address">{{ institution.address }}</p>
    {% if institution.website %}<p><a href="{{ institution.website }}">{{ institution.host }}</a></p>{% endif %}
    {% if archive %}<p>{{ archive }}</p>{% endif %}
    {% if footnote %}<p class="footnote">{{ footnote }}</p>{% endif %}
    <p class="languages">{{ languages }}</p>
  </footer>
</div>
`;
