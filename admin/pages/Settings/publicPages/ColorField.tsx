import { Flex, TextInput } from '@strapi/design-system';
import { styled } from 'styled-components';

import { FormField } from '../../../components/FormField';
import { COLOR } from './draft';

const Swatch = styled.input`
  flex: none;
  width: 4rem;
  height: 4rem;
  padding: 0.2rem;
  border: 1px solid ${({ theme }) => theme.colors.neutral200};
  border-radius: ${({ theme }) => theme.borderRadius};
  background: ${({ theme }) => theme.colors.neutral0};
  cursor: pointer;

  &:disabled {
    cursor: not-allowed;
  }
`;

interface Props {
  label: string;
  name: string;
  hint: string;
  error: string | undefined;
  value: string;
  /** Shown by the picker where the value is none. */
  fallback: string;
  placeholder?: string;
  disabled: boolean;
  onChange: (color: string) => void;
}

/** A colour to write or to pick. */
export const ColorField = (props: Props) => {
  const { label, name, hint, error, value, fallback, placeholder, disabled, onChange } = props;
  return (
    <FormField label={label} name={name} hint={hint} error={error}>
      <Flex gap={2}>
        <Swatch
          type="color"
          aria-label={label}
          value={COLOR.test(value) ? value : fallback}
          disabled={disabled}
          onChange={(event) => onChange(event.target.value)}
        />
        <TextInput
          value={value}
          placeholder={placeholder}
          maxLength={7}
          disabled={disabled}
          onChange={(event) => onChange(event.target.value)}
        />
      </Flex>
    </FormField>
  );
};
