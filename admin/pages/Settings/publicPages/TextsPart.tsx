import { Box, Flex, Tabs, Textarea, TextButton, TextInput } from '@strapi/design-system';

import {
  LANGUAGES,
  lengthOf,
  PAGE_TEXTS,
  TITLE_LENGTH,
  type Language,
  type PageText,
  type PageTextGroup,
  type PreviewPage,
  type PublicPagesState,
} from '../../../../contracts';
import { FormField } from '../../../components/FormField';
import { Panel } from '../../../components/Panel';
import { useT } from '../../../hooks/useT';
import { PAGE_OF, placeholdersOf, type PartProps } from './draft';

interface Props extends PartProps {
  shipped: PublicPagesState['shipped'];
  /** The page on which the text that is being written stands. */
  onShow: (page: PreviewPage, language: Language) => void;
}

const GROUPS = Object.keys(PAGE_TEXTS) as PageTextGroup[];

/** The institution's own words, a tab per language. What is empty says what the plugin says. */
export const TextsPart = (props: Props) => {
  const t = useT();
  return (
    <Tabs.Root variant="simple" defaultValue={LANGUAGES[0]}>
      <Tabs.List aria-label={t('common.language')}>
        {LANGUAGES.map((language) => (
          <Tabs.Trigger key={language} value={language}>
            {t(`common.language.${language}`)}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      {LANGUAGES.map((language) => (
        <Tabs.Content key={language} value={language}>
          <Flex direction="column" alignItems="stretch" gap={6} paddingTop={4}>
            {GROUPS.map((group) => (
              <Box key={group} onFocusCapture={() => props.onShow(PAGE_OF[group], language)}>
                <Panel title={t(`pages.group.${group}`)}>
                  <Flex direction="column" alignItems="stretch" gap={4}>
                    {PAGE_TEXTS[group].map((name) => (
                      <OwnText key={name} {...props} name={name} language={language} />
                    ))}
                  </Flex>
                </Panel>
              </Box>
            ))}
          </Flex>
        </Tabs.Content>
      ))}
    </Tabs.Root>
  );
};

const OwnText = ({
  name,
  language,
  draft,
  errors,
  disabled,
  onChange,
  shipped,
}: Props & { name: PageText; language: Language }) => {
  const t = useT();
  const text = draft.texts[language][name] ?? '';
  const ours = shipped[language][name];
  const length = lengthOf(name);
  const Input = length > TITLE_LENGTH ? Textarea : TextInput;
  const write = (next: string) =>
    onChange({ texts: { ...draft.texts, [language]: { ...draft.texts[language], [name]: next } } });
  const fillers = placeholdersOf(ours).filter((filler) => ours.includes(filler));
  return (
    <FormField
      label={t(`pages.text.${name}`)}
      name={`${name}-${language}`}
      hint={fillers.length > 0 ? t('pages.text.fillers', { names: fillers.join(', ') }) : undefined}
      error={errors[`texts.${language}.${name}`]}
      labelAction={
        text && !disabled ? (
          <Box paddingLeft={2}>
            <TextButton type="button" onClick={() => write('')}>
              {t('pages.text.reset')}
            </TextButton>
          </Box>
        ) : undefined
      }
    >
      <Input
        value={text}
        placeholder={ours}
        maxLength={length}
        disabled={disabled}
        onChange={(event: { target: { value: string } }) => write(event.target.value)}
      />
    </FormField>
  );
};
