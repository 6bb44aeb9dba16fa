import { useId } from 'react';
import { Box, Flex, Switch, Typography } from '@strapi/design-system';

import { useT } from '../hooks/useT';

interface Props {
  label: string;
  hint?: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled: boolean;
}

/** On or off, said in words, with what it means beside it. */
export const SwitchField = ({ label, hint, checked, onChange, disabled }: Props) => {
  const t = useT();
  const id = useId();
  return (
    <Flex gap={4} alignItems="flex-start">
      <Box width="7rem" shrink={0}>
        <Switch
          id={id}
          checked={checked}
          onCheckedChange={onChange}
          disabled={disabled}
          visibleLabels
          onLabel={t('common.on')}
          offLabel={t('common.off')}
          aria-describedby={hint && `${id}-hint`}
        />
      </Box>
      <Flex direction="column" alignItems="flex-start">
        <Typography tag="label" htmlFor={id} fontWeight="semiBold">
          {label}
        </Typography>
        {hint && (
          <Typography id={`${id}-hint`} variant="pi" textColor="neutral600">
            {hint}
          </Typography>
        )}
      </Flex>
    </Flex>
  );
};
