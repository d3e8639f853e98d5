/** The SMS texts as an operator registers them at the vendors, and the variable SMS_TEMPLATES that names them afterwards. */
import { join } from 'node:path';
import { SMS_TEMPLATES, type SmsTemplate } from '../domain/messages/texts/sms-templates.ts';
import { projectFolder } from '../stack/state/folders.ts';
import { laidOut, renewed } from './laid-out.ts';

export const OPERATIONS_FILE = join(projectFolder, 'docs', 'operations.md');

const MARKERS = ['<!-- sms templates: made by npm run docs -->', '<!-- /sms templates -->'] as const;
const templates = Object.entries(SMS_TEMPLATES);

/** `docs/operations.md` with the texts between their markers replaced; throws when a marker is missing. */
export const operationsWithTemplates = (text: string): Promise<string> =>
  laidOut(renewed(text, OPERATIONS_FILE, MARKERS, texts()), OPERATIONS_FILE);

function texts(): string {
  return [
    '| code | at Tencent Cloud | at Alibaba Cloud |\n| --- | --- | --- |\n' +
      templates.map(([code, template]) => `| ${code} | ${template.text} | ${named(template)} |`).join('\n'),
    "Once the vendor has approved the templates, put the vendor's names for them into `SMS_TEMPLATES`, on one line of `.env`:",
    [
      '```sh',
      "# Tencent Cloud: the template's ID",
      variable(() => '"…"'),
      "# Alibaba Cloud: the template's code, and its variables in the order in which Beian fills them",
      variable(({ params }) => `{"code":"SMS_…","params":${JSON.stringify(params)}}`),
      '```',
    ].join('\n'),
  ].join('\n\n');
}

/** `{1}` → `${order}`. */
const named = ({ text, params }: SmsTemplate): string =>
  text.replaceAll(/\{(\d+)\}/g, (_, place: string) => `\${${params[Number(place) - 1] ?? ''}}`);

const variable = (valueOf: (template: SmsTemplate) => string): string =>
  `SMS_TEMPLATES='{${templates.map(([code, template]) => `"${code}":${valueOf(template)}`).join(',')}}'`;
