import { MultiSelect, MultiSelectOption } from '@strapi/design-system';

import { useAllLists } from '../hooks/useAllLists';
import { useT } from '../hooks/useT';

interface Props {
  value: number[];
  onChange: (ids: number[]) => void;
  disabled?: boolean;
}

/** Chooses any number of lists. Put it into a `FormField`. */
export const ListsPicker = ({ value, onChange, disabled = false }: Props) => {
  const t = useT();
  const lists = useAllLists();
  return (
    <MultiSelect
      withTags
      disabled={disabled}
      placeholder={t('lists.choose')}
      value={value.map(String)}
      onChange={(ids) => onChange(ids.map(Number))}
      onClear={() => onChange([])}
      clearLabel={t('common.clear')}
    >
      {lists.map(({ id, name }) => (
        <MultiSelectOption key={id} value={String(id)}>
          {name}
        </MultiSelectOption>
      ))}
    </MultiSelect>
  );
};
