import { Box, Flex, Tabs, Textarea, TextInput } from '@strapi/design-system';

import { LANGUAGES, type FormTexts, type Language } from '../../../contracts';
import { FormField } from '../../components/FormField';
import { useT } from '../../hooks/useT';
import type { PartProps } from './part';

/** One line each; all others are paragraphs. */
const LINES: readonly (keyof FormTexts)[] = ['title', 'button', 'thanksTitle', 'welcomeSubject'];

/** Some of a form's words, a tab per language. */
export const LanguageTexts = ({
  names,
  definition: { texts },
  errors,
  disabled,
  onChange,
}: PartProps & { names: readonly (keyof FormTexts)[] }) => {
  const t = useT();
  const set = (language: Language, name: keyof FormTexts, text: string) =>
    onChange({ texts: { ...texts, [language]: { ...texts[language], [name]: text } } });
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
          <Box paddingTop={4}>
            <Flex direction="column" alignItems="stretch" gap={4}>
              {names.map((name) => {
                const Input = LINES.includes(name) ? TextInput : Textarea;
                return (
                  <FormField
                    key={name}
                    label={t(`forms.text.${name}`)}
                    name={`${name}-${language}`}
                    error={errors[`definition.texts.${language}.${name}`]}
                  >
                    <Input
                      value={texts[language][name]}
                      placeholder={name === 'purposes' ? '' : t('forms.shipped')}
                      disabled={disabled}
                      onChange={(event: { target: { value: string } }) =>
                        set(language, name, event.target.value)
                      }
                    />
                  </FormField>
                );
              })}
            </Flex>
          </Box>
        </Tabs.Content>
      ))}
    </Tabs.Root>
  );
};
