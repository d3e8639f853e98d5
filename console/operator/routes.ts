/** The pages and deeds of this desk, and what its navigation shows. */
import type { ConsoleRoute } from '../http/route.ts';
import type { Place } from '../layout/navigation.ts';
import { accountExported, accountFound, accounts, accountVerified } from './accounts.tsx';
import { bureaus, exchangeStarted, exchangeStopped, filePassed, uploadedAgain } from './bureau/accounts.tsx';
import { questions } from './bureau/questions.tsx';
import { fileRead } from './bureau/raw-file.tsx';
import { unfiled, unfiledReported } from './bureau/unfiled.tsx';
import { records } from './records.tsx';
import { verificationAnswered, verifications } from './bureau/verifications.tsx';
import { deedRoutes } from './deed-page.tsx';
import { erasureAgreed, erasureAsked, erasureRefused, erasures } from './erasures.tsx';
import { figures, figuresCsv } from './figures.tsx';
import { dealtWith, home } from './home.tsx';
import { imports, recordsImported } from './imports.tsx';
import { campaignRoutes } from './campaigns.tsx';
import { inspectionRoutes } from './inspections/routes.ts';
import { messages, resendAll, resendOne } from './messages.tsx';
import {
  cancelAgreed,
  cancelAsked,
  clockMoved,
  endingAgreed,
  endingAsked,
  orderSearch,
  orderShown,
} from './orders.tsx';
import { calendarChange, calendarPreview } from './calendar.tsx';
import { policyChange, policyPreview, rules } from './rules.tsx';
import { texts } from './texts.ts';

export const routes: readonly ConsoleRoute[] = [
  home,
  dealtWith,
  messages,
  resendAll,
  resendOne,
  figures,
  figuresCsv,
  orderSearch,
  orderShown,
  cancelAsked,
  cancelAgreed,
  endingAsked,
  endingAgreed,
  clockMoved,
  ...deedRoutes,
  rules,
  policyPreview,
  policyChange,
  calendarPreview,
  calendarChange,
  accounts,
  accountFound,
  accountVerified,
  accountExported,
  records,
  erasures,
  erasureAsked,
  erasureAgreed,
  erasureRefused,
  imports,
  recordsImported,
  ...inspectionRoutes,
  ...campaignRoutes,
  bureaus,
  exchangeStarted,
  exchangeStopped,
  uploadedAgain,
  filePassed,
  fileRead,
  unfiled,
  unfiledReported,
  verifications,
  verificationAnswered,
  questions,
];

export const places: readonly Place[] = [
  { path: '/operate', name: texts.home },
  { path: '/operate/orders', name: texts.orders },
  { path: '/operate/messages', name: texts.messages },
  { path: '/operate/figures', name: texts.figures },
  { path: '/operate/rules', name: texts.rules },
  { path: '/operate/accounts', name: texts.accounts },
  { path: '/operate/records', name: texts.records },
  { path: '/operate/inspections', name: texts.inspections },
  { path: '/operate/erasures', name: texts.erasures },
  { path: '/operate/import', name: texts.imports },
  { path: '/operate/bureaus', name: texts.bureaus },
];
