/** The reader of the sandbox: whatever picture it is given shows the licence of an invented company. */
import type { CertificateReader } from './certificate-reader.ts';

export const sandboxCertificateReader = (): CertificateReader => ({
  read: async ({ content, mediaType }) => {
    if (content.length === 0 || !mediaType.startsWith('image/')) return { status: 'UNREADABLE' };
    return {
      status: 'READ',
      fields: {
        name: '福州样本信息技术有限公司',
        certificateType: 'BUSINESS_LICENCE',
        certificateNumber: '91350100M000100Y43',
        certificateValidUntil: 'LONG_TERM',
        province: 'FJ',
        city: '福州市',
        district: '鼓楼区',
        certificateAddress: '福州市鼓楼区样本路1号',
      },
    };
  },
});
