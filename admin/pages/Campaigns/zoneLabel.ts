const offsets = new Map<string, Intl.DateTimeFormat>();

function offsetFormat(timeZone: string): Intl.DateTimeFormat {
  const known = offsets.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'shortOffset' });
  offsets.set(timeZone, format);
  return format;
}

/** `America/Bogota` → `America/Bogota (GMT-5)`, as the clocks stand at `at`. */
export const zoneLabel = (timeZone: string, at: Date = new Date()): string => {
  const parts = offsetFormat(timeZone).formatToParts(at);
  const offset = parts.find(({ type }) => type === 'timeZoneName')?.value;
  const name = timeZone.replaceAll('_', ' ');
  return offset && offset !== name ? `${name} (${offset})` : name;
};
