/** WBACLJG: what the provider did about a website without a filing on its network (未备案处理结果, V3.0 §2.9). */
import { filingUpload, type Sender } from './upload-document.ts';
import {
  addressNumber,
  area,
  code,
  day,
  id,
  optionalMailboxes,
  optionalTelephone,
  optionalText,
  several,
  text,
} from './values.ts';

export interface UnfiledHandling {
  domain: string;
  address: string;
  /** Numbers of the carrier and of the provider at the bureau. */
  carrier: string;
  provider: string;
  province: string;
  /** Code of what was done; the table comes from the bureau. */
  handling: number;
  opinion: string;
  /** The day on which the provider took the website into its list, and the last day for handling it. */
  listedOn: string;
  dueOn: string;
  reporter?: { name?: string; telephone?: string; email?: string };
}

export const unfiledHandlings = (sender: Sender, all: readonly UnfiledHandling[]): string =>
  filingUpload(sender, 'WBACLJG', {
    Clxx: several('Clxx', all).map((one) => ({
      Ym: text('Ym', one.domain, 4, 128),
      IP: addressNumber('IP', one.address),
      Yys: id('Yys', one.carrier),
      Jrs: id('Jrs', one.provider),
      Shengid: area('Shengid', one.province),
      Cljg: code('Cljg', one.handling, 999),
      Clyj: text('Clyj', one.opinion, 1, 255),
      Rbsj: day('Rbsj', one.listedOn),
      Clsx: day('Clsx', one.dueOn),
      Sbrxm: optionalText('Sbrxm', one.reporter?.name, 1, 128),
      Sbrdh: optionalTelephone('Sbrdh', one.reporter?.telephone),
      Sbrdzyj: optionalMailboxes('Sbrdzyj', one.reporter?.email),
    })),
  });
