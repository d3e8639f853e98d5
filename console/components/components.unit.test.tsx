import { describe, expect, test } from '@jest/globals';
import type { VNode } from 'preact';
import { render } from 'preact-render-to-string';
import { Banner } from './banner.tsx';
import { Button } from './button.tsx';
import { Checkboxes } from './checkboxes.tsx';
import { DateInput } from './date-input.tsx';
import { ErrorSummary } from './error-summary.tsx';
import { QrCode } from './qr-code.tsx';
import { Radios } from './radios.tsx';
import { SummaryList } from './summary-list.tsx';
import { Table } from './table.tsx';
import { TaskList } from './task-list.tsx';
import { TextInput } from './text-input.tsx';
import { Textarea } from './textarea.tsx';

const SCRIPT = '<script>alert(1)</script>';
const html = (node: VNode): string => render(node);

describe('what somebody typed is text, whatever it holds', () => {
  test.each<[string, VNode]>([
    ['in a field', <TextInput id="a" label="名称" value={`"${SCRIPT}`} />],
    ['in several lines', <Textarea id="a" label="备注" value={`</textarea>${SCRIPT}`} />],
    ['in a summary', <SummaryList rows={[{ key: SCRIPT, value: SCRIPT }]} />],
    ['in a table', <Table caption={SCRIPT} columns={[{ text: SCRIPT }]} rows={[{ id: '1', cells: [SCRIPT] }]} />],
    ['in an error', <ErrorSummary title="t" problems={[{ text: SCRIPT, field: 'a' }]} />],
    ['in a banner', <Banner title={SCRIPT}>{SCRIPT}</Banner>],
    ['in a choice', <Radios id="a" label="l" choices={[{ value: SCRIPT, text: SCRIPT }]} />],
    ['in a button', <Button>{SCRIPT}</Button>],
  ])('%s', (_, node) => {
    expect(html(node)).not.toContain('<script');
    expect(html(node)).not.toContain('</textarea>&lt;');
  });
});

test('a field is labelled, and described by its hint and what is wrong with it', () => {
  const shown = html(<TextInput id="entity.name" label="名称" hint="与证件一致" error="请填写" />);
  expect(shown).toContain('for="entity.name"');
  expect(shown).toContain('aria-describedby="entity.name-hint entity.name-error"');
  expect(shown).toContain('govuk-form-group--error');
});

test('the first of several choices has the id that an error leads to', () => {
  const choices = [
    { value: 'A', text: 'a' },
    { value: 'B', text: 'b' },
  ];
  expect(html(<Radios id="kind" label="l" choices={choices} value="B" />)).toMatch(/id="kind"[^>]*value="A"/);
  expect(html(<Checkboxes id="kind" label="l" choices={choices} values={['B']} />)).toMatch(
    /id="kind-2"[^>]*value="B"[^>]*checked/,
  );
});

test('a day and that there is none post under one name', () => {
  const instead = { value: 'LONG_TERM', text: '长期' };
  const shown = html(<DateInput id="d" label="有效期" dayLabel="日期" value="LONG_TERM" instead={instead} />);
  expect(shown.match(/name="d"/g)).toHaveLength(2);
  expect(shown).toMatch(/type="checkbox"[^>]*checked/);
  expect(shown).not.toContain('value="LONG_TERM" type="date"');
});

test('a step that cannot be taken yet is no link', () => {
  const status = { text: '未完成' };
  const shown = html(
    <TaskList
      tasks={[
        { id: 'a', title: '材料', status },
        { id: 'b', title: '主体', href: '/b', status },
      ]}
    />,
  );
  expect(shown.match(/<a /g)).toHaveLength(1);
});

test('a QR code is drawn as one path, with a name for those who do not see it', () => {
  const shown = html(<QrCode url="https://console.example.cn/orders/1" label="扫码打开订单" />);
  expect(shown).toContain('role="img"');
  expect(shown).toContain('aria-label="扫码打开订单"');
  expect(shown).toMatch(/<path d="M\d+ \d+h\d+v1h-\d+z/);
});
