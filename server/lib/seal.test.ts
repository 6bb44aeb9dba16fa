import { createSeal } from './seal';

const [OLD, NEW] = ['an-old-secret-0123456789-0123456789', 'a-new-secret-0123456789-0123456789'];

test('what is sealed opens again, in its own context, and shows nothing of itself', () => {
  const seal = createSeal([NEW]);
  const sealed = seal.close('Geheim-ñ', 'a mailbox');
  expect(seal.open(sealed, 'a mailbox')).toBe('Geheim-ñ');
  expect(seal.open(sealed, 'another one')).toBeNull();
  expect(Buffer.from(sealed, 'base64').toString('latin1')).not.toContain('Geheim');
  expect(seal.close('Geheim-ñ', 'a mailbox')).not.toBe(sealed);
});

test('a secret of before opens still, a foreign one nothing', () => {
  const sealed = createSeal([OLD]).close('Geheim', 'here');
  expect(createSeal([NEW, OLD]).open(sealed, 'here')).toBe('Geheim');
  expect(createSeal([NEW]).open(sealed, 'here')).toBeNull();
});

test('what was changed or cut, and what was never sealed, opens to nothing', () => {
  const seal = createSeal([NEW]);
  const sealed = Buffer.from(seal.close('Geheim', 'here'), 'base64');
  for (let at = 0; at < sealed.length; at += 1) {
    const changed = Buffer.from(sealed);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(seal.open(changed.toString('base64'), 'here')).toBeNull();
    expect(seal.open(sealed.subarray(0, at).toString('base64'), 'here')).toBeNull();
  }
  expect(seal.open('never sealed', 'here')).toBeNull();
});
