/** The catalogue of types: when each is needed, its steps, and how long they take. */
import { ORDER_TYPES, type OrderType } from '../../../domain/order-types/order-type.ts';
import { expectedSteps, type ExpectedStep } from '../../../domain/order-types/expected-steps.ts';
import { rowOf } from '../../../domain/order-types/table.ts';
import { civilDate, instant } from '../../../domain/time/instant.ts';
import { ButtonLink } from '../../components/button.tsx';
import { Table } from '../../components/table.tsx';
import { page } from '../../http/route.ts';
import type { Say } from '../../texts/texts.ts';
import { texts } from './texts.ts';

export const typesPage = page({
  path: '/start/types',
  roles: ['applicant'],
  show: async ({ say, now, console: deps }) => {
    const { policies } = await deps.rules();
    const on = civilDate(instant(now));
    return {
      title: say(texts.typesTitle),
      body: (
        <>
          <a class="govuk-back-link" href="/start">
            {say(texts.title)}
          </a>
          <h1 class="govuk-heading-l">{say(texts.typesTitle)}</h1>
          <p class="govuk-body-l">{say(texts.typesLead)}</p>
          {ORDER_TYPES.filter((type) => rowOf(type).runs).map((type) => (
            <TypeOfOrder key={type} say={say} type={type} steps={expectedSteps(type, { policies, on })} />
          ))}
        </>
      ),
    };
  },
});

function TypeOfOrder({ say, type, steps }: { say: Say; type: OrderType; steps: readonly ExpectedStep[] }) {
  const { names, purpose, opens } = rowOf(type);
  const byCheck = opens === 'BY_TYPE_CHECK';
  return (
    <section id={type} aria-labelledby={`${type}-name`}>
      <h2 class="govuk-heading-m" id={`${type}-name`}>
        {say(names)}
      </h2>
      <p class="govuk-body">{say(purpose)}</p>
      <p class="govuk-hint">
        {say(texts.code, { type })} · {say(byCheck ? texts.byCheck : texts.fromRecord)}
      </p>
      <Table
        caption={say(names)}
        hiddenCaption
        columns={[{ text: say(texts.step) }, { text: say(texts.takes) }]}
        rows={steps.map(({ step, what, takes }) => ({ id: step, cells: [say(what), say(takes)] }))}
      />
      <ButtonLink look="secondary" href={byCheck ? '/start/prepare' : '/records'}>
        {say(texts.start)}
      </ButtonLink>
    </section>
  );
}
