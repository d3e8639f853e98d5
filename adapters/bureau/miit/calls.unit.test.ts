/** The calls against a SOAP server of a public package, with descriptions in the forms that servers of different makers give. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { createServer, type RequestListener, type Server } from 'node:http';
import { listen } from 'soap';
import { AskPersonError, RetryableError } from '../../delivery-faults.ts';
import { prove } from './authentication.ts';
import { createMiitCalls } from './calls.ts';

let server: Server | undefined;
afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((closed) => (server === undefined ? closed(undefined) : server.close(closed)));
  server = undefined;
});

const PATH = '/ISPWebService/upDownLoad';
const ANSWER = '<return version="V.3.0"><msg_code>2</msg_code><msg>没有 &amp; 无</msg></return>';

/** A description of `isp_download`, in style document/literal wrapped. */
const wsdl = (schema: string, qualified = false): string => `<?xml version="1.0" encoding="UTF-8"?>
<wsdl:definitions name="upDownLoad" targetNamespace="urn:miit-test" xmlns:tns="urn:miit-test" xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/">
<wsdl:types><xs:schema targetNamespace="urn:miit-test" elementFormDefault="${qualified ? 'qualified' : 'unqualified'}">${schema}</xs:schema></wsdl:types>
<wsdl:message name="ask"><wsdl:part name="parameters" element="tns:isp_download"/></wsdl:message>
<wsdl:message name="answer"><wsdl:part name="parameters" element="tns:isp_downloadResponse"/></wsdl:message>
<wsdl:portType name="Port"><wsdl:operation name="isp_download"><wsdl:input message="tns:ask"/><wsdl:output message="tns:answer"/></wsdl:operation></wsdl:portType>
<wsdl:binding name="Binding" type="tns:Port"><soap:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>
<wsdl:operation name="isp_download"><soap:operation soapAction=""/><wsdl:input><soap:body use="literal"/></wsdl:input><wsdl:output><soap:body use="literal"/></wsdl:output></wsdl:operation></wsdl:binding>
<wsdl:service name="Service"><wsdl:port name="Port" binding="tns:Binding"><soap:address location="http://inside.bureau.example:8080${PATH}"/></wsdl:port></wsdl:service>
</wsdl:definitions>`;

const fields = (names: readonly string[]) =>
  names.map((name) => `<xs:element name="${name}" type="xs:string" minOccurs="0"/>`).join('');
const RESPONSE = `<xs:element name="isp_downloadResponse"><xs:complexType><xs:sequence>${fields(['return'])}</xs:sequence></xs:complexType></xs:element>`;
const inline = (names: readonly string[]): string =>
  `<xs:element name="isp_download"><xs:complexType><xs:sequence>${fields(names)}</xs:sequence></xs:complexType></xs:element>${RESPONSE}`;

const NAMES = ['ispID', 'userName', 'randVal', 'pwdHash', 'hashAlgorithm'];

