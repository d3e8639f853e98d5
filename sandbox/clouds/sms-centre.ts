/** The common part of both SMS vendors: fill in an approved template, deliver the SMS, and report the delivery to Beian. */
import type { Memory } from '../state/memory.ts';
import type { Mailbox } from './mailbox.ts';
import { receiptPush, type CarrierWord, type SmsVendor } from './sms-receipts.ts';
import type { Delivery, Webhooks } from '../bureau/webhooks.ts';

export interface VendorSms {
  vendor: SmsVendor;
  to: string;
  /** Signature (签名) without brackets. */
  sign: string;
  text: string;
  template: string;
  params: readonly string[];
  key: string;
  reference: string;
}

export interface SmsCentre {
  /**
   * The text of a template with `{1}` or `${name}` filled in; undefined for an unknown template. While no templates are set, every
   * template is accepted, and its text is its name and values.
   */
  render(template: string, values: Readonly<Record<string, string>>): string | undefined;
  send(sms: VendorSms): void;
  setTemplates(texts: Readonly<Record<string, string>>): void;
  setReceipts(choice: 'automatic' | 'by-hand'): void;
  /** Reports the outcome of an SMS in the form of its vendor; undefined when no SMS has this reference. */
  report(reference: string, word: CarrierWord, eventId?: string): Promise<Delivery> | undefined;
}

export function createSmsCentre(deps: {
  memory: Memory;
  mailbox: Mailbox;
  webhooks: Webhooks;
  templates: Readonly<Record<string, string>>;
}): SmsCentre {
  const setTexts = deps.memory.collection<Readonly<Record<string, string>>>('smsTemplates');
  const receipts = deps.memory.collection<'automatic' | 'by-hand'>('smsReceipts');
  function report(reference: string, word: CarrierWord, eventId?: string): Promise<Delivery> | undefined {
    const sms = deps.mailbox.find({ channel: 'sms' }).find((message) => message.reference === reference);
    if (sms?.vendor === undefined) return undefined;
    const { vendor, to, key = '' } = sms;
    return deps.webhooks.push(vendor, receiptPush({ vendor, to, key, reference }, word), eventId);
  }

  return {
    render(template, values) {
      const templates = setTexts.get('all') ?? deps.templates;
      const text = templates[template];
      if (text !== undefined) return text.replace(/\$?\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
      return Object.keys(templates).length > 0 ? undefined : `${template}: ${Object.values(values).join(' · ')}`;
    },
    send({ sign, text, ...sms }) {
      deps.mailbox.deliver({ channel: 'sms', from: sign, ...sms, text: `【${sign}】${text}` });
      if (receipts.get('choice') !== 'by-hand') void report(sms.reference, { status: 'DELIVERED' });
    },
    report,
    setTemplates(texts) {
      setTexts.set('all', texts);
    },
    setReceipts(choice) {
      receipts.set('choice', choice);
    },
  };
}
