/** What version 3.0 of the interface (2013-10) fixes; a later version is another file. */
import type { Profile } from './profile.ts';

export const PROFILE_V30: Profile = {
  rootVersion: 'V.3.0',
  mostDocumentBytes: 50 * 1024 * 1024,
  passwordHash: 'd41d8cd98f00b204e9800998ecf8427e', // MD5 of no password
};
