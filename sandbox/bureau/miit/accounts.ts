/** The accounts that provincial bureaus have given to the provider. Each bureau runs a server of its own. */
import type { Province } from '../../../domain/order/form.ts';

export interface BureauAccount {
  province: Province;
  /** The provider at this bureau (接入商标识): twelve digits, so it is text. */
  ispId: string;
  userName: string;
  password: string;
  /** Key and offset of the file encryption: sixteen ASCII characters each. */
  key: string;
  offset: string;
}

/** Where a bureau's server lies below the sandbox's address; the services of the interface lie below that. */
export const serverPath = (province: Province): string => `/bureaus/${province}`;

/** Two provinces, so that orders of both and a mix-up between them can be tried. */
export const SANDBOX_ACCOUNTS: readonly BureauAccount[] = [
  {
    province: 'ZJ',
    ispId: '330000009999',
    userName: 'sandbox-zj',
    password: 'sandbox-口令-zj',
    key: 'sandbox-key-zj-1',
    offset: '0102030405060708',
  },
  {
    province: 'GD',
    ispId: '440000009999',
    userName: 'sandbox-gd',
    password: 'sandbox-口令-gd',
    key: 'sandbox-key-gd-1',
    offset: '1112131415161718',
  },
];
