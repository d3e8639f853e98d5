/** What a step changes besides the state, in the same transaction. */
export type Effect =
  | 'holdPlace' // the account's one place (R-ORD-11)
  | 'forgetType' // it is checked anew (R-SM-13)
  | 'releasePlace'
  | 'reserveDomains' // domains and certificate, by the submission (R-ORD-12)
  | 'releaseDomains' // a withdrawn order is a draft again
  | 'permitPhoto' // for the person allowed last, as the person is now (R-AUTH-8)
  | 'askMaterial' // for slots the order has (R-SM-11)
  | 'reserveInstances' // again, on reactivation (R-SM-13)
  | 'releaseInstances' // R-CODE-5
  | 'consumeInstances'
  | 'writeRecord' // the approved record becomes visible here
  | 'takeOutFiled' // websites on record leave an order whose rest was rejected (R-BUR-4)
  | 'eraseData'; // the order's key is destroyed (R-SM-13)
