/** Chooses the implementation of each outside party; the same code serves sandbox and reality, only endpoints and keys differ. */
import type { AssetDirectory } from '../adapters/assets/asset-directory.ts';
import { createHttpAssets } from '../adapters/assets/http.ts';
import type { Bureau } from '../adapters/bureau/bureau.ts';
import { createBureauGateway } from '../adapters/bureau/gateway.ts';
import { createManualBureau, type ManualBureauOptions } from '../adapters/bureau/manual.ts';
import { createMiitClient, type MiitClient } from '../adapters/bureau/miit/client.ts';
import type { MiitAccount } from '../adapters/bureau/miit/account.ts';
import { createPasswordCheck } from '../adapters/bureau/miit/password-check.ts';
import { AskPersonError } from '../adapters/delivery-faults.ts';
import { createMiitBureau } from '../adapters/bureau/miit/miit-bureau.ts';
import type { DocumentStore } from '../adapters/documents/document-store.ts';
import { createLocalFolderDocuments } from '../adapters/documents/local-folder.ts';
import { createS3Documents } from '../adapters/documents/s3.ts';
import type { EmailSender } from '../adapters/email/email-sender.ts';
import { createSmtpEmail } from '../adapters/email/smtp.ts';
import { createAlibabaLiveness } from '../adapters/liveness/alibaba.ts';
import { createImageProcess } from '../adapters/images/image-process.ts';
import type { ImageRewriter } from '../adapters/images/image-rewriter.ts';
import type { LivenessCheck } from '../adapters/liveness/liveness-check.ts';
import { createTencentLiveness } from '../adapters/liveness/tencent.ts';
import { createAlibabaSms } from '../adapters/sms/alibaba.ts';
import type { SmsSender } from '../adapters/sms/sms-sender.ts';
import { createTencentSms } from '../adapters/sms/tencent.ts';
import { createHttpNetworkGateway, type NetworkGateway } from '../adapters/network/network-gateway.ts';
import { createNetworkProbe } from '../adapters/probe/network-probe.ts';
import type { SiteProbe } from '../adapters/probe/site-probe.ts';
import { present } from '../domain/present.ts';
import { civilDate, instant } from '../domain/time/instant.ts';
import type { Database } from '../store/postgres/database.ts';
import type { Vault } from '../store/sealing/vault.ts';
import { codesReader } from '../store/bureau-codes/bureau-codes.ts';
import { rulesReader } from '../store/policy/rules.ts';
import { acceptedAddresses } from '../store/bureau-addresses/addresses.ts';
import { askRecord } from '../store/records/record-lookups.ts';
import { orderQueue } from './order-queue.ts';
import { bureauReports } from './bureau-reports.ts';
import { recordLookUps } from './record-look-ups.ts';
import type { PartiesConfig } from './parties-config.ts';

export interface Parties {
  email: EmailSender;
  sms: SmsSender;
  liveness: LivenessCheck;
  bureau: Bureau;
  /** The accounts at the bureaus where Beian speaks MIIT's own interface. */
  bureauAccounts: readonly MiitClient[];
  documents: DocumentStore;
  images: ImageRewriter;
  assets: AssetDirectory;
  networkGateways: readonly NetworkGateway[];
  probe: SiteProbe;
}

interface Store {
  database: Database;
  vault: Vault;
}

const DAY_MS = 86_400_000;

/** `store`: where the look-ups of staff are kept, for a bureau that is served by hand. */
export function createParties(config: PartiesConfig, store: Store): Parties {
  return {
    email: emailOf(config),
    sms: smsOf(config),
    liveness: livenessOf(config),
    bureau: bureauOf(config, store),
    bureauAccounts: config.BUREAU === 'miit' ? config.BUREAU_ACCOUNTS.map((account) => createMiitClient(account)) : [],
    documents: documentsOf(config),
    images: createImageProcess(),
    assets: createHttpAssets({ baseUrl: config.ASSETS_URL, token: config.ASSETS_TOKEN }),
    networkGateways: networkOf(config),
    probe: probeOf(config),
  };
}

function networkOf({ NETWORK_GATEWAYS: urls = [], NETWORK_SECRET: secret }: PartiesConfig): NetworkGateway[] {
  return secret === undefined ? [] : urls.map((url) => createHttpNetworkGateway({ url, secret }));
}

function probeOf(config: PartiesConfig): SiteProbe {
  const ports = { http: config.PROBE_HTTP_PORT, https: config.PROBE_HTTPS_PORT };
  return createNetworkProbe({
    ports,
    allowed: config.PROBE_INTERNAL_RANGES,
    ...present({ nameServers: config.PROBE_NAME_SERVERS }),
  });
}

function emailOf(config: PartiesConfig): EmailSender {
  return createSmtpEmail({
    host: config.SMTP_HOST,
    port: config.SMTP_PORT,
    tls: config.SMTP_TLS,
    from: config.SMTP_FROM,
    ...present({ user: config.SMTP_USER, password: config.SMTP_PASSWORD }),
  });
}

