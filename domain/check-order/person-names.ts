/** Names of people in what people write: an individual's website is called after nobody else (R-SITE-5). */

/** The surnames that nine people in ten have, those of two characters first. */
const SURNAMES =
  '欧阳|上官|司马|诸葛|王|李|张|刘|陈|杨|赵|黄|周|吴|徐|孙|胡|朱|高|林|何|郭|马|罗|梁|宋|郑|谢|韩|唐|冯|于|董|萧|程|曹|袁|邓|许|傅|沈|曾|彭|吕|苏|卢|蒋|蔡|贾|丁|魏|薛|叶|阎|余|潘|杜|戴|夏|钟|汪|田|任|姜|范|方|石|姚|谭|廖|邹|熊|金|陆|郝|孔|白|崔|康|毛|邱|秦|江|史|顾|侯|邵|孟|龙|万|段|雷|钱|汤|尹|黎|易|常|武|乔|贺|赖|龚|文';
const OF_SOMEBODY = new RegExp(`^((?:${SURNAMES})\\p{Script=Han}{1,2})的`, 'u');

/** The name before the 的 that a website begins with (`张伟的个人博客`), if it may be that of a person. */
export const personIn = (text: string): string | undefined => OF_SOMEBODY.exec(text.normalize('NFKC'))?.[1];
