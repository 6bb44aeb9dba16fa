import { SingleSelect, SingleSelectOption } from '@strapi/design-system';

import { useAllLists } from '../hooks/useAllLists';
import { useT } from '../hooks/useT';

interface Props {
  value: number | null;
  onChange: (id: number | null) => void;
  /** Lists not to be offered. */
  without?: number[];
}

/** Chooses one list. Put it into a `FormField`. */
export const ListSelect = ({ value, onChange, without = [] }: Props) => {
  const t = useT();
  const lists = useAllLists();
  return (
    <SingleSelect
      placeholder={t('lists.chooseOne')}
      value={value === null ? '' : String(value)}
      onChange={(id) => onChange(id ? Number(id) : null)}
    >
      {lists
        .filter(({ id }) => !without.includes(id))
        .map(({ id, name }) => (
          <SingleSelectOption key={id} value={String(id)}>
            {name}
          </SingleSelectOption>
        ))}
    </SingleSelect>
  );
};
