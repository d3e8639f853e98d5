/** Answers of the interface, typed in from its specification (V3.0 §1.8): what is read, and what is no answer. */
import { describe, expect, test } from '@jest/globals';
import { readAnswer } from './answers.ts';
import { XmlError } from './xml.ts';

const answer = (inside: string) => `<?xml version="1.0" encoding="GBK"?><return version="V.3.0">${inside}</return>`;
const FILE =
  '<hashAlgorithm>0</hashAlgorithm><compressionFormat>0</compressionFormat><encryptAlgorithm>1</encryptAlgorithm>';

describe('an answer', () => {
  test('of a download has a file in its envelope', () => {
    const infos = `<fileInfos>${FILE}<return_FileName>20260316154300_zj_0001.xml</return_FileName><beianInfo>QUJD\r\nREVG</beianInfo><beianInfoHash>aGFzaA==</beianInfoHash></fileInfos>`;
    expect(readAnswer(answer(`<msg_code>3</msg_code><msg>更多</msg>${infos}`))).toEqual({
      code: 3,
      class: 'MORE',
      message: '更多',
      missing: [],
      file: {
        name: '20260316154300_zj_0001.xml',
        envelope: {
          beianInfo: 'QUJD\nREVG', // XML makes one line break of both characters
          beianInfoHash: 'aGFzaA==',
          encryptAlgorithm: '1',
          hashAlgorithm: '0',
          compressionFormat: '0',
        },
      },
    });
  });

  test('about the previous upload has its number; 0 and no file when there was none', () => {
    const none = `<fileInfos>${FILE}<dataSequence>0</dataSequence><return_FileName/><beianInfo/><beianInfoHash/></fileInfos>`;
    expect(readAnswer(answer(`<msg_code>0</msg_code><msg/>${none}`))).toEqual({
      code: 0,
      class: 'DONE',
      message: '',
      missing: [],
      previousNumber: 0,
    });
  });

  test('with code 14 names every number that the bureau lacks', () => {
    const lacks = '<dataSequences><dataSequence>501</dataSequence><dataSequence>502</dataSequence></dataSequences>';
    expect(readAnswer(answer(`<msg_code>14</msg_code><msg>…</msg>${lacks}`))).toMatchObject({
      class: 'RESYNCHRONISE',
      missing: [501, 502],
    });
  });

  test('with a code that the interface does not name is a matter for a person', () => {
    expect(readAnswer(answer('<msg_code>77</msg_code><msg>?</msg>'))).toMatchObject({ code: 77, class: 'PERSON' });
  });
});

test.each([
  ['another root', '<html/>'],
  ['no code', answer('<msg>x</msg>')],
  ['a code that is no number', answer('<msg_code>ok</msg_code>')],
  ['a number beyond 2^53', answer('<msg_code>0</msg_code><fileInfos><dataSequence>9007199254740993</dataSequence></fileInfos>')],
  ['a number beyond four bytes', answer('<msg_code>0</msg_code><fileInfos><dataSequence>2147483648</dataSequence></fileInfos>')],
  ['a missing number beyond 2^53', answer('<msg_code>14</msg_code><dataSequences><dataSequence>9007199254740993</dataSequence></dataSequences>')],
  ['entities of its own', '<!DOCTYPE return [<!ENTITY c "0">]><return><msg_code>&c;</msg_code></return>'],
  ['no end', '<return version="V.3.0"><msg_code>0</msg_code>'],
])('a text with %s is no answer, and nothing in it is guessed', (_what, xml) => {
  expect(() => readAnswer(xml)).toThrow(XmlError);
}); // prettier-ignore
