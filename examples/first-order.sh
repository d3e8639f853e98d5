#!/usr/bin/env bash
# Files one order by hand: what an applicant, two reviewers, MIIT and the bureau do, one request after the other.
# Needs bash, curl, node, and a stack: `npm start` in another terminal. Ends in COMPLETED, with a filing number.
#
#     BEIAN_URL    Beian's API; that of the stack that runs in this clone unless said
#     SANDBOX_URL  the sandbox that plays the outside parties; that of the same stack unless said
#     OPEN_AT      when the filing takes place; OPEN_AT=now files today
#     ACCOUNT      the applicant's account; a new one unless said
#     TOKEN_COMMAND  where the sandbox signs nobody in: reads {"id": …, "role": …} and prints that person's token
set -euo pipefail

# address NAME reads where the stack of `npm start` answers, or that of `npm run demo -- --keep`
address() {
  local state file
  state=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)/.beian
  for file in "$state/stack.json" "$state/demo/stack.json"; do
    [ -e "$file" ] && node -p "JSON.parse(require('node:fs').readFileSync('$file', 'utf8')).$1" && return
  done
  echo 'No stack runs in this clone: start one with npm start, or set BEIAN_URL and SANDBOX_URL.' >&2
  return 1
}
BEIAN=${BEIAN_URL:-$(address apiUrl)}
SANDBOX=${SANDBOX_URL:-$(address sandboxUrl)}

# Shorthands

# send METHOD URL [curl's options] prints the answer; one that is not 2xx is shown and ends the script
send() {
  local answer
  answer=$(curl --silent --show-error --fail-with-body --request "$@") || {
    echo "$1 $2 failed: $answer" >&2
    return 1
  }
  printf '%s\n' "$answer"
}

# get TOKEN PATH asks Beian
get() {
  send GET "$BEIAN$2" --header "Authorization: Bearer $1"
}

# write TOKEN METHOD PATH < JSON tells Beian
write() {
  send "$2" "$BEIAN$3" --header "Authorization: Bearer $1" --header 'Content-Type: application/json' --data-binary @-
}

# sandbox PATH < JSON makes an outside party act
sandbox() {
  send POST "$SANDBOX/sandbox/v1$1" --header 'Content-Type: application/json' --data-binary @-
}

# … | field .order.stage reads one value of an answer
field() {
  node -e "const answer = require('node:fs').readFileSync(0, 'utf8'); if (answer) console.log(JSON.parse(answer)$1)"
}

# until_state STATE waits for what comes by itself, such as the effect of a callback
until_state() {
  local state
  for _ in {1..120}; do
    state=$(get "$APPLICANT" "$ORDER" | field .stage)
    [ "$state" = "$1" ] && echo "→ $state" && return
    sleep 0.5
  done
  echo "The order is in $state and did not reach $1." >&2
  return 1
}

# Names that are new in every run, so that the script can be run again

