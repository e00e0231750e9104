// One call of a service that the project has no client for. Stand-ins look at the name of the service, not at the signature.

const deadlineMs = 10_000;

/** `service` as in ARNs, `target` such as secretsmanager.GetSecretValue. @throws Error with the answer when it is not 200 */
export const ask = async (
  url: string,
  service: string,
  target: string,
  input: Record<string, unknown>,
): Promise<Record<string, unknown>> => {
  const scope = `test/20260101/us-east-1/${service}/aws4_request`;
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': target,
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=none`,
    },
    body: JSON.stringify(input),
    signal: AbortSignal.timeout(deadlineMs),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${target}: ${response.status} ${text}`);
  return JSON.parse(text) as Record<string, unknown>;
};
