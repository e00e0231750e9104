# What people and tools need to find what was made.
output "api_endpoint" {
  description = "Where the API is."
  value       = module.stack.api_endpoint
}

output "region" {
  description = "The region of everything."
  value       = module.stack.region
}

output "resource_prefix" {
  description = "Before each queue, topic and table name: RESOURCE_PREFIX."
  value       = module.stack.resource_prefix
}

output "cluster_name" {
  description = "The ECS cluster."
  value       = module.stack.cluster_name
}

output "service_names" {
  description = "Services in the cluster, by task."
  value       = module.stack.service_names
}

output "log_group_names" {
  description = "Log groups, by task."
  value       = module.stack.log_group_names
}

output "task_definition_arns" {
  description = "What should run, by task."
  value       = module.stack.task_definition_arns
}

output "queue_urls" {
  description = "Queues and dead-letter queues, by their names in services/topology.json."
  value       = module.stack.queue_urls
}

output "table_names" {
  description = "Tables, by their names in services/topology.json."
  value       = module.stack.table_names
}

output "secret_names" {
  description = "Secrets, by what they are; an operator may read the operator token."
  value       = module.stack.secret_names
}
