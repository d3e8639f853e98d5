/** The exchange with the bureaus over MIIT's own interface, for operators. */
import { z } from 'zod';
import { ifKnown, present } from '../../../domain/present.ts';
import { formatInstant } from '../../../domain/time/instant.ts';
import {
  accountsInList,
  MOST_ACCOUNTS,
  MOST_OPEN,
  openItems,
  type AccountInList,
} from '../../../store/bureau/exchange-list.ts';
import { passFile, readFile, sendAgain, startExchange, stopExchange } from '../../../usecases/bureau/exchange.ts';
import type { Api } from '../../dependencies.ts';
import { problem } from '../../http/problems.ts';
import { asking } from '../../http/read-reason.ts';
import { noContent, ok, route, type Route } from '../../http/route.ts';

const at = z.iso.datetime({ offset: true }).optional();
const count = z.int().min(0);
const accountSchema = z
  .object({
    name: z.string(),
    lastNumber: count.meta({ description: 'Of the last upload that the bureau accepted.' }),
    stoppedBy: z.string().optional(),
    sendingHalted: z
      .string()
      .optional()
      .meta({ description: 'Why nothing is sent, for example `CODE_5`: the code of the answer.' }),
    fetchingHalted: z.string().optional(),
    waitsFor: z.string().optional(),
    notBefore: at,
    hoursSaid: z.string().optional().meta({ description: 'The hours of reporting as the bureau named them.' }),
    lastCall: z.string().optional(),
    lastCallAt: at,
    lastCode: z.int().optional(),
    lastSuccessAt: at,
    fetchedAllAt: at,
    waitingUploads: count,
    waitingSince: at.meta({ description: 'When the oldest of them was queued.' }),
    refusedUploads: count,
    unacknowledgedFiles: count,
    unappliedFiles: count,
  })
  .meta({ id: 'BureauAccount' });

const openSchema = z.object({
  uploads: z
    .array(
      z.object({
        id: z.int(),
        message: z.string(),
        orderId: z.string(),
        state: z.string(),
        number: z.int().optional(),
        code: z.int().optional(),
      }),
    )
    .max(MOST_OPEN),
  files: z
    .array(
      z.object({
        id: z.int(),
        fileName: z.string(),
        fault: z.string().optional(),
        acknowledged: z.boolean(),
        unapplied: z.int().optional(),
      }),
    )
    .max(MOST_OPEN),
});

const account = z.string().regex(/^[a-z][a-z0-9-]{0,30}$/);
const rowId = z.coerce.number().int().min(1).max(2_147_483_647);
const unknownAccount = () => problem('NOT_FOUND', { detail: 'No account at a bureau has this name.' });

