output "arn" {
  description = "ARN of the table."
  value       = aws_dynamodb_table.this.arn
}

output "name" {
  description = "Name of the table."
  value       = aws_dynamodb_table.this.name
}

output "index_arns" {
  description = "ARNs of the indexes by name, for the right to query them."
  value       = { for index in keys(var.indexes) : index => "${aws_dynamodb_table.this.arn}/index/${index}" }
}
