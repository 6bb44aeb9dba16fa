import { useId, type ReactNode } from 'react';
import { Badge, Box, Flex, Loader, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

import type { Template } from '../../../../contracts';
import { useT } from '../../../hooks/useT';
import { useTemplatesQuery } from '../../../services/templates';
import { BlankThumbnail, TemplateThumbnail } from './TemplateThumbnail';

const Cards = styled.div`
  display: grid;
  grid-template-columns: repeat(auto-fill, minmax(190px, 1fr));
  gap: ${({ theme }) => theme.spaces[3]};
`;

const Card = styled.label`
  display: block;
  cursor: pointer;
  overflow: hidden;
  border-radius: ${({ theme }) => theme.borderRadius};
  border: 1px solid ${({ theme }) => theme.colors.neutral200};
  background: ${({ theme }) => theme.colors.neutral0};
  &:hover {
    border-color: ${({ theme }) => theme.colors.primary500};
  }
  &:has(input:checked) {
    border-color: ${({ theme }) => theme.colors.primary600};
    box-shadow: 0 0 0 1px ${({ theme }) => theme.colors.primary600};
  }
  &:has(input:focus-visible) {
    outline: 2px solid ${({ theme }) => theme.colors.primary600};
    outline-offset: 2px;
  }
  input {
    position: absolute;
    opacity: 0;
  }
`;

/** A template, or null for empty content. */
export type Choice = Template | null;

interface Props {
  value: Choice | undefined;
  onChange: (choice: Choice) => void;
  /** Offers to begin with nothing. */
  withBlank?: boolean;
}

const ALL_TEMPLATES = { pageSize: 100, sort: 'name:asc' };

/** The templates as cards, one of which is chosen. */
export const TemplateChoice = ({ value, onChange, withBlank = false }: Props) => {
  const t = useT();
  const group = useId();
  const { data, isLoading, error } = useTemplatesQuery(ALL_TEMPLATES);

  if (isLoading) return <Loader>{t('common.loading')}</Loader>;
  const templates = data?.data ?? [];
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      {error && <Typography textColor="warning600">{t('campaigns.new.templates-failed')}</Typography>}
      {!error && templates.length === 0 && !withBlank && (
        <Typography textColor="neutral600">{t('campaigns.content.no-templates')}</Typography>
      )}
      <Cards role="radiogroup" aria-label={t('campaigns.new.template')}>
        {withBlank && (
          <ChoiceCard
            group={group}
            title={t('campaigns.new.blank')}
            description={t('campaigns.new.blank-hint')}
            checked={value === null}
            onCheck={() => onChange(null)}
            thumbnail={<BlankThumbnail />}
          />
        )}
        {templates.map((template) => (
          <ChoiceCard
            key={template.id}
            group={group}
            title={template.name}
            description={template.description}
            badge={template.shipped !== null && t('campaigns.content.shipped')}
            checked={value?.id === template.id}
            onCheck={() => onChange(template)}
            thumbnail={<TemplateThumbnail mjml={template.mjml} />}
          />
        ))}
      </Cards>
    </Flex>
  );
};

interface CardProps {
  group: string;
  title: string;
  description: string | null;
  badge?: ReactNode;
  checked: boolean;
  onCheck: () => void;
  thumbnail: ReactNode;
}

const ChoiceCard = ({ group, title, description, badge, checked, onCheck, thumbnail }: CardProps) => (
  <Card>
    <input type="radio" name={group} checked={checked} onChange={onCheck} />
    {thumbnail}
    <Box padding={3} borderColor="neutral200" borderStyle="solid" borderWidth="1px 0 0">
      <Flex gap={2} justifyContent="space-between" alignItems="flex-start">
        <Typography fontWeight="semiBold">{title}</Typography>
        {badge && <Badge size="S">{badge}</Badge>}
      </Flex>
      {description && (
        <Typography variant="pi" textColor="neutral600" tag="p">
          {description}
        </Typography>
      )}
    </Box>
  </Card>
);
