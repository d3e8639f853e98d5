/** A message as it was sent, in the visitor's language. */
import { renderNotice } from '../../../domain/messages/texts/index.ts';
import type { StoredMessage } from '../../../store/messages/message-row.ts';
import { noticeOf } from '../../../store/messages/stored-notice.ts';
import { InsetText } from '../../components/inset-text.tsx';
import type { Visit } from '../../http/visit.ts';
import { timeOf } from '../orders/times.ts';
import { texts } from './texts.ts';

/** Subject and lines in one language: both stand in the text that was sent, one after the other. */
export function linesOf(message: StoredMessage, language: Visit['language']): { subject: string; lines: string[] } {
  const { subject, text } = renderNotice(noticeOf(message));
  const [zh = '', en = ''] = subject.replace(/^【[^】]*】/u, '').split(' / ');
  const [chinese = '', english = ''] = text.split('\n\n');
  const lines = (language === 'zh' ? chinese : english).split('\n').slice(1);
  return { subject: language === 'zh' ? zh : en, lines: lines.filter((line) => line !== '') };
}

const CHANNELS = { SMS: texts.sms, EMAIL: texts.email, IN_APP: texts.inApp } as const;
const STATES = { PENDING: texts.pending, SENT: texts.sent, FAILED: texts.failed, DELIVERED: texts.delivered } as const;

export function MessageText({ visit: { say, language }, message }: { visit: Visit; message: StoredMessage }) {
  if (message.params === undefined) return null;
  const { subject, lines } = linesOf(message, language);
  return (
    <InsetText>
      <strong>{subject}</strong>
      <br />
      <span class="govuk-hint">
        {timeOf(message.at, say)} · {say(CHANNELS[message.channel])} · {say(STATES[message.status])}
      </span>
      {lines.map((line) => (
        <span key={line}>
          <br />
          {line}
        </span>
      ))}
    </InsetText>
  );
}
