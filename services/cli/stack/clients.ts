// The AWS clients that look after an environment; services have their own. Deadlines and retries for all of them.
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { ECRClient } from '@aws-sdk/client-ecr';
import { ECSClient } from '@aws-sdk/client-ecs';

/** Milliseconds, for one attempt of one call. */
const timeouts = { connectionTimeout: 5_000, requestTimeout: 20_000, throwOnRequestTimeout: true };

export type Clients = ReturnType<typeof createClients>;

/** They find credentials, and another endpoint than AWS's, as the AWS SDK does. */
export const createClients = (region: string) => {
  const config = { region, maxAttempts: 4, requestHandler: timeouts };
  const clients = {
    ecs: new ECSClient(config),
    cloudwatch: new CloudWatchClient(config),
    logs: new CloudWatchLogsClient(config),
    ecr: new ECRClient(config),
  };
  return {
    ...clients,
    close: () => {
      for (const client of Object.values(clients)) client.destroy();
    },
  };
};