RUN=$(date +%s)
ACCOUNT=${ACCOUNT:-account-$RUN}
DOMAIN=lilei-$RUN.cn
INSTANCE=i-$RUN
DIGITS=${RUN: -8}
# An ID card number: six digits of place, eight of birth, three of sequence, and the check digit (GB 11643).
ID_NUMBER=$(node -p '
  const digits = "33010619930308" + process.argv[1];
  const sum = [...digits].reduce((total, digit, place) => total + digit * (2 ** (17 - place) % 11), 0);
  digits + "10X98765432"[sum % 11]' "${RUN: -3}")

# 1. Sign in

token() {
  if [ -n "${TOKEN_COMMAND:-}" ]; then
    $TOKEN_COMMAND
    return
  fi
  send POST "$BEIAN/v1/demo-tokens" --header 'Content-Type: application/json' --data-binary @- | field .token
}
APPLICANT=$(token <<< '{"id": "li-lei", "role": "applicant", "accountId": "'$ACCOUNT'"}')
OPERATOR=$(token <<< '{"id": "operator-1", "role": "operator"}')
REVIEWER_1=$(token <<< '{"id": "reviewer-1", "role": "reviewer"}')
REVIEWER_2=$(token <<< '{"id": "reviewer-2", "role": "reviewer"}')

# 2. What the provider knows: the account, its server, and the registered domain

write "$OPERATOR" POST /v1/accounts << JSON > /dev/null
{"id": "$ACCOUNT", "kind": "INDIVIDUAL", "verified": true, "mobile": "137$DIGITS", "email": "li.lei@example.cn"}
JSON
sandbox /assets/instances << JSON > /dev/null
{"instanceId": "$INSTANCE", "ownerAccountId": "$ACCOUNT", "product": "VM", "mainland": true, "prepaid": true,
 "termMonths": 36, "expiresOn": "2035-12-31", "publicIp": "203.0.113.10", "place": "ZJ"}
JSON
sandbox /assets/domains << JSON > /dev/null
{"domain": "$DOMAIN", "registrantKind": "PERSON", "registrant": {"name": "李雷", "certificateNumber": "$ID_NUMBER"},
 "mainlandRegistrar": true, "registeredHere": true, "realNameVerifiedOn": "2025-01-05", "expiresOn": "2035-01-05"}
JSON

# 3. Open the order

OPEN_AT=${OPEN_AT:-2026-05-11T09:30:00+08:00}
OPENING='{"rulesConfirmed": true, "openAt": "'$OPEN_AT'"}'
[ "$OPEN_AT" = now ] && OPENING='{"rulesConfirmed": true}'
ORDER=/v1/orders/$(write "$APPLICANT" POST /v1/orders <<< "$OPENING" | field .id)
echo "Order ${ORDER##*/}"

# 4. Fill in the form, have the type determined, name the server

write "$APPLICANT" PATCH "$ORDER/form" << JSON | field .stage
{
  "entity": {
    "kind": "INDIVIDUAL", "name": "李雷", "certificateType": "RESIDENT_ID", "certificateNumber": "$ID_NUMBER",
    "province": "ZJ", "city": "杭州市", "district": "西湖区", "certificateAddress": "浙江省杭州市西湖区示例路10号",
    "mailingProvince": "ZJ", "mailingAddress": "浙江省杭州市西湖区示例路10号", "headId": "P1"
  },
  "people": {
    "P1": {
      "name": "李雷", "documentType": "RESIDENT_ID", "documentNumber": "$ID_NUMBER", "documentValidUntil": "2038-06-30",
      "mobile": "138$DIGITS", "emergencyMobile": "139$DIGITS", "email": "li.lei@example.cn", "legalRepresentative": true
    }
  },
  "websites": {
    "W1": {
      "name": "李雷的读书笔记", "domain": "$DOMAIN", "homeUrl": "https://www.$DOMAIN/", "headId": "P1",
      "contentCategories": ["PERSONAL_PORTFOLIO"], "languages": ["zh"], "serviceType": "WEBSITE",
      "serviceContents": [6], "languageCodes": [1]
    }
  }
}
JSON
write "$APPLICANT" POST "$ORDER/type" <<< '{}' | field .type
write "$APPLICANT" PUT "$ORDER/websites/W1/instance" <<< '{"instanceId": "'$INSTANCE'"}' | field .stage

# 5. Upload a scan into every slot that must be filled

SCAN=$(mktemp)
trap 'rm -f "$SCAN"' EXIT
# A real image: eight by eight grey pixels.
PIXELS=iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAAAAADhZOFXAAAADklEQVR4nGNogAIGyhgAgIQgAQ2AJGEAAAAASUVORK5CYII=
base64 --decode <<< "$PIXELS" > "$SCAN"
SLOTS=$(get "$APPLICANT" "$ORDER/checklist" |
  field '.documents.filter((one) => one.mandatory && !one.present).map((one) => one.slot).join(" ")')
for SLOT in $SLOTS; do
  send PUT "$BEIAN$ORDER/documents/$SLOT" --header "Authorization: Bearer $APPLICANT" \
    --form "file=@$SCAN;type=image/png;filename=scan.png" | field .document.slot
done

# 6. Pass the face check

REFERENCE=$(write "$APPLICANT" POST "$ORDER/people/P1/liveness" <<< '{}' | field .reference)
sandbox "/liveness/$REFERENCE/pass" <<< '{}' > /dev/null
until_state CONFIRMATION

# 7. Submit; one reviewer approves, another one hands over to the bureau

write "$APPLICANT" POST "$ORDER/actions/submitForReview" <<< '{"data": {"confirmed": true}}' | field .order.stage
write "$REVIEWER_1" POST "$ORDER/actions/approve" <<< '{}' | field .order.stage
write "$REVIEWER_2" POST "$ORDER/actions/forwardToBureau" <<< '{}' | field .order.stage
until_state SMS_PENDING

# 8. MIIT sends its SMS and the person verifies: an operator enters both, because MIIT's interface has no words for them

NOW=$(get "$APPLICANT" "$ORDER" | field .now)
write "$OPERATOR" POST "$ORDER/actions/smsStarted" <<< '{"data": {"handOver": 1, "sentAt": "'$NOW'"}}' > /dev/null
write "$OPERATOR" POST "$ORDER/actions/smsVerified" <<< '{"data": {"handOver": 1, "personId": "P1"}}' > /dev/null
until_state BUREAU_REVIEW

# 9. The bureau, which knows the order by a number of its own, approves; the record becomes visible

BUREAU_ORDER=/orders/$(send GET "$SANDBOX/sandbox/v1/orders?domain=$DOMAIN" | field '.handOvers.at(-1).orderId')
sandbox "$BUREAU_ORDER/decision" <<< '{"decision": "APPROVED", "issuedOn": "'${NOW:0:10}'"}' > /dev/null
until_state BUREAU_APPROVED
sandbox "$BUREAU_ORDER/sync" <<< '{}' > /dev/null
until_state COMPLETED

# 10. The record

get "$APPLICANT" /v1/records | field '.records[0].websites.map((one) => one.domain + " " + one.number).join()'
