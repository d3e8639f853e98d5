/** The steps that an order of a type passes and how long each is expected to take, for people who have not begun. */
import { say, type Bilingual } from '../messages/texts/wording.ts';
import type { Policies } from '../policy/policy.ts';
import type { CivilDate } from '../time/instant.ts';
import type { OrderType } from './order-type.ts';
import type { Stop } from './path.ts';
import { rowOf } from './table.ts';

export interface ExpectedStep {
  /** `FILL_IN` before the submission, then the stops of the path, `NUMBER` at the end. */
  step: 'FILL_IN' | Stop | 'NUMBER';
  what: Bilingual;
  /** How long it is expected to take. */
  takes: Bilingual;
  /** Not every order of the type stops here. */
  sometimes: boolean;
}

interface Asked {
  policies: Policies;
  on: CivilDate;
}

export function expectedSteps(type: OrderType, asked: Asked): ExpectedStep[] {
  const { path } = rowOf(type);
  return [
    {
      step: 'FILL_IN',
      what: say('填写信息、上传材料并提交', 'fill in, upload and submit'),
      takes: say('由您决定', 'up to you'),
      sometimes: false,
    },
    ...path.stops.map((stop) => stepAt(stop, type, asked)),
    {
      step: 'NUMBER',
      what:
        rowOf(type).issues === 'NOTHING'
          ? say('备案记录更新', 'the record is updated')
          : say('取得备案号', 'the number is issued'),
      takes: within(asked.policies.resolve('sync.bd', { orderType: type }, asked.on)),
      sometimes: false,
    },
  ];
}

function stepAt(step: Stop, orderType: OrderType, { policies, on }: Asked): ExpectedStep {
  const scope = { orderType };
  switch (step) {
    case 'REVIEW': {
      const { prelim } = policies.resolve('sla.earliestBd', scope, on);
      const takes = range(prelim, policies.resolve('sla.prelimBd', scope, on));
      return { step, what: say('接入商初审', "the provider's review"), takes, sometimes: false };
    }
    case 'PHOTO':
      return {
        step,
        what: say('拍照核验（部分省份）', 'photo (some provinces)'),
        takes: within(policies.resolve('sla.photoBd', scope, on)),
        sometimes: true,
      };
    case 'MAIL':
      return {
        step,
        what: say('邮寄纸质材料（部分省份）', 'posting of originals (some provinces)'),
        takes: within(policies.resolve('sla.mailBd', scope, on)),
        sometimes: true,
      };
    case 'HAND_OVER': {
      const { forward } = policies.resolve('sla.earliestBd', scope, on);
      const takes = range(forward, policies.resolve('sla.forwardBd', scope, on));
      return { step, what: say('提交管局', 'hand-over to the bureau'), takes, sometimes: false };
    }
    case 'SMS': {
      const hours = policies.resolve('sms.timeoutHours', scope, on);
      return {
        step,
        what: say('工信部短信核验', "MIIT's SMS verification"),
        takes: say(`收到短信后${hours}小时内`, `within ${hours} hours of the SMS`),
        sometimes: false,
      };
    }
    case 'BUREAU': {
      const { earliest, latest } = policies.resolve(rowOf(orderType).decidedWithin, scope, on);
      return { step, what: say('管局审核', "the bureau's review"), takes: range(earliest, latest), sometimes: false };
    }
    default:
      return step satisfies never;
  }
}

const within = (days: number): Bilingual =>
  days === 0
    ? say('当天', 'the same day')
    : say(`${days}个工作日内`, `within ${days} business ${days === 1 ? 'day' : 'days'}`);

function range(from: number, to: number): Bilingual {
  if (from === to || from === 0) return within(to);
  return say(`${from}–${to}个工作日`, `${from}–${to} business days`);
}
