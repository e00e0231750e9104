output "name" {
  description = "Name of the cluster."
  value       = aws_ecs_cluster.this.name
  # A service that names a capacity provider is refused until the cluster has it.
  depends_on = [aws_ecs_cluster_capacity_providers.this]
}

output "arn" {
  description = "ARN of the cluster."
  value       = aws_ecs_cluster.this.arn
  depends_on  = [aws_ecs_cluster_capacity_providers.this]
}
