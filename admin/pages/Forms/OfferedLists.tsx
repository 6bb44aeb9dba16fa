import { Box, Checkbox, Flex, Radio, Typography } from '@strapi/design-system';

import { FormField } from '../../components/FormField';
import { Panel } from '../../components/Panel';
import { useAllLists } from '../../hooks/useAllLists';
import { useT } from '../../hooks/useT';
import type { PartProps } from './part';

/** Which public lists visitors may choose from; private ones are not even shown. */
export const OfferedLists = ({ definition, errors, disabled, onChange }: PartProps) => {
  const t = useT();
  const lists = useAllLists().filter(({ visibility }) => visibility === 'public');
  const chosen = definition.lists;
  const toggle = (listId: number, offered: boolean) =>
    onChange({
      lists: offered
        ? [...(chosen ?? []), { listId, preselected: false }]
        : (chosen ?? []).filter((one) => one.listId !== listId),
    });
  const preselect = (listId: number, preselected: boolean) =>
    onChange({ lists: (chosen ?? []).map((one) => (one.listId === listId ? { listId, preselected } : one)) });
  return (
    <Panel title={t('forms.lists')} hint={t('forms.lists.hint')}>
      <Flex direction="column" alignItems="stretch" gap={4}>
        <FormField label={t('forms.lists.which')} name="lists" error={errors['definition.lists']}>
          <Radio.Group
            value={chosen ? 'some' : 'all'}
            disabled={disabled}
            onValueChange={(value: string) => onChange({ lists: value === 'all' ? null : [] })}
            aria-label={t('forms.lists.which')}
          >
            <Flex direction="column" alignItems="stretch" gap={2}>
              {(['all', 'some'] as const).map((value) => (
                <Radio.Item key={value} value={value}>
                  {t(`forms.lists.${value}`)}
                </Radio.Item>
              ))}
            </Flex>
          </Radio.Group>
        </FormField>
        {chosen && lists.length === 0 && <Typography>{t('forms.lists.none')}</Typography>}
        {chosen &&
          lists.map(({ id, name }) => {
            const offered = chosen.find(({ listId }) => listId === id);
            return (
              <Box key={id}>
                <Checkbox
                  checked={Boolean(offered)}
                  disabled={disabled}
                  onCheckedChange={(value) => toggle(id, value === true)}
                >
                  {name}
                </Checkbox>
                {offered && (
                  <Box paddingLeft={6} paddingTop={2}>
                    <Checkbox
                      checked={offered.preselected}
                      disabled={disabled}
                      onCheckedChange={(value) => preselect(id, value === true)}
                    >
                      {t('forms.lists.preselected', { name })}
                    </Checkbox>
                  </Box>
                )}
              </Box>
            );
          })}
      </Flex>
    </Panel>
  );
};