function smsOf(config: PartiesConfig): SmsSender {
  const where = {
    signName: config.SMS_SIGN_NAME,
    protocol: config.SMS_PROTOCOL,
    ...present({ endpoint: config.SMS_ENDPOINT }),
  };
  switch (config.SMS_VENDOR) {
    case 'tencent':
      return createTencentSms({
        ...where,
        secretId: config.TENCENT_SECRET_ID,
        secretKey: config.TENCENT_SECRET_KEY,
        sdkAppId: config.SMS_APP_ID,
        templates: config.SMS_TEMPLATES,
      });
    case 'alibaba':
      return createAlibabaSms({
        ...where,
        accessKeyId: config.ALIBABA_ACCESS_KEY_ID,
        accessKeySecret: config.ALIBABA_ACCESS_KEY_SECRET,
        templates: config.SMS_TEMPLATES,
      });
    default:
      return config satisfies never;
  }
}

function livenessOf(config: PartiesConfig): LivenessCheck {
  const where = {
    protocol: config.LIVENESS_PROTOCOL,
    ...present({ endpoint: config.LIVENESS_ENDPOINT }),
  };
  switch (config.LIVENESS_VENDOR) {
    case 'tencent':
      return createTencentLiveness({
        ...where,
        secretId: config.TENCENT_SECRET_ID,
        secretKey: config.TENCENT_SECRET_KEY,
        ruleId: config.LIVENESS_RULE_ID,
      });
    case 'alibaba':
      return createAlibabaLiveness({
        ...where,
        accessKeyId: config.ALIBABA_ACCESS_KEY_ID,
        accessKeySecret: config.ALIBABA_ACCESS_KEY_SECRET,
        sceneId: config.LIVENESS_SCENE_ID,
        ...callbackOf(config),
      });
    default:
      return config satisfies never;
  }
}

function callbackOf({ LIVENESS_CALLBACK_URL: url, LIVENESS_CALLBACK_TOKEN: token }: AlibabaLivenessConfig) {
  return url === undefined || token === undefined ? {} : { callback: { url, token } };
}
type AlibabaLivenessConfig = Extract<PartiesConfig, { LIVENESS_VENDOR: 'alibaba' }>;

/** What staff have looked up in MIIT's record; a question that nobody has answered lately is put to them. */
function staffsRecords(days: number, { database, vault }: Store): NonNullable<ManualBureauOptions['records']> {
  const rules = rulesReader(database);
  return async (question) => {
    const now = Date.now();
    const { policies } = await rules();
    const mostPerAccount = policies.resolve('lookUps.openPerAccount', {}, civilDate(instant(now)));
    const notBefore = instant(now - days * DAY_MS);
    return askRecord(database, vault, question, { notBefore, mostPerAccount });
  };
}

/** The first account is asked, as for look-ups: the record behind all of them is the same. */
function passwordCheck([account]: readonly MiitAccount[]): NonNullable<Bureau['checkFilingPassword']> {
  if (account === undefined) throw new AskPersonError('There is no account at a bureau.');
  return createPasswordCheck(account);
}

function bureauOf(config: PartiesConfig, store: Store): Bureau {
  switch (config.BUREAU) {
    case 'gateway':
      return createBureauGateway({
        baseUrl: config.BUREAU_URL,
        providerId: config.BUREAU_PROVIDER_ID,
        ispId: config.BUREAU_ISP_ID,
        name: config.BUREAU_ISP_NAME,
        secret: config.BUREAU_SECRET,
      });
    case 'manual':
      return createManualBureau({ records: staffsRecords(config.BUREAU_LOOKUP_DAYS, store) });
    case 'miit': {
      const byHand = createManualBureau({ records: staffsRecords(config.BUREAU_LOOKUP_DAYS, store) });
      const codes = codesReader(store.database);
      return createMiitBureau({
        queue: orderQueue({ ...store, accounts: config.BUREAU_ACCOUNTS, codes }),
        codes,
        reportedAddresses: () => acceptedAddresses(store.database),
        report: bureauReports(config.BUREAU_ACCOUNTS),
        checkFilingPassword: passwordCheck(config.BUREAU_ACCOUNTS),
        lookUp: recordLookUps({
          ...store,
          accounts: config.BUREAU_ACCOUNTS,
          byHand: (query) => byHand.lookUp(query),
        }),
      });
    }
    default:
      return config satisfies never;
  }
}

function documentsOf(config: PartiesConfig): DocumentStore {
  switch (config.DOCUMENTS) {
    case 'folder':
      return createLocalFolderDocuments({ folder: config.DOCUMENTS_FOLDER });
    case 's3':
      return createS3Documents({
        bucket: config.S3_BUCKET,
        region: config.S3_REGION,
        accessKeyId: config.S3_ACCESS_KEY_ID,
        secretAccessKey: config.S3_SECRET_ACCESS_KEY,
        forcePathStyle: config.S3_PATH_STYLE,
        ...present({ endpoint: config.S3_ENDPOINT }),
      });
    default:
      return config satisfies never;
  }
}
