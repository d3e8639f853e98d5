/** The years whose holidays the State Council has published (R-CAL-1); add a year when its notice is out. */
import type { CivilDate } from './instant.ts';
import type { CalendarYear } from './calendar-year.ts';

const day = (date: string): CivilDate => date as CivilDate;
const holiday = (name: string, from: string, to = from) => ({ name, from: day(from), to: day(to) });

export const PUBLISHED_YEARS: readonly CalendarYear[] = [
  {
    year: 2024,
    source: '国办发明电〔2023〕7号 (国务院办公厅关于2024年部分节假日安排的通知)',
    publishedOn: day('2023-10-25'),
    holidays: [
      holiday('元旦 New Year', '2024-01-01'),
      holiday('春节 Spring Festival', '2024-02-10', '2024-02-17'),
      holiday('清明节 Qingming', '2024-04-04', '2024-04-06'),
      holiday('劳动节 Labour Day', '2024-05-01', '2024-05-05'),
      holiday('端午节 Dragon Boat', '2024-06-08', '2024-06-10'),
      holiday('中秋节 Mid-Autumn', '2024-09-15', '2024-09-17'),
      holiday('国庆节 National Day', '2024-10-01', '2024-10-07'),
    ],
    makeUpDays: [
      '2024-02-04',
      '2024-02-18',
      '2024-04-07',
      '2024-04-28',
      '2024-05-11',
      '2024-09-14',
      '2024-09-29',
      '2024-10-12',
    ].map(day),
  },
  {
    year: 2025,
    source: '国办发明电〔2024〕12号 (国务院办公厅关于2025年部分节假日安排的通知)',
    publishedOn: day('2024-11-12'),
    holidays: [
      holiday('元旦 New Year', '2025-01-01'),
      holiday('春节 Spring Festival', '2025-01-28', '2025-02-04'),
      holiday('清明节 Qingming', '2025-04-04', '2025-04-06'),
      holiday('劳动节 Labour Day', '2025-05-01', '2025-05-05'),
      holiday('端午节 Dragon Boat', '2025-05-31', '2025-06-02'),
      holiday('国庆节、中秋节 National Day and Mid-Autumn', '2025-10-01', '2025-10-08'),
    ],
    makeUpDays: ['2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11'].map(day),
  },
  {
    year: 2026,
    source: '国办发明电〔2025〕7号 (国务院办公厅关于2026年部分节假日安排的通知)',
    publishedOn: day('2025-11-04'),
    holidays: [
      holiday('元旦 New Year', '2026-01-01', '2026-01-03'),
      holiday('春节 Spring Festival', '2026-02-15', '2026-02-23'),
      holiday('清明节 Qingming', '2026-04-04', '2026-04-06'),
      holiday('劳动节 Labour Day', '2026-05-01', '2026-05-05'),
      holiday('端午节 Dragon Boat', '2026-06-19', '2026-06-21'),
      holiday('中秋节 Mid-Autumn', '2026-09-25', '2026-09-27'),
      holiday('国庆节 National Day', '2026-10-01', '2026-10-07'),
    ],
    makeUpDays: ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'].map(day),
  },
];