async function at(listener: RequestListener | undefined): Promise<string> {
  server = createServer(listener);
  await new Promise((ready) => server?.listen(0, '127.0.0.1', () => ready(undefined)));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

/** A server of the package that answers a call with what it got. */
async function soapServer(description: string, answer = ANSWER): Promise<{ baseUrl: string; got: unknown[] }> {
  const got: unknown[] = [];
  const baseUrl = await at(undefined);
  const isp_download = (given: unknown) => {
    got.push(given);
    return { return: answer };
  };
  if (server !== undefined)
    listen(server, { path: PATH, services: { Service: { Port: { isp_download } } }, xml: description });
  return { baseUrl, got };
}

const PROOF = { ...prove({ userName: 'sample & <co>', password: 'secret' }) };
const download = (baseUrl: string, timeoutMs = 5000) =>
  createMiitCalls({ baseUrl, timeoutMs }).call('isp_download', { ispId: '330000009999', ...PROOF });

describe('a call', () => {
  test('goes out in the names of the description, and brings the text of the answer', async () => {
    const { baseUrl, got } = await soapServer(wsdl(inline(NAMES)));
    await expect(download(baseUrl)).resolves.toBe(ANSWER);
    expect(got).toEqual([
      {
        ispID: '330000009999',
        userName: 'sample & <co>',
        randVal: PROOF.randVal,
        pwdHash: PROOF.pwdHash,
        hashAlgorithm: '0',
      },
    ]);
  });

  test('spells parameters as each server does', async () => {
    const { baseUrl, got } = await soapServer(
      wsdl(inline(['ispId', 'username', 'RANDVAL', 'pwdHash', 'hashAlgorithm'])),
    );
    await download(baseUrl);
    expect(got).toMatchObject([{ ispId: '330000009999', username: 'sample & <co>', RANDVAL: PROOF.randVal }]);
  });

  test('is understood where elements carry the namespace', async () => {
    const { baseUrl, got } = await soapServer(wsdl(inline(NAMES), true));
    await expect(download(baseUrl)).resolves.toBe(ANSWER);
    expect(got).toMatchObject([{ ispID: '330000009999' }]);
  });

  test('follows a type that stands apart from its element', async () => {
    const apart = `<xs:element name="isp_download" type="tns:ask"/><xs:complexType name="ask"><xs:sequence>${fields(NAMES)}</xs:sequence></xs:complexType>${RESPONSE}`;
    const { baseUrl, got } = await soapServer(wsdl(apart));
    await download(baseUrl);
    expect(got).toMatchObject([{ ispID: '330000009999' }]);
  });

  test('follows a schema of its own address, on the same server only', async () => {
    const imported = wsdl(
      '<xs:import schemaLocation="http://inside.bureau.example:8080/ISPWebService/upDownLoad?xsd=1"/>',
    );
    const schema = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:miit-test">${inline(NAMES)}</xs:schema>`;
    const asked: string[] = [];
    const baseUrl = await at((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      if (request.method === 'POST') response.end(soapAnswer(ANSWER));
      else response.end(request.url === `${PATH}?wsdl` ? imported : schema);
    });
    await expect(download(baseUrl)).resolves.toBe(ANSWER);
    expect(asked).toEqual([`GET ${PATH}?wsdl`, `GET ${PATH}?xsd=1`, `POST ${PATH}`]);
  });
});

const soapAnswer = (text: string): string =>
  `<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><m:isp_downloadResponse xmlns:m="urn:x"><return><![CDATA[${text}]]></return></m:isp_downloadResponse></soap:Body></soap:Envelope>`;

describe('a call that fails', () => {
  /** Answers the description, and the call as given. */
  const answering = (call: RequestListener) =>
    at((request, response) => {
      if (request.method === 'GET') response.end(wsdl(inline(NAMES)));
      else call(request, response);
    });

  test.each<[string, RequestListener]>([
    ['is cut off after it was sent', (request) => request.socket.destroy()],
    ['is answered by half', (_request, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('<soap:Env', () => response.destroy());
    }],
    ['is never answered', () => {}],
    ['is answered by a page of a proxy', (_request, response) => response.writeHead(502).end('<html><body>Bad gateway</body></html>')],
    ['is answered by something that is no XML', (_request, response) => response.end('busy')],
    ['is answered with an entity of its own', (_request, response) => response.end('<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>')],
    ['is answered with a fault', (_request, response) => response.writeHead(500).end('<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault><faultcode>s:Server</faultcode></s:Fault></s:Body></s:Envelope>')],
    ['is sent elsewhere', (_request, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()],
  ])('because it %s may have been carried out', async (_how, call) => {
    const failed = download(await answering(call), 500);
    await expect(failed).rejects.toBeInstanceOf(RetryableError);
    await expect(failed).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
  }); // prettier-ignore

  test('before a connection was there was certainly not carried out', async () => {
    await expect(download('http://127.0.0.1:1')).rejects.toMatchObject({ code: 'NOT_SENT' });
  });

  test('before the description could be read was certainly not carried out, and reads it again next time', async () => {
    let broken = true;
    const baseUrl = await at((request, response) => {
      if (broken) request.socket.destroy();
      else response.end(request.method === 'GET' ? wsdl(inline(NAMES)) : soapAnswer(ANSWER));
    });
    const calls = createMiitCalls({ baseUrl });
    const call = () => calls.call('isp_download', { ispId: '1', ...PROOF });
    await expect(call()).rejects.toMatchObject({ code: 'NOT_SENT' });
    broken = false;
    await expect(call()).resolves.toBe(ANSWER);
  });

  test.each<[string, string]>([
    ['no description', '<html></html>'],
    ['another method', wsdl(inline(NAMES)).replaceAll('isp_download"', 'isp_other"')],
    ['a parameter that nobody here knows', wsdl(inline([...NAMES, 'cjm']))],
  ])('because the server has %s asks a person', async (_what, description) => {
    const baseUrl = await at((_request, response) => response.end(description));
    await expect(download(baseUrl)).rejects.toBeInstanceOf(AskPersonError);
  });
});
