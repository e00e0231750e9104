// What Terraform made of an environment, as its outputs say: where it is, and what its parts are called. Pure.

export type Stack = {
  endpoint: string;
  region: string;
  cluster: string;
  /** By task: a service's name, or `workers`. */
  services: Record<string, string>;
  logGroups: Record<string, string>;
  resourcePrefix: string;
  dashboard: string | undefined;
};

type Outputs = Record<string, { value: unknown }>;

/** `json`: of `terraform output -json`. Undefined while nothing was applied. @throws Error when an output is missing */
export const readOutputs = (json: string): Stack | undefined => {
  const outputs = JSON.parse(json) as Outputs;
  if (Object.keys(outputs).length === 0) return undefined;
  const text = (name: string): string => String(outputOf(outputs, name));
  const dashboard = outputs.dashboard_url?.value;
  return {
    endpoint: text('api_endpoint').replace(/\/+$/, ''),
    region: text('region'),
    cluster: text('cluster_name'),
    services: outputOf(outputs, 'service_names') as Record<string, string>,
    logGroups: outputOf(outputs, 'log_group_names') as Record<string, string>,
    resourcePrefix: text('resource_prefix'),
    dashboard: typeof dashboard === 'string' ? dashboard : undefined,
  };
};

const outputOf = (outputs: Outputs, name: string): unknown => {
  const output = outputs[name];
  if (output === undefined)
    throw new Error(
      `The environment has no output ${name}: it was applied by an older version, so deploy it`,
    );
  return output.value;
};
