import { Box, NumberInput } from '@strapi/design-system';

import { FormField } from '../../../components/FormField';
import { SwitchField } from '../../../components/SwitchField';
import { useT } from '../../../hooks/useT';
import type { RulesDraft } from './rules';

interface Props {
  draft: RulesDraft;
  /** In words. */
  problem: string | undefined;
  disabled: boolean;
  onChange: (part: Partial<RulesDraft>) => void;
}

export const QuotaFields = ({ draft, problem, disabled, onChange }: Props) => {
  const t = useT();
  return (
    <>
      <SwitchField
        label={t('settings.quota.limited')}
        hint={t('settings.quota.limited.hint')}
        checked={draft.limited}
        disabled={disabled}
        onChange={(limited) => onChange({ limited })}
      />
      {draft.limited && (
        <Box maxWidth="20rem">
          <FormField name="quota" label={t('settings.quota.number')} error={problem} required>
            <NumberInput
              value={draft.quota}
              disabled={disabled}
              onValueChange={(quota: number | undefined) => onChange({ quota })}
            />
          </FormField>
        </Box>
      )}
    </>
  );
};
