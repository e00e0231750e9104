// What a plan would change, without what a stand-in for AWS does not remember. Pure.

/** `attributes`: those that differ; of a resource that would be made or destroyed, none. */
export type Change = { address: string; actions: string[]; attributes: string[] };

type Values = Record<string, unknown> | null;
type Plan = {
  resource_changes?: {
    address: string;
    type: string;
    change: { actions: string[]; before: Values; after: Values; after_unknown?: Values };
  }[];
};

/** moto takes these and answers without them, by type; and of what is to be replaced for that, Terraform does not know some either. */
const forgotten: Record<string, string[]> = {
  aws_appautoscaling_target: ['tags_all'],
  aws_ecs_service: [
    'availability_zone_rebalancing',
    'capacity_provider_strategy',
    'deployment_controller',
    'enable_ecs_managed_tags',
    'health_check_grace_period_seconds',
    'iam_role',
    'id',
    'launch_type',
    'tags',
    'triggers',
  ],
  aws_sesv2_configuration_set: ['tracking_options', 'vdm_options'],
  aws_sesv2_email_identity: ['tags_all'],
  // Of rules that name a group.
  aws_vpc_security_group_egress_rule: ['description'],
  aws_vpc_security_group_ingress_rule: ['description'],
};

/** `plan` as `terraform show -json` has it. Reading is no change. */
export const changesIn = (plan: Plan): Change[] =>
  (plan.resource_changes ?? [])
    .filter(({ change }) => change.actions.some((action) => action !== 'no-op' && action !== 'read'))
    .map(({ address, type, change }) => ({
      address,
      actions: change.actions,
      attributes: differing(change.before, change.after, change.after_unknown ?? {}).filter(
        (name) => !forgotten[type]?.includes(name),
      ),
    }))
    .filter(({ actions, attributes }) => attributes.length > 0 || !isChangeOfSomething(actions));

/** Of a resource that is there before and after. */
const isChangeOfSomething = (actions: string[]): boolean =>
  actions.includes('update') || (actions.includes('create') && actions.includes('delete'));

const differing = (before: Values, after: Values, unknown: Values): string[] => {
  const names = new Set([before, after, unknown].flatMap((values) => Object.keys(values ?? {})));
  return [...names].filter(
    (name) => unknown?.[name] === true || JSON.stringify(before?.[name]) !== JSON.stringify(after?.[name]),
  );
};
