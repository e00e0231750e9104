output "arn" {
  description = "ARN of the role: role-to-assume of aws-actions/configure-aws-credentials."
  value       = aws_iam_role.this.arn
}
