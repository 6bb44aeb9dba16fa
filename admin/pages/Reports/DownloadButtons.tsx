import { useState } from 'react';
import {
  Button,
  Field,
  Flex,
  Modal,
  SingleSelect,
  SingleSelectOption,
  Typography,
} from '@strapi/design-system';
import { Download, FileCsv, FilePdf } from '@strapi/icons';
import { useIntl } from 'react-intl';

import type { Language, Report, ReportFileQuery } from '../../../contracts';
import { useCan } from '../../hooks/useCan';
import { useDownload } from '../../hooks/useDownload';
import { useT } from '../../hooks/useT';
import { reportFileUrl } from '../../services/reports';

type Format = 'csv' | 'pdf';

export const DownloadButtons = ({ report }: { report: Report }) => {
  const t = useT();
  const can = useCan();
  const [format, setFormat] = useState<Format | null>(null);
  if (!can('reports.export')) return null;
  return (
    <Flex gap={2}>
      <Button variant="secondary" startIcon={<FileCsv />} onClick={() => setFormat('csv')}>
        {t('reports.page.csv')}
      </Button>
      <Button variant="secondary" startIcon={<FilePdf />} onClick={() => setFormat('pdf')}>
        {t('reports.page.pdf')}
      </Button>
      {format && <DownloadModal report={report} format={format} onClose={() => setFormat(null)} />}
    </Flex>
  );
};

interface ModalProps {
  report: Report;
  format: Format;
  onClose: () => void;
}

const DownloadModal = ({ report, format, onClose }: ModalProps) => {
  const t = useT();
  const { locale } = useIntl();
  const { download, isDownloading } = useDownload();
  const [language, setLanguage] = useState<Language>(locale.startsWith('es') ? 'es' : 'en');
  const [separator, setSeparator] = useState<';' | ','>();
  const [paper, setPaper] = useState<'A4' | 'LETTER'>('LETTER');
  const chosenSeparator = separator ?? (language === 'es' ? ';' : ',');

  const start = async () => {
    const query: ReportFileQuery =
      format === 'csv' ? { language, separator: chosenSeparator } : { language, paper };
    await download(reportFileUrl(report.campaign.id, format), query, `${report.campaign.name}.${format}`);
    onClose();
  };

  return (
    <Modal.Root open onOpenChange={(open: boolean) => !open && onClose()}>
      <Modal.Content>
        <Modal.Header closeLabel={t('common.close')}>
          <Modal.Title>{t(`reports.download.${format}.title`)}</Modal.Title>
        </Modal.Header>
        <Modal.Body>
          <Flex direction="column" alignItems="stretch" gap={5}>
            <Typography textColor="neutral600">{t(`reports.download.${format}.hint`)}</Typography>
            <Choice
              label={t('reports.download.language')}
              value={language}
              options={[
                { value: 'es', label: t('common.language.es') },
                { value: 'en', label: t('common.language.en') },
              ]}
              onChange={setLanguage}
            />
            {format === 'csv' ? (
              <Choice
                label={t('reports.download.separator')}
                value={chosenSeparator}
                options={[
                  { value: ';', label: t('reports.download.separator.semicolon') },
                  { value: ',', label: t('reports.download.separator.comma') },
                ]}
                onChange={setSeparator}
              />
            ) : (
              <Choice
                label={t('reports.download.paper')}
                value={paper}
                options={[
                  { value: 'LETTER', label: t('reports.download.paper.LETTER') },
                  { value: 'A4', label: t('reports.download.paper.A4') },
                ]}
                onChange={setPaper}
              />
            )}
            {isDownloading && (
              <Typography role="status" textColor="neutral600">
                {t('reports.download.working')}
              </Typography>
            )}
          </Flex>
        </Modal.Body>
        <Modal.Footer>
          <Button variant="tertiary" onClick={onClose}>
            {t('reports.download.cancel')}
          </Button>
          <Button startIcon={<Download />} onClick={start} loading={isDownloading}>
            {t('reports.download.start')}
          </Button>
        </Modal.Footer>
      </Modal.Content>
    </Modal.Root>
  );
};

interface ChoiceProps<T extends string> {
  label: string;
  value: T;
  options: { value: T; label: string }[];
  onChange: (value: T) => void;
}

const Choice = <T extends string>({ label, value, options, onChange }: ChoiceProps<T>) => (
  <Field.Root>
    <Field.Label>{label}</Field.Label>
    <SingleSelect value={value} onChange={(chosen) => onChange(chosen as T)}>
      {options.map((option) => (
        <SingleSelectOption key={option.value} value={option.value}>
          {option.label}
        </SingleSelectOption>
      ))}
    </SingleSelect>
  </Field.Root>
);
