output "arn_suffix" {
  description = "What metrics know the load balancer by: app/<name>/<id>."
  value       = aws_lb.this.arn_suffix
}

output "target_group_arn" {
  description = "Where a service registers its tasks."
  value       = aws_lb_target_group.this.arn
  # A service is refused while its target group belongs to no listener.
  depends_on = [aws_lb_listener.http, aws_lb_listener.https]
}

output "target_group_arn_suffix" {
  description = "What metrics know the target group by."
  value       = aws_lb_target_group.this.arn_suffix
}

output "security_group_id" {
  description = "Security group of the load balancer."
  value       = aws_security_group.this.id
}

output "dns_name" {
  description = "The load balancer's own host name."
  value       = aws_lb.this.dns_name
}

output "url" {
  description = "Where the API is."
  value       = local.https ? "https://${var.domain_name}" : "http://${aws_lb.this.dns_name}"
}

output "web_acl_name" {
  description = "What metrics know the firewall by."
  value       = aws_wafv2_web_acl.this.name
}
