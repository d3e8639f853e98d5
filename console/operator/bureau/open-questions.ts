/** What nothing public says of MIIT's interface: what to ask, what Beian assumes, and what to set when the answer differs. */
import type { Text } from '../../texts/texts.ts';

const say = (zh: string, en: string): Text => ({ zh, en });

export const QUESTIONS: readonly (readonly [question: Text, assumed: Text, ifOther: Text])[] = [
  [
    say(
      '贵局现用版本、主机、端口、HTTP 或 HTTPS、上报时间？是否有测试账号？version 属性填什么？',
      'Which version do you run, on which host and port, over HTTP or HTTPS, at which hours? Is there a test account? What stands in “version”?',
    ),
    say('V3.0 和 V.3.0', 'V3.0 and V.3.0'),
    say(
      '在 BUREAU_ACCOUNTS 中设置 url 和 hours；其他版本需要单独的 profile。',
      'Set “url” and “hours” in BUREAU_ACCOUNTS; another version needs a profile of its own.',
    ),
  ],
  [
    say(
      '核验材料采集码如何获取，代替什么？',
      'How is the collection code of verification material fetched, and what does it replace?',
    ),
    say('不使用', 'It is not used.'),
    say('需要单独的 profile。', 'A profile of its own.'),
  ],
  [
    say(
      '短信核验如何报告？接入商能否要求重新发送验证码？',
      'How is SMS verification reported? Can a provider have a code sent again?',
    ),
    say('本接口不报告', 'Not over this interface.'),
    say(
      '需要单独的 profile；在此之前由运营人员在“登记管局短信核验”页面登记。',
      'A profile of its own; until then operators enter it on “Enter what MIIT says of the SMS”.',
    ),
  ],
  [
    say(
      '密钥和偏移量多长，是文本还是十六进制？上报是否必须加密？GBK 以外的字如何书写？',
      'How long are key and offset, as text or hex? Must uploads be encrypted? How are characters outside GBK written?',
    ),
    say(
      '16 个 ASCII 字符；有密钥即加密；含此类字的订单转人工',
      '16 characters of ASCII; encrypted where a key is set; an order with such a character goes to a person.',
    ),
    say('设置 encryptUploads。', 'Set “encryptUploads”.'),
  ],
  [
    say(
      '重复的 dataSequence 会怎样？按账号还是按接入商编号？更换系统后首个编号是多少？',
      'What happens to a number that was sent before? Is it counted per account or per ISP id? What is the first one after a change of system?',
    ),
    say('未先查询最近编号，绝不重复发送', 'A number is never sent twice without asking which was the last.'),
    say(
      '管局计数与本系统不同时，运营人员会收到任务。',
      'An operator has a task where the bureau’s counter and Beian’s differ.',
    ),
  ],
  [
    say(
      'bamm 是明文还是散列？2020 年取消备案密码后 ICPmm 填什么？',
      'Is “bamm” clear text or a hash? What stands in “ICPmm” since passwords were given up in 2020?',
    ),
    say(
      '校验时先发明文；V3.0 要求新增接入必填 ICPmm，规则不要求密码时填空密码的散列',
      'Clear text when a password is checked; V3.0 demands ICPmm for a new access, and where no rule asks for a password it is the hash of an empty one.',
    ),
    say(
      '设置 passwordCheck；规则 password.required 决定何时要求密码。',
      'Set “passwordCheck”; the policy password.required says when a password is asked for.',
    ),
  ],
  [
    say(
      '附件大小按字节还是按 base64 计算？除 JPG 外接受哪些格式？Fjyt 有哪些值？',
      'Do the limits of papers count bytes or base64? Which formats besides JPG? Which values has “Fjyt”?',
    ),
    say('按 base64，JPG，1 至 5', 'Base64, JPG, 1 to 5.'),
    say('代码表会带来用途；格式在 profile 中。', 'The code table brings uses; formats stand in the profile.'),
  ],
  [
    say(
      'isp_querybeianstatus 能查询全国吗？大于 11 的条件类型有哪些？每天可查多少次？',
      'Does isp_querybeianstatus know the whole country? Which condition types above 11? How many calls a day?',
    ),
    say('接口不能回答的由工作人员查询', 'An employee looks up what the interface cannot answer.'),
    say('用 BUREAU_LOOKUP_DAYS 设置此类答复的有效期。', 'Set BUREAU_LOOKUP_DAYS for how long such an answer holds.'),
  ],
  [
    say(
      '退回后重新提交时能否沿用 IspZtid 和 IspWzid？',
      'May IspZtid and IspWzid be used again when a refused order is sent anew?',
    ),
    say('可以；IspJrid 每次都是新的', 'Yes; IspJrid is new each time.'),
    say('请反馈：届时每次提交分配新编号。', 'Report it: numbers are then given out for each hand-over.'),
  ],
  [
    say(
      '审核结果和备案数据的先后？取消接入是否以 ZXSJ 2 下发？是否存在“类型错误”的结果？',
      'In which order do decision and record come? Does a cancelled access come as ZXSJ 2? Does a decision “wrong type” exist?',
    ),
    say('先后不限；两种方式都能识别；不存在', 'Any order; both ways are understood; no.'),
    say('由运营人员登记此类结果。', 'An operator enters such a decision.'),
  ],
  [
    say(
      'SJTB 何时下发，如何申请？首个 JCDM 何时下发？',
      'When does SJTB come, and how is it asked for? When the first JCDM?',
    ),
    say('由管局决定', 'Whenever the bureau decides.'),
    say('无需设置。', 'Nothing is to be set.'),
  ],
];