export const bureauExchangeRoutes = (api: Api): Route[] => [
  route({
    id: 'listBureauAccounts',
    tag: 'Bureau',
    method: 'get',
    path: '/v1/bureau/accounts',
    permission: 'bureau-exchange.read',
    summary: 'How the accounts at the bureaus stand',
    answers: {
      200: {
        description: 'All of them; none where Beian does not speak to bureaus itself.',
        schema: z.object({ accounts: z.array(accountSchema).max(MOST_ACCOUNTS) }),
      },
    },
    handle: async () => ok({ accounts: (await accountsInList(api.database)).map(accountView) }),
  }),
  route({
    id: 'listOpenAtBureau',
    tag: 'Bureau',
    method: 'get',
    path: '/v1/bureau/accounts/{account}/open',
    permission: 'bureau-exchange.read',
    summary: 'Uploads that wait or were refused, and files that somebody has to look at',
    params: z.object({ account }),
    answers: { 200: { description: 'What is open.', schema: openSchema } },
    handle: async ({ params }) => {
      const { uploads, files } = await openItems(api.database, params.account);
      return ok({
        uploads: uploads.map(({ caseId, number, code, ...upload }) => ({
          ...upload,
          orderId: caseId,
          ...present({ number: number ?? undefined, code: code ?? undefined }),
        })),
        files: files.map(({ fault, unapplied, ...file }) => ({
          ...file,
          ...present({ fault: fault ?? undefined, unapplied: unapplied ?? undefined }),
        })),
      });
    },
  }),
  route({
    id: 'stopBureauAccount',
    tag: 'Bureau',
    method: 'post',
    path: '/v1/bureau/accounts/{account}/stop',
    permission: 'bureau-exchange.run',
    summary: 'Stop an account: the call under way ends, and no other begins',
    params: z.object({ account }),
    answers: { 204: { description: 'Stopped.' } },
    handle: async ({ params, caller }) => {
      if (!(await stopExchange(api, params.account, caller.id))) throw unknownAccount();
      return noContent;
    },
  }),
  route({
    id: 'startBureauAccount',
    tag: 'Bureau',
    method: 'post',
    path: '/v1/bureau/accounts/{account}/start',
    permission: 'bureau-exchange.run',
    summary: 'Start an account that was stopped or halted',
    description: 'Whatever stopped it should be put right before: a wrong password halts it again.',
    params: z.object({ account }),
    answers: { 204: { description: 'It goes on.' } },
    handle: async ({ params, caller }) => {
      if (!(await startExchange(api, params.account, caller.id))) throw unknownAccount();
      return noContent;
    },
  }),
  route({
    id: 'resendBureauUpload',
    tag: 'Bureau',
    method: 'post',
    path: '/v1/bureau/uploads/{uploadId}/resend',
    permission: 'bureau-exchange.run',
    summary: 'Send a refused upload again as it is',
    params: z.object({ uploadId: rowId }),
    answers: { 204: { description: 'It waits again.' } },
    handle: async ({ params }) => {
      if (await sendAgain(api, params.uploadId)) return noContent;
      throw problem('NOT_FOUND', { detail: 'There is no refused upload of this id whose content is still there.' });
    },
  }),
  route({
    id: 'passBureauFile',
    tag: 'Bureau',
    method: 'post',
    path: '/v1/bureau/files/{fileId}/pass',
    permission: 'bureau-exchange.run',
    summary: 'Let the bureau go on behind a file that cannot be opened, or let another file have its effects once more',
    params: z.object({ fileId: rowId }),
    answers: { 204: { description: 'Done.' } },
    handle: async ({ params }) => {
      if (await passFile(api, params.fileId)) return noContent;
      throw problem('NOT_FOUND', { detail: 'There is no file of this id to which that can be done.' });
    },
  }),
  route({
    id: 'readBureauFile',
    tag: 'Bureau',
    method: 'get',
    path: '/v1/bureau/files/{fileId}',
    cost: 5,
    permission: 'bureau-exchange.look',
    summary: 'A file as the bureau sent it',
    description: 'It may be about many people: state why you look. The reading is written into the record of reads.',
    params: z.object({ fileId: rowId }),
    showsPeople: true,
    answers: {
      200: {
        description: 'The zip, or its envelope where that cannot be opened, in base64.',
        schema: z.object({
          account: z.string(),
          fileName: z.string(),
          form: z.enum(['ZIP', 'ENVELOPE']),
          content: z.string(),
        }),
      },
    },
    handle: async ({ params, caller, req }) => {
      const file = await readFile(api, asking(caller, req), params.fileId);
      if (file === undefined) throw problem('NOT_FOUND', { detail: 'There is no such file.' });
      const { raw, ...named } = file;
      return ok({ ...named, form: raw.form, content: Buffer.from(raw.bytes).toString('base64') });
    },
  }),
];

function accountView(one: AccountInList): z.infer<typeof accountSchema> {
  const { name, lastNumber, waitingUploads, refusedUploads, unacknowledgedFiles, unappliedFiles, ...maybe } = one;
  const { notBefore, waitingSince, lastCallAt, lastSuccessAt, fetchedAllAt, ...texts } = maybe;
  return {
    name,
    lastNumber,
    waitingUploads,
    refusedUploads,
    unacknowledgedFiles,
    unappliedFiles,
    ...present(texts),
    ...present({
      notBefore: ifKnown(notBefore, formatInstant),
      waitingSince: ifKnown(waitingSince, formatInstant),
      lastCallAt: ifKnown(lastCallAt, formatInstant),
      lastSuccessAt: ifKnown(lastSuccessAt, formatInstant),
      fetchedAllAt: ifKnown(fetchedAllAt, formatInstant),
    }),
  };
}
