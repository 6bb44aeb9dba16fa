import { useMemo } from 'react';
import { Combobox, ComboboxOption } from '@strapi/design-system';

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
  const zones = useMemo(
    () =>
      [...new Set([value, ...Intl.supportedValuesOf('timeZone')])]
        .sort()
        .map((zone) => ({ zone, label: zoneLabel(zone) })),
    [value],
  );
  return (
    <Combobox
      value={value}
      defaultTextValue={zoneLabel(value)}
      onChange={(zone?: string) => zone && onChange(zone)}
      disabled={disabled}
      autocomplete={{ type: 'list', filter: 'contains' }}
      noOptionsMessage={() => t('campaigns.field.time-zone-none')}
    >
      {zones.map(({ zone, label }) => (
        <ComboboxOption key={zone} value={zone} textValue={label}>
          {label}
        </ComboboxOption>
      ))}
    </Combobox>
  );
};
