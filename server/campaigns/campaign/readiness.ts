import type { Core } from '@strapi/strapi';

import type { CampaignCheck, ContentProblem, SettingProblem } from '../../../contracts';
import { configOf, transportsOf } from '../../config';
import { checkContent } from '../../content';
import { ledgerOf } from '../../ledger';
import { refused } from '../../lib/errors';
import { healthWarnings } from '../health/warnings';
import { ruleWarnings } from '../rules/warnings';
import { isSender } from '../sender/store';
import { listIdsOf, type CampaignRow } from './store';

type Problem = ContentProblem | SettingProblem;

const problem = (
  code: SettingProblem['code'],
  field: SettingProblem['field'],
  message: string,
  severity: SettingProblem['severity'] = 'error',
): SettingProblem => ({ code, severity, field, line: null, message });

const isBlank = (text: string | null): boolean => !text?.trim();

async function settingProblems(
  strapi: Core.Strapi,
  row: CampaignRow,
  recipients: number,
): Promise<SettingProblem[]> {
  const problems: SettingProblem[] = [];
  if (isBlank(row.subject)) problems.push(problem('subject-missing', 'subject', 'Write a subject.'));
  if (isBlank(row.mjml)) problems.push(problem('content-missing', 'mjml', 'Write the content.'));
  if (isBlank(row.fromAddress) || !(await isSender(strapi, row.fromAddress ?? ''))) {
    problems.push(problem('sender-missing', 'fromAddress', 'Choose one of the senders of the settings.'));
  }
  if (row.lists.length === 0) {
    problems.push(problem('lists-missing', 'listIds', 'Choose at least one list to write to.'));
  } else if (recipients === 0) {
    problems.push(
      problem(
        'audience-empty',
        'listIds',
        'Nobody on the chosen lists can be written to. Choose other lists.',
      ),
    );
  }
  if (!row.unsubscribeLink) {
    problems.push(
      problem(
        'unsubscribe-link-off',
        'options',
        'Turn the unsubscribe link on: without it people mark the e-mail as spam.',
        'warning',
      ),
    );
  }
  if (transportsOf(configOf(strapi)).size === 0) {
    problems.push(
      problem(
        'transport-missing',
        'settings',
        'Ask whoever runs the server to configure the mail relay (smtp).',
      ),
    );
  }
  return problems;
}

/** What stands between this campaign and its sending. */
export async function check(strapi: Core.Strapi, row: CampaignRow): Promise<CampaignCheck> {
  const audience = await ledgerOf(strapi).audience(listIdsOf(row));
  const content = isBlank(row.mjml)
    ? []
    : await checkContent({
        mjml: row.mjml ?? '',
        subject: row.subject ?? '',
        preheader: row.preheader ?? '',
      });
  const problems = [
    ...(await settingProblems(strapi, row, audience.recipients)),
    ...(await ruleWarnings(strapi, row, audience.recipients)),
    ...(await healthWarnings(strapi, row)),
    ...content,
  ];
  return { ready: !problems.some(isError), problems, audience };
}

export const isError = ({ severity }: Problem): boolean => severity === 'error';

/**
 * @throws ApplicationError `campaign-not-ready` with every problem, or `audience-empty` where that is the only one.
 */
export async function assertReady(strapi: Core.Strapi, row: CampaignRow): Promise<void> {
  const { problems } = await check(strapi, row);
  assertNoErrors(problems);
}

export function assertNoErrors(problems: Problem[]): void {
  const found = problems.filter(isError);
  const [first] = found;
  if (!first) return;
  if (found.length === 1 && first.code === 'audience-empty')
    throw refused(first.code, first.message, { problems });
  throw refused('campaign-not-ready', `Solve these first: ${found.map(({ message }) => message).join(' ')}`, {
    problems,
  });
}
