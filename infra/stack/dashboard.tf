# One page for the environment.
module "dashboard" {
  source = "../modules/dashboard"

  name                        = local.name
  queues                      = local.watched_queues
  services                    = local.counting_services
  tasks                       = { for task in keys(local.tasks) : task => task }
  cluster_name                = module.cluster.name
  load_balancer               = { arn_suffix = module.load_balancer.arn_suffix }
  tables                      = { for name in keys(local.watched_tables) : name => "${local.prefix}${name}" }
  mail_configuration_set_name = module.mail.configuration_set_name
  alarm_arns                  = module.alarms.alarm_arns
}
