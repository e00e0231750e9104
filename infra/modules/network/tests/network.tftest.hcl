# Who can reach what, for each way out; and what is refused.
mock_provider "aws" {
  mock_data "aws_availability_zones" {
    defaults = { names = ["us-east-1c", "us-east-1a", "us-east-1b"] }
  }
  mock_data "aws_region" {
    defaults = { id = "us-east-1" }
  }
  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/waybill-test-flow-logs" }
  }
  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:us-east-1:123456789012:log-group:/waybill-test/flow-logs" }
  }
}

variables {
  name                = "waybill-test"
  cidr                = "10.0.0.0/16"
  interface_endpoints = ["sqs", "sns"]
}

run "one_gateway_for_two_zones" {
  assert {
    condition     = output.zones == tolist(["us-east-1a", "us-east-1b"])
    error_message = "the first two zones by name"
  }
  assert {
    condition     = length(aws_nat_gateway.this) == 1 && length(aws_route.nat) == 2
    error_message = "one gateway, which each private subnet is routed to"
  }
  assert {
    condition     = alltrue([for route in aws_route.nat : route.nat_gateway_id == aws_nat_gateway.this["us-east-1a"].id])
    error_message = "every private route leads to the one gateway"
  }
  assert {
    condition     = alltrue([for subnet in concat(values(aws_subnet.private), values(aws_subnet.public)) : !subnet.map_public_ip_on_launch])
    error_message = "no subnet gives out public addresses"
  }
  assert {
    condition     = length(distinct(concat(values(local.private_cidrs), values(local.public_cidrs)))) == 4
    error_message = "no two subnets share a range"
  }
  assert {
    condition     = toset(keys(aws_vpc_endpoint.gateway)) == toset(["dynamodb", "s3"]) && length(aws_vpc_endpoint.interface) == 0
    error_message = "DynamoDB and S3 by gateway endpoints; interface endpoints cost, and are not asked for"
  }
  assert {
    condition     = alltrue([for endpoint in aws_vpc_endpoint.gateway : length(endpoint.route_table_ids) == 2])
    error_message = "the gateway endpoints are in the routes of both private subnets"
  }
  assert {
    condition     = length(aws_default_security_group.this.ingress) == 0 && length(aws_default_security_group.this.egress) == 0
    error_message = "the default security group is closed"
  }
  assert {
    condition     = length(aws_flow_log.this) == 0
    error_message = "flow logs only where they are wanted"
  }
}

run "a_gateway_in_each_zone" {
  variables {
    zones  = 3
    egress = "nat-per-zone"
  }
  assert {
    condition     = alltrue([for zone, route in aws_route.nat : route.nat_gateway_id == aws_nat_gateway.this[zone].id]) && length(aws_nat_gateway.this) == 3
    error_message = "each zone goes out by its own gateway"
  }
}

run "endpoints_only" {
  variables {
    egress    = "endpoints"
    flow_logs = true
  }
  assert {
    condition     = length(aws_nat_gateway.this) == 0 && length(aws_route.nat) == 0 && length(aws_eip.nat) == 0
    error_message = "no way to the internet"
  }
  assert {
    condition     = aws_vpc_endpoint.interface["sqs"].service_name == "com.amazonaws.us-east-1.sqs" && aws_vpc_endpoint.interface["sqs"].private_dns_enabled
    error_message = "the usual host name leads to the endpoint"
  }
  assert {
    condition     = length(aws_vpc_endpoint.interface["sns"].subnet_ids) == 2
    error_message = "an endpoint in each zone"
  }
  assert {
    condition     = aws_vpc_security_group_ingress_rule.endpoints[0].cidr_ipv4 == var.cidr && aws_vpc_security_group_ingress_rule.endpoints[0].to_port == 443
    error_message = "endpoints answer HTTPS from inside alone"
  }
  assert {
    condition     = aws_flow_log.this[0].traffic_type == "ALL" && aws_cloudwatch_log_group.flow_logs[0].retention_in_days == 14
    error_message = "all traffic is logged, and kept for two weeks"
  }
  assert {
    condition     = jsondecode(aws_iam_role_policy.flow_logs[0].policy).Statement[0].Resource[0] == aws_cloudwatch_log_group.flow_logs[0].arn
    error_message = "flow logs may be written to their own group alone"
  }
}

run "refuses_one_zone" {
  command = plan
  variables {
    zones = 1
  }
  expect_failures = [var.zones]
}

run "refuses_another_way_out" {
  command = plan
  variables {
    egress = "public"
  }
  expect_failures = [var.egress]
}

run "refuses_a_range_too_small" {
  command = plan
  variables {
    cidr = "10.0.0.0/24"
  }
  expect_failures = [var.cidr]
}

run "refuses_what_is_no_range" {
  command = plan
  variables {
    cidr = "ten"
  }
  expect_failures = [var.cidr]
}
