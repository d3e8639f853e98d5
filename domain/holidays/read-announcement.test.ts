import { describe, expect, test } from '@jest/globals';
import { readAnnouncement } from './read-announcement.ts';

/** As published on gov.cn; the lines between the items are left out where they say nothing of days. */
const OF_2024 = `国务院办公厅关于2024年
部分节假日安排的通知
国办发明电〔2023〕7号
各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
经国务院批准，现将2024年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
一、元旦：1月1日放假，与周末连休。
二、春节：2月10日至17日放假调休，共8天。2月4日（星期日）、2月18日（星期日）上班。鼓励各单位结合带薪年休假等制度落实，安排职工在除夕（2月9日）休息。
三、清明节：4月4日至6日放假调休，共3天。4月7日（星期日）上班。
四、劳动节：5月1日至5日放假调休，共5天。4月28日（星期日）、5月11日（星期六）上班。
五、端午节：6月10日放假，与周末连休。
六、中秋节：9月15日至17日放假调休，共3天。9月14日（星期六）上班。
七、国庆节：10月1日至7日放假调休，共7天。9月29日（星期日）、10月12日（星期六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫、疫情防控等工作。
国务院办公厅
2023年10月25日`;

const OF_2026 = `国务院办公厅关于2026年部分节假日安排的通知
国办发明电〔2025〕7号
各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
　　经国务院批准，现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
　　一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
　　二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
　　三、清明节：4月4日（周六）至6日（周一）放假，共3天。
　　四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
　　五、端午节：6月19日（周五）至21日（周日）放假，共3天。
　　六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
　　七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
　　国务院办公厅
　　2025年11月4日`;

const OF_2023 = `国务院办公厅关于2023年部分节假日安排的通知
国办发明电〔2022〕16号
一、元旦：2022年12月31日至2023年1月2日放假调休，共3天。
二、春节：1月21日至27日放假调休，共7天。1月28日（星期六）、1月29日（星期日）上班。
三、清明节：4月5日放假，共1天。
四、劳动节：4月29日至5月3日放假调休，共5天。4月23日（星期日）、5月6日（星期六）上班。
五、端午节：6月22日至24日放假调休，共3天。6月25日（星期日）上班。
六、中秋节、国庆节：9月29日至10月6日放假调休，共8天。10月7日（星期六）、10月8日（星期日）上班。
国务院办公厅
2022年12月8日`;

function read(text: string) {
  const result = readAnnouncement(text);
  if ('errors' in result) throw new Error(result.errors.map(({ en }) => en).join('\n'));
  const { year } = result;
  return { ...year, holidays: year.holidays.map(({ from, to }) => `${from} ${to}`) };
}

const complaints = (text: string): string[] => {
  const result = readAnnouncement(text);
  return 'errors' in result ? result.errors.map(({ en }) => en) : [];
};

describe('the State Council’s text becomes a year of the calendar (R-CAL-1)', () => {
  test('with weekdays beside the dates, as in the years since 2025', () => {
    expect(read(OF_2026)).toEqual({
      year: 2026,
      source: '国办发明电〔2025〕7号 (国务院办公厅关于2026年部分节假日安排的通知)',
      publishedOn: '2025-11-04',
      holidays: [
        '2026-01-01 2026-01-03',
        '2026-02-15 2026-02-23',
        '2026-04-04 2026-04-06',
        '2026-05-01 2026-05-05',
        '2026-06-19 2026-06-21',
        '2026-09-25 2026-09-27',
        '2026-10-01 2026-10-07',
      ],
      makeUpDays: ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
    });
  });

  test('with a day that joins a weekend and a sentence that only encourages, as in 2024', () => {
    const { publishedOn, holidays, makeUpDays } = read(OF_2024);
    expect(publishedOn).toBe('2023-10-25');
    expect([holidays[0], holidays[1], holidays[4]]).toEqual([
      '2024-01-01 2024-01-01',
      '2024-02-10 2024-02-17',
      '2024-06-10 2024-06-10',
    ]);
    expect(makeUpDays).toEqual(
      ['02-04', '02-18', '04-07', '04-28', '05-11', '09-14', '09-29', '10-12'].map((day) => `2024-${day}`),
    );
  });

  test('with days of the December before and two holidays in one, as in 2023', () => {
    const { holidays } = read(OF_2023);
    expect([holidays[0], holidays[5]]).toEqual(['2022-12-31 2023-01-02', '2023-09-29 2023-10-06']);
    expect(readAnnouncement(OF_2023)).toMatchObject({
      year: {
        holidays: expect.arrayContaining([
          expect.objectContaining({ name: '中秋节、国庆节 Mid-Autumn and National Day' }),
        ]),
      },
    });
  });
});

describe('a text that was not pasted whole or holds a slip is refused with what to do', () => {
  test.each([
    ['a weekday that is not that of the date', ['2月28日（周六）', '2月27日（周六）'], '2026-02-27 is 周五'],
    ['more or fewer days than the dates have', ['共9天', '共8天'], '2026-02-15 to 2026-02-23 are 9'],
    ['a date that does not exist', ['5月9日（周六）', '2月30日'], '2月30日 is no date'],
    [
      'a lost item',
      ['　　五、端午节：6月19日（周五）至21日（周日）放假，共3天。\n', ''],
      'no item for Dragon Boat (端午节)',
    ],
    ['a holiday of another name', ['六、中秋节：', '六、重阳节：'], '重阳节'],
    ['a sentence nobody understands', ['1月4日（周日）上班', '1月4日（周日）照常'], 'is not understood'],
    ['no number', ['国办发明电〔2025〕7号\n', ''], 'The number of the announcement is missing'],
    ['no date at its end', ['2025年11月4日', ''], 'The date of the announcement is missing'],
    ['a make-up day that is no weekend day', ['5月9日（周六）上班', '5月8日上班'], '2026-05-08 is no weekend day'],
    ['two years', ['现将2026年', '现将2025年'], 'several years'],
  ])('%s', (_what, [said = '', instead = ''], complaint) => {
    expect(OF_2026).toContain(said);
    expect(complaints(OF_2026.replace(said, instead)).join('\n')).toContain(complaint);
  });

  test('something else altogether, and nothing', () => {
    for (const text of ['', '[]', 'a'.repeat(20_000), '一、'.repeat(5000)]) expect(complaints(text)).not.toEqual([]);
  });
});
