import { Combobox, ComboboxOption } from '@strapi/design-system';
import { useMemo } from 'react';

import { useT } from '../../hooks/useT';
import { zoneLabel } from './zoneLabel';

interface Props {
  value: string;
  onChange: (timeZone: string) => void;
  disabled?: boolean;
}

/** Every IANA zone of the browser with its offset today, found by typing. Stands inside a `Field.Root`. */
export const TimeZoneSelect = ({ value, onChange, disabled = false }: Props) => {
  const t = useT();
  const zones = useMemo(() => {
    const known = Intl.supportedValuesOf('timeZone');
    return known.includes(value) ? known : [value, ...known];
  }, [value]);
  return (
    <Combobox
      value={value}
      onChange={(zone?: string) => zone && onChange(zone)}
      disabled={disabled}
      autocomplete={{ type: 'list', filter: 'contains' }}
      noOptionsMessage={() => t('campaigns.list.nothing-found.title')}
    >
      {zones.map((zone) => (
        <ComboboxOption key={zone} value={zone} textValue={zoneLabel(zone)}>
          {zoneLabel(zone)}
        </ComboboxOption>
      ))}
    </Combobox>
  );
};
