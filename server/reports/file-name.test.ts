import type { Report } from '../../contracts';
import { fileNameOf } from './file-name';

const report = (name: string, cutOff = '2026-11-24T04:59:59.000Z') =>
  ({ campaign: { id: 7, name }, cutOff, timeZone: 'America/Bogota' }) as Report;

test.each([
  ['Boletín interno', 'informe-boletín-interno-2026-11-23.pdf', 'informe-boletin-interno-2026-11-23.pdf'],
  ['../../etc/passwd', 'informe-etc-passwd-2026-11-23.pdf', 'informe-etc-passwd-2026-11-23.pdf'],
  ['a"; x=\r\ny', 'informe-a-x-y-2026-11-23.pdf', 'informe-a-x-y-2026-11-23.pdf'],
  ['Новости', 'informe-новости-2026-11-23.pdf', 'informe-7-2026-11-23.pdf'],
  ['🎉', 'informe-7-2026-11-23.pdf', 'informe-7-2026-11-23.pdf'],
  ['x'.repeat(200), `informe-${'x'.repeat(60)}-2026-11-23.pdf`, `informe-${'x'.repeat(60)}-2026-11-23.pdf`],
])('the report of %j', (name, full, ascii) => {
  expect(fileNameOf(report(name), 'es', 'pdf')).toEqual({ name: full, fallback: ascii });
});

test('the date is that of the campaign’s clocks', () => {
  expect(fileNameOf(report('x', '2026-11-24T05:00:00.000Z'), 'en', 'csv').name).toBe(
    'report-x-2026-11-24.csv',
  );
});
