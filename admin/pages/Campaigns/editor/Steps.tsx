import { Flex, Typography } from '@strapi/design-system';
import { Check } from '@strapi/icons';
import { styled } from 'styled-components';

import { useT } from '../../../hooks/useT';
import { STEPS, type Step } from '../campaignForm';

const StepButton = styled.button<{ $current: boolean }>`
  display: flex;
  flex: 1 1 0;
  min-width: 12rem;
  align-items: center;
  gap: ${({ theme }) => theme.spaces[3]};
  padding: ${({ theme }) => `${theme.spaces[3]} ${theme.spaces[4]}`};
  text-align: start;
  cursor: pointer;
  border: 0;
  border-bottom: 2px solid ${({ theme, $current }) => ($current ? theme.colors.primary600 : 'transparent')};
  background: ${({ theme }) => theme.colors.neutral0};
  &:hover {
    background: ${({ theme }) => theme.colors.neutral100};
  }
  &:focus-visible {
    outline: 2px solid ${({ theme }) => theme.colors.primary600};
    outline-offset: -2px;
  }
`;

interface Props {
  current: Step;
  /** Steps in which nothing is missing. */
  done: Record<Step, boolean>;
  onChoose: (step: Step) => void;
}

/** The way through the editor; every step can be opened at any time. */
export const Steps = ({ current, done, onChoose }: Props) => {
  const t = useT();
  return (
    <Flex
      tag="nav"
      aria-label={t('campaigns.editor.steps')}
      background="neutral0"
      hasRadius
      shadow="tableShadow"
      overflow="hidden"
      wrap="wrap"
      alignItems="stretch"
    >
      {STEPS.map((step, index) => (
        <StepButton
          key={step}
          type="button"
          $current={step === current}
          aria-current={step === current ? 'step' : undefined}
          onClick={() => onChoose(step)}
        >
          <Dot isCurrent={step === current} isDone={done[step]} number={index + 1} />
          <Flex direction="column" alignItems="flex-start">
            <Typography fontWeight="semiBold" textColor={step === current ? 'primary600' : 'neutral800'}>
              {t(`campaigns.editor.step.${step}`)}
            </Typography>
            <Typography variant="pi" textColor="neutral600">
              {t(`campaigns.editor.step.${step}-hint`)}
            </Typography>
          </Flex>
        </StepButton>
      ))}
    </Flex>
  );
};

const Dot = ({ isCurrent, isDone, number }: { isCurrent: boolean; isDone: boolean; number: number }) => {
  const color = isDone ? 'success' : isCurrent ? 'primary' : 'neutral';
  return (
    <Flex
      aria-hidden
      justifyContent="center"
      width="2.8rem"
      height="2.8rem"
      shrink={0}
      borderRadius="50%"
      background={`${color}100`}
      borderColor={`${color}200`}
    >
      {isDone ? (
        <Check width="12px" height="12px" fill="success600" />
      ) : (
        <Typography variant="pi" fontWeight="bold" textColor={`${color}700`}>
          {number}
        </Typography>
      )}
    </Flex>
  );
};
