import { SingleSelect, SingleSelectOption } from '@strapi/design-system';

import { useListQuery } from '../hooks/useListQuery';
import { useT } from '../hooks/useT';

interface Props {
  name: string;
  label: string;
  options: { value: string; label: string }[];
}

/** One filter of a list, bound to the address bar. */
export const Filter = ({ name, label, options }: Props) => {
  const t = useT();
  const { raw, set } = useListQuery();
  return (
    <SingleSelect
      size="S"
      aria-label={label}
      placeholder={label}
      value={raw[name] ?? ''}
      onChange={(value) => set({ [name]: String(value) })}
      onClear={() => set({ [name]: undefined })}
      clearLabel={t('common.clear')}
    >
      {options.map((option) => (
        <SingleSelectOption key={option.value} value={option.value}>
          {option.label}
        </SingleSelectOption>
      ))}
    </SingleSelect>
  );
};
