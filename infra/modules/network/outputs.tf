output "vpc_id" {
  description = "The VPC."
  value       = aws_vpc.this.id
}

output "public_subnet_ids" {
  description = "Subnets for load balancers, one in each zone."
  # The route first: a load balancer that faces the internet is refused in a VPC without one.
  value      = [for subnet in aws_subnet.public : subnet.id]
  depends_on = [aws_route.internet]
}

output "private_subnet_ids" {
  description = "Subnets for tasks, one in each zone."
  value       = [for subnet in aws_subnet.private : subnet.id]
  # A task that starts before its way out exists cannot pull its image.
  depends_on = [
    aws_route.nat, aws_route_table_association.private, aws_vpc_endpoint.gateway, aws_vpc_endpoint.interface,
  ]
}

output "zones" {
  description = "Names of the zones."
  value       = local.zones
}
