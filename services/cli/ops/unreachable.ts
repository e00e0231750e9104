// Does an error say that AWS cannot be reached from here, as opposed to an answer that is a refusal? Pure.
const codes = [
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
];
const names = ['TimeoutError', 'CredentialsProviderError'];

export const isUnreachable = (error: unknown): boolean =>
  error instanceof Error &&
  (names.includes(error.name) || ('code' in error && codes.includes(String(error.code))));
