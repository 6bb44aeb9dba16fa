import { Badge, Box, Flex, IconButton, Link, Typography } from '@strapi/design-system';
import { Duplicate, Pencil, Trash } from '@strapi/icons';
import { useState } from 'react';
import { Link as RouterLink, useNavigate } from 'react-router-dom';

import type { Template } from '../../../contracts';
import { DeleteDialog } from '../../components/DeleteDialog';
import { ScaledFrame } from '../../components/ScaledFrame';
import { useCan } from '../../hooks/useCan';
import { useT } from '../../hooks/useT';
import { pathTo } from '../../lib/paths';
import { usePreviewQuery } from '../../services/content';
import { useDeleteTemplateMutation } from '../../services/templates';
import { useDuplicate } from './useDuplicate';

const THUMBNAIL_HEIGHT = 240;
const EMAIL_WIDTH = 640;

export const TemplateCard = ({ template }: { template: Template }) => {
  const t = useT();
  const { data: preview } = usePreviewQuery({ mjml: template.mjml });
  return (
    <Box background="neutral0" hasRadius shadow="tableShadow" overflow="hidden" height="100%">
      <Box background="neutral150" height={`${THUMBNAIL_HEIGHT}px`}>
        {preview?.html && (
          <ScaledFrame
            title={t('templates.thumbnail', { name: template.name })}
            html={preview.html}
            width={EMAIL_WIDTH}
            height={THUMBNAIL_HEIGHT}
            still
          />
        )}
      </Box>
      <Flex direction="column" alignItems="stretch" gap={2} padding={4}>
        <Flex gap={2} justifyContent="space-between">
          <Link tag={RouterLink} to={pathTo(`templates/${template.id}`)}>
            {template.name}
          </Link>
          {template.shipped && <Badge>{t('templates.shipped')}</Badge>}
        </Flex>
        {template.description && (
          <Typography variant="pi" textColor="neutral600">
            {template.description}
          </Typography>
        )}
        <CardActions template={template} />
      </Flex>
    </Box>
  );
};

const CardActions = ({ template }: { template: Template }) => {
  const t = useT();
  const navigate = useNavigate();
  const can = useCan();
  const { duplicate, isDuplicating } = useDuplicate();
  const [remove] = useDeleteTemplateMutation();
  const [asking, setAsking] = useState(false);
  if (!can('templates.manage')) return null;

  const label = (action: string) => `${t(action)}: ${template.name}`;

  return (
    <Flex gap={1}>
      {!template.shipped && (
        <IconButton label={label('common.edit')} onClick={() => navigate(pathTo(`templates/${template.id}`))}>
          <Pencil />
        </IconButton>
      )}
      <IconButton
        label={label(template.shipped ? 'templates.duplicateToEdit' : 'common.duplicate')}
        disabled={isDuplicating}
        onClick={() => duplicate(template.id)}
      >
        <Duplicate />
      </IconButton>
      {!template.shipped && (
        <IconButton label={label('common.delete')} onClick={() => setAsking(true)}>
          <Trash />
        </IconButton>
      )}
      <DeleteDialog
        open={asking}
        onClose={() => setAsking(false)}
        onDelete={() => remove(template.id).unwrap()}
        title={t('templates.delete.title')}
        done="templates.deleted"
      >
        {t('templates.delete.text', { name: template.name })}
      </DeleteDialog>
    </Flex>
  );
};
