/** The code by which an order goes on at a phone; who cannot scan it opens the same address here. */
import { codeFor } from '../../../usecases/channel/hand-off.ts';
import type { WrittenOrder } from '../../../usecases/drafting/draft.ts';
import { QrCode } from '../../components/qr-code.tsx';
import type { Visit } from '../../http/visit.ts';
import { scanTexts as texts } from './scan-texts.ts';
import { workTexts } from './work-texts.ts';

export async function HandOffCode({ visit, order }: { visit: Visit; order: Pick<WrittenOrder, 'id'> }) {
  const { say, caller, console: deps } = visit;
  const { code } = await codeFor(deps, caller, order.id);
  const path = `/hand-off/${code}`;
  return (
    <>
      <QrCode
        url={new URL(path, deps.consoleUrl).toString()}
        label={say(workTexts.qr, { what: say(workTexts.order, { order: order.id }) })}
      />
      <p class="govuk-body">{say(texts.codeTerm)}</p>
      <p class="govuk-body">
        <a class="govuk-link" href={path}>
          {say(texts.onThisDevice)}
        </a>
      </p>
    </>
  );
}
