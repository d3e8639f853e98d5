/** Reads what stands on the photo of a certificate (OCR), so that the customer need not type it. */
import type { Entity } from '../../domain/order/form.ts';

/** The fields that a certificate of an entity shows. */
export type CertificateFields = Partial<
  Pick<
    Entity,
    | 'name'
    | 'certificateType'
    | 'certificateNumber'
    | 'certificateValidUntil'
    | 'province'
    | 'city'
    | 'district'
    | 'certificateAddress'
  >
>;

export type CertificateReading =
  | { status: 'READ'; fields: CertificateFields }
  /** Nothing on the picture looks like a certificate. */
  | { status: 'UNREADABLE' };

export interface CertificateReader {
  /** Throws `RetryableError` when the reader does not answer now. The picture is not kept. */
  read(picture: { content: Buffer; mediaType: string }): Promise<CertificateReading>;
}
