import { Checkbox, Flex, TextInput, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

import { WEEKDAYS, type Weekday } from '../../../../contracts';
import { Notice } from '../../../components/Notice';
import { SwitchField } from '../../../components/SwitchField';
import { useDarkTheme } from '../../../hooks/useDarkTheme';
import { useT } from '../../../hooks/useT';
import { neverOpens, type DayDraft, type Problems, type RulesDraft } from './rules';

interface Props {
  draft: RulesDraft;
  /** In words, by weekday. */
  problems: Problems;
  disabled: boolean;
  onChange: (part: Partial<RulesDraft>) => void;
}

/** The browser's own time field draws its clock in the colours of the page only when it is told which they are. */
const Days = styled.ul<{ $dark: boolean }>`
  display: flex;
  flex-direction: column;
  gap: ${({ theme }) => theme.spaces[2]};
  color-scheme: ${({ $dark }) => ($dark ? 'dark' : 'light')};
`;

const Hours = styled.div`
  display: grid;
  grid-template-columns: 14rem 14rem max-content 14rem;
  align-items: center;
  gap: ${({ theme }) => theme.spaces[3]};
  min-height: 4rem;

  @media (max-width: 640px) {
    grid-template-columns: 1fr 1fr;
  }
`;

/** The hours of each weekday, and whether holidays count. */
export const WindowFields = ({ draft, problems, disabled, onChange }: Props) => {
  const t = useT();
  const dark = useDarkTheme();
  const changeDay = (day: Weekday, part: Partial<DayDraft>) =>
    onChange({ days: { ...draft.days, [day]: { ...draft.days[day], ...part } } });
  return (
    <Flex direction="column" alignItems="stretch" gap={5}>
      <SwitchField
        label={t('settings.window.enabled')}
        hint={t('settings.window.enabled.hint')}
        checked={draft.enabled}
        disabled={disabled}
        onChange={(enabled) => onChange({ enabled })}
      />
      {draft.enabled && (
        <>
          <Days $dark={dark} aria-label={t('settings.window.hours')}>
            {WEEKDAYS.map((day) => (
              <li key={day}>
                <DayRow
                  day={day}
                  value={draft.days[day]}
                  problem={problems[day]}
                  disabled={disabled}
                  onChange={(part) => changeDay(day, part)}
                />
              </li>
            ))}
          </Days>
          {neverOpens(draft) && <Notice tone="warning">{t('settings.window.never')}</Notice>}
          <SwitchField
            label={t('settings.window.holidays')}
            hint={t('settings.window.holidays.hint')}
            checked={draft.skipHolidays}
            disabled={disabled}
            onChange={(skipHolidays) => onChange({ skipHolidays })}
          />
        </>
      )}
    </Flex>
  );
};

interface DayProps {
  day: Weekday;
  value: DayDraft;
  problem: string | undefined;
  disabled: boolean;
  onChange: (part: Partial<DayDraft>) => void;
}

const DayRow = ({ day, value, problem, disabled, onChange }: DayProps) => {
  const t = useT();
  const name = t(`settings.weekday.${day}`);
  const errorId = `${day}-problem`;
  const time = (end: 'from' | 'to') => (
    <TextInput
      type="time"
      size="S"
      aria-label={t(`settings.window.${end}`, { day: name })}
      aria-describedby={problem && errorId}
      hasError={problem !== undefined}
      value={value[end]}
      disabled={disabled}
      onChange={(event: React.ChangeEvent<HTMLInputElement>) => onChange({ [end]: event.target.value })}
    />
  );
  return (
    <>
      <Hours>
        <Checkbox
          checked={value.open}
          disabled={disabled}
          onCheckedChange={(open: boolean | 'indeterminate') => onChange({ open: open === true })}
        >
          {name}
        </Checkbox>
        {value.open ? (
          <>
            {time('from')}
            <Typography textColor="neutral600">{t('settings.window.until')}</Typography>
            {time('to')}
          </>
        ) : (
          <Typography textColor="neutral600">{t('settings.window.closed')}</Typography>
        )}
      </Hours>
      {problem && (
        <Typography id={errorId} variant="pi" textColor="danger600" role="alert">
          {problem}
        </Typography>
      )}
    </>
  );
};
