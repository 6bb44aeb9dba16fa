import { useId, useRef, useState, type DragEvent } from 'react';
import { Button, Flex, Loader, Typography } from '@strapi/design-system';
import { CloudUpload } from '@strapi/icons';
import { styled } from 'styled-components';

import { useT } from '../../hooks/useT';

const ACCEPTED = ['.csv', '.txt', '.xlsx'];

const Zone = styled(Flex)<{ $over: boolean }>`
  border: 2px dashed ${({ theme, $over }) => ($over ? theme.colors.primary600 : theme.colors.neutral300)};
  background: ${({ theme, $over }) => ($over ? theme.colors.primary100 : theme.colors.neutral0)};
  border-radius: ${({ theme }) => theme.borderRadius};
`;

interface Props {
  busy: boolean;
  onFile: (file: File) => void;
}

/** Takes one file by drag and drop or by the file dialog. */
export const DropZone = ({ busy, onFile }: Props) => {
  const t = useT();
  const hintId = useId();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [refused, setRefused] = useState(false);

  const take = (file: File | undefined) => {
    if (!file || busy) return;
    const accepted = ACCEPTED.some((ending) => file.name.toLowerCase().endsWith(ending));
    setRefused(!accepted);
    if (accepted) onFile(file);
  };

  const drag = (event: DragEvent, isOver: boolean) => {
    event.preventDefault();
    setOver(isOver);
  };

  return (
    <Zone
      $over={over}
      direction="column"
      gap={3}
      padding={8}
      onDragOver={(event: DragEvent) => drag(event, true)}
      onDragLeave={(event: DragEvent) => drag(event, false)}
      onDrop={(event: DragEvent) => {
        drag(event, false);
        take(event.dataTransfer.files[0]);
      }}
    >
      {busy ? (
        <Loader>{t('imports.reading')}</Loader>
      ) : (
        <>
          <CloudUpload width="40px" height="40px" aria-hidden />
          <Typography variant="delta" tag="p">
            {t('imports.drop')}
          </Typography>
          <Typography id={hintId} textColor="neutral600" textAlign="center">
            {t('imports.drop.hint')}
          </Typography>
          <Button aria-describedby={hintId} onClick={() => input.current?.click()}>
            {t('imports.chooseFile')}
          </Button>
          {refused && (
            <Typography textColor="danger600" role="alert">
              {t('imports.wrongType')}
            </Typography>
          )}
        </>
      )}
      <input
        ref={input}
        type="file"
        hidden
        accept={ACCEPTED.join(',')}
        onChange={(event) => {
          take(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
    </Zone>
  );
};
