import type { Texts } from '../../texts/texts.ts';

/** What the pages say on which scans are uploaded and face checks begun. */
export const scanTexts = {
  choosePicture: { zh: '选择图片', en: 'Choose a picture' },
  drop: { zh: '或把图片拖到这里', en: 'or drop it here' },
  none: { zh: '未选择图片', en: 'No picture chosen' },
  entered: { zh: '已进入拖放区域', en: 'Over the place to drop it' },
  left: { zh: '已离开拖放区域', en: 'Away from the place to drop it' },
  camera: { zh: '或现在拍照', en: 'Or take a photo now' },
  turnLeft: { zh: '向左旋转', en: 'Turn left' },
  turnRight: { zh: '向右旋转', en: 'Turn right' },
  preview: { zh: '预览：{slot}', en: 'Preview: {slot}' },
  sending: { zh: '正在上传', en: 'Uploading' },
  broken: {
    zh: '上传中断，图片没有保存。图片仍在这里，请检查网络后再次点击“上传”。',
    en: 'The upload broke off and nothing was stored. The picture is still here: check your connection and press “Upload” again.',
  },
  onPhone: { zh: '请用手机拍摄：扫描本页上方的二维码。', en: 'Taken by phone: scan the code at the top of this page.' },
  phoneTitle: { zh: '用手机拍摄证件', en: 'Photograph certificates by phone' },
  phoneLead: {
    zh: '证件须用手机拍摄上传。扫码后手机直接打开此订单，拍完后回到这里即可看到，其余内容仍在电脑上办理。',
    en: 'Certificates are photographed by phone. The code opens this order there; come back here afterwards, the pictures are here and everything else goes on at the computer.',
  },
  reload: { zh: '查看手机上传的图片', en: 'Show what the phone has uploaded' },
  codeTerm: {
    zh: '二维码十分钟内有效，只能打开这一个订单。请不要给别人看。',
    en: 'The code is good for ten minutes and opens this one order. Show it to nobody else.',
  },
  onThisDevice: { zh: '不能扫码？在这台设备上打开', en: 'Cannot scan it? Open it on this device' },
  scansHere: { zh: '证件和人脸核验', en: 'Certificates and face checks' },
} as const satisfies Texts;
