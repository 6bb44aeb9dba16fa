import type { Institution } from '../../../contracts';
import { cleanInstitution, institutionProblems } from './institution';

const institution: Institution = {
  name: 'Instituto',
  postalAddress: 'Calle 10 # 3-16, Bogotá',
  websiteUrl: 'https://example.org',
  color: '#004884',
  language: 'es',
  timeZone: 'America/Bogota',
};

it('takes what is right', () => {
  expect(institutionProblems(institution)).toEqual({});
});

it.each<[keyof Institution, string]>([
  ['name', ''],
  ['websiteUrl', 'example.org'],
  ['websiteUrl', 'javascript:alert(1)'],
])('refuses %s %p', (field, value) => {
  expect(Object.keys(institutionProblems({ ...institution, [field]: value }))).toEqual([field]);
});

it('stores an emptied address as none', () => {
  expect(cleanInstitution({ ...institution, websiteUrl: '  ' }).websiteUrl).toBeNull();
});
