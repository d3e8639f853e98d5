/**
 * Variables that hold secrets. Each may stand in a file instead, which `<name>_FILE` names: what a process has in its environment, its
 * children have too, and whoever may look at a container can read it.
 */
export const SECRET_VARIABLES = [
  'DATABASE_URL',
  'DATABASE_PASSWORD',
  'BEIAN_MASTER_KEYS',
  'BEIAN_INDEX_KEY',
  'BEIAN_PAYLOAD_KEYS',
  'BEIAN_LINK_SECRET',
  'BEIAN_SMS_RECEIPT_TOKENS',
  'BEIAN_DEMO_TOKEN_SECRET',
  'BEIAN_AUDIT_SEALS_ACCESS_KEY_ID',
  'BEIAN_AUDIT_SEALS_SECRET_ACCESS_KEY',
  'TEMPORAL_API_KEY',
  'SMTP_USER',
  'SMTP_PASSWORD',
  'TENCENT_SECRET_ID',
  'TENCENT_SECRET_KEY',
  'ALIBABA_ACCESS_KEY_ID',
  'ALIBABA_ACCESS_KEY_SECRET',
  'LIVENESS_CALLBACK_TOKEN',
  'BUREAU_ACCOUNTS',
  'BUREAU_SECRET',
  'BUREAU_WEBHOOK_SECRET',
  'S3_ACCESS_KEY_ID',
  'S3_SECRET_ACCESS_KEY',
  'ASSETS_TOKEN',
  'NETWORK_SECRET',
  'OIDC_CLIENT_SECRET',
] as const;

type Variables = Readonly<Record<string, string | undefined>>;

/** What a variable cannot be read from, by its name. */
export interface UnreadSecret {
  name: string;
  message: string;
}

export interface ReadSecrets {
  variables: Record<string, string | undefined>;
  faults: UnreadSecret[];
}

/**
 * The variables with every secret in its place, from wherever it stands. A line break at the end of a file belongs to the file. An empty
 * file is a secret that is not set.
 *
 * @param read the text of a file; what it throws is not told, because it may quote
 */
export function withSecretFiles(variables: Variables, read: (path: string) => string): ReadSecrets {
  const found: Record<string, string | undefined> = { ...variables };
  const faults: UnreadSecret[] = [];
  for (const name of SECRET_VARIABLES) {
    const named = `${name}_FILE`;
    const path = variables[named] ?? '';
    if (path === '') continue;
    if ((variables[name] ?? '') !== '') {
      faults.push({ name: named, message: `set this or ${name}, not both` });
      continue;
    }
    try {
      found[name] = read(path).replace(/\r?\n$/, '');
    } catch {
      faults.push({ name: named, message: 'name a file that this process can read' });
    }
  }
  return { variables: withPassword(found), faults };
}

/** The password of Postgres may stand apart from the address. */
function withPassword({ DATABASE_PASSWORD: password, ...variables }: Record<string, string | undefined>) {
  const address = variables['DATABASE_URL'] ?? '';
  if (password === undefined || password === '') return variables;
  return {
    ...variables,
    DATABASE_URL: address.replace(/^(postgres(?:ql)?:\/\/[^:@/]+)@/, `$1:${encodeURIComponent(password)}@`),
  };
}
