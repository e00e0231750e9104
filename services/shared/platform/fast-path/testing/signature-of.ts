// For tests: the signature that AWS would compute for a request, to compare with the one that it carries.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
import { createHash, createHmac } from 'node:crypto';
import type { Recorded } from './recording-aws.ts';

const hash = (text: string) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();

/** `given`: in the request. `computed`: from its path, body and signed headers, with the secret key. */
export const signaturesOf = ({ method, path, headers, body }: Recorded, secretKey: string) => {
  const authorization = String(headers.authorization);
  const part = (name: string) => new RegExp(`${name}=([^, ]+)`).exec(authorization)?.[1] ?? '';
  const names = part('SignedHeaders');
  const scope = part('Credential').split('/').slice(1);
  const lines = names.split(';').map((name) => `${name}:${String(headers[name]).trim()}\n`);
  const canonical = [method, path, '', lines.join(''), names, hash(body)].join('\n');
  const time = String(headers['x-amz-date']);
  const toSign = ['AWS4-HMAC-SHA256', time, scope.join('/'), hash(canonical)].join('\n');
  const key = scope.reduce<string | Buffer>((derived, step) => hmac(derived, step), `AWS4${secretKey}`);
  return { given: part('Signature'), computed: hmac(key, toSign).toString('hex') };
};
