# What is turned away before it reaches a task: known attacks, known bad addresses, and one address that asks too often.
locals {
  managed_rules = {
    AWSManagedRulesAmazonIpReputationList = { priority = 1, count_only = [] }
    AWSManagedRulesKnownBadInputsRuleSet  = { priority = 2, count_only = [] }
    # An order of fifty lines is larger than the 8 KiB that its body rule allows; the API itself refuses beyond 64 KiB.
    AWSManagedRulesCommonRuleSet = { priority = 3, count_only = ["SizeRestrictions_BODY"] }
  }
}

resource "aws_wafv2_web_acl" "this" {
  name        = var.name
  description = "Before the API of ${var.name}"
  scope       = "REGIONAL"

  default_action {
    allow {}
  }

  rule {
    name     = "rate-limit"
    priority = 0
    action {
      block {
        custom_response {
          response_code = 429
        }
      }
    }
    statement {
      rate_based_statement {
        aggregate_key_type    = "IP"
        limit                 = var.rate_limit_per_minute
        evaluation_window_sec = 60
      }
    }
    visibility_config {
      metric_name                = "rate-limit"
      cloudwatch_metrics_enabled = true
      sampled_requests_enabled   = true
    }
  }

  dynamic "rule" {
    for_each = local.managed_rules
    content {
      name     = rule.key
      priority = rule.value.priority
      override_action {
        none {}
      }
      statement {
        managed_rule_group_statement {
          vendor_name = "AWS"
          name        = rule.key
          dynamic "rule_action_override" {
            for_each = rule.value.count_only
            content {
              name = rule_action_override.value
              action_to_use {
                count {}
              }
            }
          }
        }
      }
      visibility_config {
        metric_name                = rule.key
        cloudwatch_metrics_enabled = true
        sampled_requests_enabled   = true
      }
    }
  }

  visibility_config {
    metric_name                = var.name
    cloudwatch_metrics_enabled = true
    sampled_requests_enabled   = true
  }
}

resource "aws_wafv2_web_acl_association" "this" {
  resource_arn = aws_lb.this.arn
  web_acl_arn  = aws_wafv2_web_acl.this.arn
}
