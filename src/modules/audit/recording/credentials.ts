/** Key names, lower case and without separators, whose value is a credential. Exact: `accessKeyId` and an S3 `key` stay. */
const SECRET_KEYS = new Set(
  `password passwd pwd passphrase newpassword oldpassword currentpassword passwordhash secret clientsecret sharedsecret secretkey
  secretaccesskey awssecretaccesskey apisecret apikey xapikey authorization proxyauthorization cookie setcookie session sessiontoken
  sessioncookie accesstoken refreshtoken idtoken authtoken bearertoken csrftoken xcsrftoken xsrftoken token xamzsecuritytoken
  securitytoken privatekey signingkey encryptionkey otp totp otpcode totpsecret recoverycode recoverycodes pin cvv cvc cardnumber
  creditcard creditcardnumber pan ssn socialsecuritynumber`.split(/\s+/),
);

const normalized = new Map<string, boolean>();

/** True for a key whose value never enters the log (A15). */
export function isSecretKey(key: string): boolean {
  const known = normalized.get(key);
  if (known !== undefined) return known;
  const secret = SECRET_KEYS.has(key.toLowerCase().replace(/[-_. ]/g, ''));
  if (normalized.size < 4_096) normalized.set(key, secret);
  return secret;
}

/** Every pattern is linear: no nested repetition, bounded classes. `keep` groups survive in front of the mark. */
const SHAPES: readonly { rule: string; pattern: RegExp }[] = [
  {
    rule: 'pem',
    pattern: /()-----BEGIN [A-Z0-9 ]{1,40}-----[^-]{0,16384}(?:-----END [A-Z0-9 ]{1,40}-----)?/g,
  },
  { rule: 'jwt', pattern: /()\beyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?/g },
  { rule: 'authorization', pattern: /\b((?:Bearer|Basic|Negotiate) +)[\w.~+/=-]{8,}/gi },
  { rule: 'url_credentials', pattern: /([a-z]:\/\/[^\s/:@]{0,256}:)[^\s/@]{1,256}(?=@)/gi },
  {
    rule: 'url_parameter',
    pattern:
      /([?&](?:token|access_token|id_token|refresh_token|password|secret|api_key|apikey|code|sig|signature|x-amz-signature|x-amz-security-token)=)[^&\s"'#]+/gi,
  },
  {
    rule: 'key',
    pattern:
      /()\b(?:dbk_[\w-]{20,}|whsec_[\w+/=-]{16,}|gh[opsur]_\w{20,}|github_pat_\w{20,}|xox[abprs]-[\w-]{10,}|[sr]k_live_\w{16,}|glpat-[\w-]{16,})/g,
  },
];

/** Anything a shape could begin with; most texts hold none of it and are passed over with one look. */
const HINT =
  /-----BEGIN|eyJ|bearer|basic|negotiate|:\/\/|[?&]|dbk_|whsec_|gh[opsur]_|github_pat_|xox|k_live_|glpat-|\d{4}[ -]?\d/i;
const CARD =
  /(?<![\w.-])(?:\d{4}[ -]?){3}\d{1,7}(?![\w.-])|(?<![\w.-])3[47]\d{2}[ -]?\d{6}[ -]?\d{5}(?![\w.-])/g;
export const MARK = '[redacted]';

/** The text without what looks like a credential, and the rules that found one. */
export function withoutCredentials(text: string): { text: string; rules: string[] } {
  if (text.length < 8 || !HINT.test(text)) return { text, rules: [] };
  const rules: string[] = [];
  let clean = text;
  for (const { rule, pattern } of SHAPES) {
    const next = clean.replace(pattern, (_, keep: string) => keep + MARK);
    if (next !== clean) rules.push(rule);
    clean = next;
  }
  const withoutCards = clean.replace(CARD, (match) => (isCardNumber(match) ? MARK : match));
  if (withoutCards !== clean) rules.push('card_number');
  return { text: withoutCards, rules };
}

/** A payment card by its issuer's range, its length, and the Luhn sum (ISO/IEC 7812). */
export function isCardNumber(text: string): boolean {
  const digits = text.replace(/[ -]/g, '');
  if (
    !/^(?:4\d{12}(?:\d{3}){0,2}|5[1-5]\d{14}|2[2-7]\d{14}|3[47]\d{13}|6(?:011|5\d\d)\d{12}|35\d{14})$/.test(
      digits,
    )
  )
    return false;
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]) * (i % 2 === 1 ? 2 : 1);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return sum % 10 === 0;
}
