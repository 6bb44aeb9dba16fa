import type { Contact } from '../../../contracts';
import { attributeProblem, draftOf, inputOf, type AttributeRow } from './contact-draft';

const contact: Contact = {
  id: 1,
  email: 'ana@example.org',
  firstName: 'Ana',
  lastName: null,
  language: 'es',
  attributes: { age: 41, member: true, city: 'Bogotá', note: null },
  subscriptions: [],
  tracking: null,
  suppression: null,
  pausedUntil: null,
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
};

describe('a contact in the form', () => {
  it('comes back unchanged when nothing was touched', () => {
    const { email, firstName, lastName, language, attributes } = contact;
    expect(inputOf(draftOf(contact), attributes)).toEqual({
      email,
      firstName,
      lastName,
      language,
      attributes,
    });
  });

  it('keeps the leading zeros of a new value', () => {
    const draft = {
      ...draftOf(contact),
      attributes: [
        { key: 'phone', value: '0057 601' },
        { key: 'code', value: '007' },
      ],
    };
    expect(inputOf(draft, contact.attributes).attributes).toEqual({ phone: '0057 601', code: '007' });
  });

  it('keeps a number a number, and makes it text once it no longer reads as one', () => {
    const edited = (value: string) =>
      inputOf({ ...draftOf(contact), attributes: [{ key: 'age', value }] }, contact.attributes).attributes;
    expect(edited('42')).toEqual({ age: 42 });
    expect(edited('forty')).toEqual({ age: 'forty' });
    expect(edited(' ')).toEqual({ age: null });
  });

  it('leaves out rows without a key', () => {
    expect(inputOf({ ...draftOf(contact), attributes: [{ key: ' ', value: 'x' }] }).attributes).toEqual({});
  });
});

describe('the key of an attribute', () => {
  it.each<[string, AttributeRow[], string | undefined]>([
    ['fine', [{ key: 'city', value: '' }], undefined],
    ['an empty row', [{ key: '', value: '' }], undefined],
    ['a value without a key', [{ key: '', value: 'x' }], 'contacts.attribute.keyMissing'],
    ['an accent', [{ key: 'teléfono', value: 'x' }], 'contacts.attribute.keyInvalid'],
    ['a digit in front', [{ key: '1st', value: 'x' }], 'contacts.attribute.keyInvalid'],
    ['41 characters', [{ key: 'a'.repeat(41), value: 'x' }], 'contacts.attribute.keyInvalid'],
  ])('%s', (_case, rows, problem) => {
    expect(attributeProblem(rows, 0)).toBe(problem);
  });

  it('is refused the second time, not the first', () => {
    const rows = [
      { key: 'city', value: 'a' },
      { key: ' city', value: 'b' },
    ];
    expect(attributeProblem(rows, 0)).toBeUndefined();
    expect(attributeProblem(rows, 1)).toBe('contacts.attribute.keyTwice');
  });
});
