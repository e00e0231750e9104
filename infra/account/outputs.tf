output "registry_url" {
  description = "Where images are pushed to and pulled from."
  value       = module.registry.url
}

output "state_bucket" {
  description = "Bucket of the states: -backend-config=bucket=…"
  value       = aws_s3_bucket.state.bucket
}

output "publish_role_arn" {
  description = "Role of the job that pushes images; null where this account has no registry of its own."
  value       = one(module.publish[*].arn)
}

output "deploy_role_arns" {
  description = "Roles of the jobs that deploy, by environment."
  value       = { for environment, role in module.deploy : environment => role.arn }
}

output "permissions_boundary" {
  description = "permissions_boundary of each environment's settings.json."
  value       = aws_iam_policy.boundary.arn
}
