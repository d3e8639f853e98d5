/** The three descriptions of the bureau's services (V3.0 §1.2): SOAP 1.1, document/literal wrapped, unqualified children. */

const PROOF = ['userName', 'randVal', 'pwdHash'] as const;
/** Servers of bureaus spell the first parameter in two ways. */
const ISP_ID = 'ispID';

export const SERVICES = {
  '/ISPWebService/upDownLoad': {
    isp_upload: [
      ISP_ID,
      ...PROOF,
      'beianInfo',
      'beianInfoHash',
      'dataSequence',
      'encryptAlgorithm',
      'hashAlgorithm',
      'compressionFormat',
    ],
    isp_download: [ISP_ID, ...PROOF, 'hashAlgorithm'],
    isp_downloadack: [ISP_ID, ...PROOF, 'hashAlgorithm', 'fileName'],
    isp_querypreviousupload: ['ispId', ...PROOF, 'hashAlgorithm'],
  },
  '/BeianStatusWebService/queryBeianStatus': {
    isp_querybeianstatus: [ISP_ID, ...PROOF, 'hashAlgorithm', 'queryConditionType', 'queryCondition'],
  },
  '/BeianStatusWebService/verifyBamm': {
    isp_verifybamm: [ISP_ID, ...PROOF, 'hashAlgorithm', 'baxh', 'bamm'],
  },
} as const satisfies Record<string, Record<string, readonly string[]>>;

export const NAMESPACE = 'http://webservice.bureau.sandbox.example/';

/** Numbers in the text of the interface; everything else is a string. */
const TYPES: Readonly<Record<string, string>> = {
  ispID: 'xs:long',
  ispId: 'xs:long',
  dataSequence: 'xs:long',
  encryptAlgorithm: 'xs:int',
  hashAlgorithm: 'xs:int',
  compressionFormat: 'xs:int',
  queryConditionType: 'xs:int',
};

/** The description of one service. The address in it is one inside the bureau, as real ones are. */
export function wsdlOf(path: string, methods: Readonly<Record<string, readonly string[]>>): string {
  const names = Object.keys(methods);
  const service = path.slice(path.lastIndexOf('/') + 1);
  const each = (part: (name: string) => string): string => names.map(part).join('');
  return `<?xml version="1.0" encoding="UTF-8"?>
<wsdl:definitions name="${service}" targetNamespace="${NAMESPACE}" xmlns:tns="${NAMESPACE}" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/">
<wsdl:types><xs:schema targetNamespace="${NAMESPACE}" elementFormDefault="unqualified">
${each((name) => wrapper(name, methods[name] ?? []) + wrapper(`${name}Response`, ['return']))}
</xs:schema></wsdl:types>
${each(
  (name) =>
    `<wsdl:message name="${name}"><wsdl:part name="parameters" element="tns:${name}"/></wsdl:message>` +
    `<wsdl:message name="${name}Response"><wsdl:part name="parameters" element="tns:${name}Response"/></wsdl:message>`,
)}
<wsdl:portType name="${service}Port">${each(
    (name) =>
      `<wsdl:operation name="${name}"><wsdl:input message="tns:${name}"/><wsdl:output message="tns:${name}Response"/></wsdl:operation>`,
  )}</wsdl:portType>
<wsdl:binding name="${service}Binding" type="tns:${service}Port"><soap:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>
${each(
  (name) =>
    `<wsdl:operation name="${name}"><soap:operation soapAction=""/><wsdl:input><soap:body use="literal"/></wsdl:input><wsdl:output><soap:body use="literal"/></wsdl:output></wsdl:operation>`,
)}</wsdl:binding>
<wsdl:service name="${service}"><wsdl:port name="${service}Port" binding="tns:${service}Binding"><soap:address location="http://inside.bureau.example:8080${path}"/></wsdl:port></wsdl:service>
</wsdl:definitions>`;
}

const wrapper = (name: string, children: readonly string[]): string =>
  `<xs:element name="${name}"><xs:complexType><xs:sequence>${children
    .map((child) => `<xs:element name="${child}" type="${TYPES[child] ?? 'xs:string'}" minOccurs="0"/>`)
    .join('')}</xs:sequence></xs:complexType></xs:element>`;
