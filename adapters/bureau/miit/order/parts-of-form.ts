/** The entity, people and websites of a form in the terms of MIIT's interface (miit-interface V3.0 §2.1). */
import { ipv4Ranges } from '../../../../domain/assets/reported-addresses.ts';
import type { BureauCodes } from '../../../../domain/bureau-codes/bureau-codes.ts';
import { languageCodes } from '../../../../domain/bureau-codes/language-codes.ts';
import { placeCodes } from '../../../../domain/bureau-codes/place-codes.ts';
import {
  ACCESS_METHOD_CODE,
  certificateCode,
  CONTENT_OF_CATEGORY,
  NATURE_OF,
  PERSON_CERTIFICATE,
  PRE_APPROVAL_CODE,
  SERVER_PLACE_CODE,
} from '../../../../domain/bureau-codes/words.ts';
import { sectorDetail } from '../../../../domain/materials/slots-of-order.ts';
import type { OrderForm, Website } from '../../../../domain/order/form.ts';
import type { ServedFrom } from '../../../../domain/order/served-from.ts';
import { present } from '../../../../domain/present.ts';
import type { AccessPart, EntityPart, Head, WebsitePart } from '../documents/parts.ts';
import { inForce, known } from './in-codes.ts';
import type { Images } from './images.ts';

export function entityPart(codes: BureauCodes, form: OrderForm): EntityPart {
  const { entity } = form;
  const kind = known(entity.kind, 'The kind of the entity');
  const place = placeCodes(codes, entity);
  const certificateType = known(entity.certificateType, 'The type of the certificate');
  return {
    name: known(entity.name, 'The name of the entity'),
    nature: inForce(codes, 'NATURE', NATURE_OF[kind], 'The kind of the entity'),
    place: {
      ...known(place.found ? placeIn(place) : undefined, 'The place of the entity by its code'),
      ...present({ address: entity.mailingAddress }),
    },
    certificate: {
      type: inForce(codes, 'CERTIFICATE', certificateCode(kind, certificateType), 'The type of the certificate'),
      number: known(entity.certificateNumber, 'The number of the certificate'),
      address: known(entity.certificateAddress, 'The address on the certificate'),
    },
    head: headPart(codes, form, known(entity.headId, 'The head of the entity')),
    ...present({ investor: entity.investor, remark: entity.remark }),
  };
}

const placeIn = ({ province, city, district }: { province: string; city: string; district?: string }) => ({
  province,
  city,
  ...present({ county: district }),
});

export function headPart(codes: BureauCodes, { people }: OrderForm, id: string): Head {
  const person = known(people[id], `The person ${id}`);
  const { documentType } = person;
  return {
    name: known(person.name, `The name of ${id}`),
    mobile: known(person.mobile, `The mobile of ${id}`),
    email: known(person.email, `The mailbox of ${id}`),
    ...present({
      officePhone: person.officePhone,
      documentNumber: person.documentNumber,
      documentType:
        documentType === undefined
          ? undefined
          : inForce(codes, 'CERTIFICATE', PERSON_CERTIFICATE[documentType], `The document of ${id}`),
    }),
  };
}

/** A website without its domains, which are numbered. */
export function websitePart(
  codes: BureauCodes,
  form: OrderForm,
  id: string,
  images: Images,
): Omit<WebsitePart, 'domains'> & { domain: string } {
  const website = known(form.websites[id], `The website ${id}`);
  return {
    name: known(website.name, `The name of ${id}`),
    domain: known(website.domain, `The domain of ${id}`),
    preApprovals: approvals(codes, id, website, images),
    contents: contentsOf(website).map((code) => inForce(codes, 'CONTENT', code, `The service content of ${id}`)),
    languages: known(languageCodes(codes, website), `The language of ${id} by its code`),
    head: headPart(codes, form, known(website.headId, `The head of ${id}`)),
    ...present({ homeUrl: homePage(website.homeUrl), remark: website.remark }),
  };
}

function contentsOf({ serviceContents, contentCategories = [] }: Website): number[] {
  const chosen = serviceContents ?? contentCategories.map((category) => CONTENT_OF_CATEGORY[category]);
  return [...new Set(chosen)];
}

/** Approvals of which there is a scan; where a bureau wants none, the sector goes without. */
function approvals(codes: BureauCodes, id: string, { preApprovals = [] }: Website, images: Images) {
  return preApprovals.flatMap(({ sector, number }) => {
    const scans = images.inSlot(`pre-approval-permit-${sectorDetail(sector)}:${id}`);
    if (scans.length === 0 && number === undefined) return [];
    return [
      {
        kind: inForce(codes, 'PRE_APPROVAL', PRE_APPROVAL_CODE[sector], `The prior approval of ${id}`),
        number: known(number, `The number of the prior approval of ${id}`),
        scans: known(
          scans.length > 0 ? scans.map(({ content }) => content) : undefined,
          `The scan of the approval of ${id}`,
        ),
      },
    ];
  });
}

/** Without scheme and without a slash at its end, as the interface shows it. */
const homePage = (url: string | undefined): string | undefined => url?.replace(/^https?:\/\//i, '').replace(/\/$/, '');

/** How a website is reached, with the numbers of its addresses. */
export function accessPart(
  codes: BureauCodes,
  id: string,
  { website, server }: { website: Website | undefined; server: ServedFrom | undefined },
  numberOf: (index: number) => string,
): AccessPart {
  const { publicIps, accessMethod, place } = known(server, `The server of ${id}`);
  const ranges = ipv4Ranges(publicIps);
  const stands = known(place ?? website?.serverPlace, `The place of the server of ${id}`);
  return {
    places: [inForce(codes, 'BUREAU', SERVER_PLACE_CODE[stands], `The place of the server of ${id}`)],
    methods: [inForce(codes, 'ACCESS_METHOD', ACCESS_METHOD_CODE[accessMethod], `The access method of ${id}`)],
    addresses: known(ranges.length > 0 ? ranges : undefined, `An IPv4 address of the server of ${id}`).map(
      ({ from, to }, index) => ({ own: numberOf(index + 1), from, to }),
    ),
  };
}
