# What people and tools need to find what was made.
output "api_endpoint" {
  description = "Where the API is."
  value       = module.load_balancer.url
}

output "region" {
  description = "The region of everything."
  value       = data.aws_region.current.id
}

output "resource_prefix" {
  description = "Before each queue, topic and table name: RESOURCE_PREFIX."
  value       = local.prefix
}

output "cluster_name" {
  description = "The ECS cluster."
  value       = module.cluster.name
}

output "service_names" {
  description = "Services in the cluster, by task."
  value       = { for task, service in module.service : task => service.service_name }
}

output "log_group_names" {
  description = "Log groups, by task."
  value       = { for task, service in module.service : task => service.log_group_name }
}

output "task_definition_arns" {
  description = "What should run, by task."
  value       = { for task, service in module.service : task => service.task_definition_arn }
}

output "queue_urls" {
  description = "Queues and dead-letter queues, by their names in services/topology.json."
  value = merge(
    { for name, queue in module.queue : name => queue.url },
    { for name, queue in module.queue : "${name}${local.topology.deadLetterQueues.suffix}" => queue.dead_letter_url },
  )
}

output "table_names" {
  description = "Tables, by their names in services/topology.json."
  value       = { for name, table in module.table : name => table.name }
}

output "secret_names" {
  description = "Secrets, by what they are; an operator may read the operator token."
  value       = { for name, secret in aws_secretsmanager_secret.generated : name => secret.name }
}
