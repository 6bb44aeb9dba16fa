import type { ReactNode } from 'react';
import { Field } from '@strapi/design-system';

interface Props {
  label: string;
  name?: string;
  hint?: ReactNode;
  error?: string | undefined;
  required?: boolean;
  labelAction?: ReactNode;
  /** One input of the design system; label, hint and error are tied to it. */
  children: ReactNode;
}

/** An input with its label, a help text, and what is wrong with it. */
export const FormField = ({ label, name, hint, error, required = false, labelAction, children }: Props) => (
  <Field.Root name={name} hint={hint} error={error} required={required} width="100%">
    <Field.Label action={labelAction}>{label}</Field.Label>
    {children}
    <Field.Hint />
    <Field.Error />
  </Field.Root>
);
