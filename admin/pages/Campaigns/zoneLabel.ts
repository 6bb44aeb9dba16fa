/** `America/Bogota` → `America/Bogota (GMT-5)`, as the clocks stand at `at`. */
export const zoneLabel = (timeZone: string, at: Date = new Date()): string => {
  const offset = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'shortOffset' })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')?.value;
  const name = timeZone.replaceAll('_', ' ');
  return offset && offset !== name ? `${name} (${offset})` : name;
};
