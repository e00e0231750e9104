# What the internet may do, with a domain and without; and what is refused.
mock_provider "aws" {
  mock_data "aws_region" {
    defaults = { id = "us-east-1" }
  }
  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }
  mock_resource "aws_lb" {
    defaults = {
      arn      = "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/waybill-test/0123456789abcdef"
      dns_name = "waybill-test-1.us-east-1.elb.amazonaws.com"
    }
  }
  mock_resource "aws_lb_target_group" {
    defaults = { arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/waybill-test/0123456789abcdef" }
  }
  mock_resource "aws_lb_listener" {
    defaults = { arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/waybill-test/0123456789abcdef/0" }
  }
  mock_resource "aws_wafv2_web_acl" {
    defaults = { arn = "arn:aws:wafv2:us-east-1:123456789012:regional/webacl/waybill-test/0" }
  }
  mock_resource "aws_acm_certificate" {
    defaults = {
      arn = "arn:aws:acm:us-east-1:123456789012:certificate/0"
      domain_validation_options = [{
        domain_name           = "shop.example.com"
        resource_record_name  = "_proof.shop.example.com."
        resource_record_type  = "CNAME"
        resource_record_value = "_proof.acm-validations.aws."
      }]
    }
  }
  mock_resource "aws_acm_certificate_validation" {
    defaults = { certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/0" }
  }
}

variables {
  name                  = "waybill-test"
  vpc_id                = "vpc-1"
  subnet_ids            = ["subnet-1", "subnet-2"]
  container_port        = 8080
  rate_limit_per_minute = 2000
}

run "without_a_domain" {
  assert {
    condition     = aws_lb_listener.http.default_action[0].type == "forward" && length(aws_lb_listener.https) == 0
    error_message = "plain HTTP, straight to the tasks"
  }
  assert {
    condition     = keys(aws_vpc_security_group_ingress_rule.this) == ["http"]
    error_message = "no port is open that nothing answers"
  }
  assert {
    condition     = output.url == "http://waybill-test-1.us-east-1.elb.amazonaws.com"
    error_message = "under the load balancer's own name"
  }
  assert {
    condition     = aws_lb.this.drop_invalid_header_fields && aws_lb.this.enable_deletion_protection
    error_message = "invalid headers are dropped, and nobody destroys it by accident"
  }
  assert {
    condition     = one(aws_lb.this.access_logs).enabled
    error_message = "access is logged"
  }
  assert {
    condition     = aws_lb_target_group.this.health_check[0].path == "/health/ready" && tonumber(aws_lb_target_group.this.deregistration_delay) < var.drain_seconds
    error_message = "readiness decides, and requests end before the drain does"
  }
}

run "the_logs" {
  assert {
    condition = jsondecode(aws_s3_bucket_policy.logs.policy).Statement[0] == {
      Sid       = "LoadBalancerWrites"
      Effect    = "Allow"
      Principal = { Service = "logdelivery.elasticloadbalancing.amazonaws.com" }
      Action    = "s3:PutObject"
      Resource  = "arn:aws:s3:::waybill-test-lb-logs-123456789012-us-east-1/AWSLogs/123456789012/*"
      Condition = { ArnLike = { "aws:SourceArn" = "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/waybill-test/*" } }
    }
    error_message = "this load balancer alone may write, under its account"
  }
  assert {
    condition     = jsondecode(aws_s3_bucket_policy.logs.policy).Statement[1].Effect == "Deny" && jsondecode(aws_s3_bucket_policy.logs.policy).Statement[1].Condition.Bool["aws:SecureTransport"] == "false"
    error_message = "nothing goes unencrypted"
  }
  assert {
    condition     = one(aws_s3_bucket_server_side_encryption_configuration.logs.rule).apply_server_side_encryption_by_default[0].sse_algorithm == "AES256"
    error_message = "the logs are encrypted, in the one way that load balancers can"
  }
  assert {
    condition = alltrue([
      aws_s3_bucket_public_access_block.logs.block_public_acls, aws_s3_bucket_public_access_block.logs.block_public_policy,
      aws_s3_bucket_public_access_block.logs.ignore_public_acls, aws_s3_bucket_public_access_block.logs.restrict_public_buckets,
    ])
    error_message = "the logs are nobody else's to read"
  }
  assert {
    condition     = aws_s3_bucket_lifecycle_configuration.logs.rule[0].expiration[0].days == 30 && !aws_s3_bucket.logs.force_destroy
    error_message = "logs go after thirty days, and not before"
  }
}

run "the_firewall" {
  assert {
    condition     = toset([for rule in aws_wafv2_web_acl.this.rule : rule.name]) == toset(["rate-limit", "AWSManagedRulesAmazonIpReputationList", "AWSManagedRulesKnownBadInputsRuleSet", "AWSManagedRulesCommonRuleSet"])
    error_message = "a limit for each address, and AWS's lists"
  }
  assert {
    condition = one([
      for rule in aws_wafv2_web_acl.this.rule : rule.statement[0].rate_based_statement[0] if rule.name == "rate-limit"
    ]).limit == 2000
    error_message = "the limit is the one that was asked for"
  }
  assert {
    condition = one([
      for rule in aws_wafv2_web_acl.this.rule : one(rule.statement[0].managed_rule_group_statement[0].rule_action_override).name if rule.name == "AWSManagedRulesCommonRuleSet"
    ]) == "SizeRestrictions_BODY"
    error_message = "large orders are counted, not blocked"
  }
  assert {
    condition     = aws_wafv2_web_acl_association.this.resource_arn == aws_lb.this.arn
    error_message = "it stands before this load balancer"
  }
}

run "with_a_domain" {
  variables {
    domain_name    = "shop.example.com"
    hosted_zone_id = "Z0123456789ABCDEFGHIJ"
  }
  assert {
    condition     = aws_lb_listener.http.default_action[0].type == "redirect" && one(aws_lb_listener.http.default_action[0].redirect).status_code == "HTTP_301"
    error_message = "HTTP only says where HTTPS is"
  }
  assert {
    condition     = aws_lb_listener.https[0].ssl_policy == "ELBSecurityPolicy-TLS13-1-2-2021-06" && aws_lb_listener.https[0].certificate_arn == aws_acm_certificate.this[0].arn
    error_message = "TLS 1.2 and later, with the domain's certificate"
  }
  assert {
    condition     = aws_route53_record.validation[0].records == toset(["_proof.acm-validations.aws."]) && aws_route53_record.this[0].name == "shop.example.com"
    error_message = "the zone proves the certificate and names the load balancer"
  }
  assert {
    condition     = keys(aws_vpc_security_group_ingress_rule.this) == ["http", "https"] && output.url == "https://shop.example.com"
    error_message = "both ports are open"
  }
}

run "refuses_a_domain_without_its_zone" {
  command = plan
  variables {
    domain_name = "shop.example.com"
  }
  expect_failures = [var.hosted_zone_id]
}

run "refuses_requests_beyond_the_drain" {
  command = plan
  variables {
    deregistration_delay_seconds = 60
  }
  expect_failures = [var.deregistration_delay_seconds]
}

run "refuses_a_limit_that_the_firewall_does_not_know" {
  command = plan
  variables {
    rate_limit_per_minute = 1
  }
  expect_failures = [var.rate_limit_per_minute]
}

run "refuses_a_name_too_long" {
  command = plan
  variables {
    name = "waybill-of-an-environment-with-a-long-name"
  }
  expect_failures = [var.name]
}
