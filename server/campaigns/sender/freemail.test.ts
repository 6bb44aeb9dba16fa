import { isFreemail } from './freemail';

test.each([
  'gmail.com',
  'googlemail.com',
  'hotmail.com',
  'hotmail.es',
  'outlook.com',
  'outlook.com.ar',
  'live.com',
  'yahoo.com',
  'yahoo.es',
  'yahoo.com.co',
  'yahoo.co.uk',
  'icloud.com',
  'aol.com',
  'proton.me',
])('%s is refused', (domain) => {
  expect(isFreemail(domain)).toBe(true);
});

test.each([
  'example.org',
  'idep.edu.co',
  'mail.idep.edu.co',
  'notgmail.com',
  'gmail.com.example.org',
  'yahoo.example.org',
  'outlook-institute.org',
])('%s is accepted', (domain) => {
  expect(isFreemail(domain)).toBe(false);
});
