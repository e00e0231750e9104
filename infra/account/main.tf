# What an AWS account has once, before any environment: registry, state, and the roles of the pipeline.
provider "aws" {
  region = var.region

  default_tags {
    tags = {
      Project   = "waybill"
      ManagedBy = "terraform"
    }
  }
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

locals {
  account   = data.aws_caller_identity.current.account_id
  partition = data.aws_partition.current.partition

  # ARNs but for the service: "${local.arn.sqs}:waybill-…".
  arn = {
    for service in ["application-autoscaling", "cloudwatch", "dynamodb", "ec2", "ecs", "elasticloadbalancing", "events", "logs", "secretsmanager", "ses", "sns", "sqs", "wafv2", "acm"] :
    service => "arn:${local.partition}:${service}:${var.region}:${local.account}"
  }
}

module "registry" {
  source = "../modules/registry"

  name             = "waybill"
  pulling_accounts = var.pulling_accounts
}

# An account has GitHub's provider once: where it is there already, import it.
resource "aws_iam_openid_connect_provider" "github" {
  url            = "https://token.actions.githubusercontent.com"
  client_id_list = ["sts.amazonaws.com"]
}

module "publish" {
  source = "../modules/pipeline-role"
  count  = var.publishing_branch == null ? 0 : 1

  name              = "waybill-publish"
  oidc_provider_arn = aws_iam_openid_connect_provider.github.arn
  repository        = var.repository
  branches          = [var.publishing_branch]
  policies          = { push = jsonencode({ Version = "2012-10-17", Statement = local.publish_statements }) }
}

module "deploy" {
  source   = "../modules/pipeline-role"
  for_each = var.environments

  name              = "waybill-deploy-${each.key}"
  oidc_provider_arn = aws_iam_openid_connect_provider.github.arn
  repository        = var.repository
  environments      = [each.key]
  policies = {
    for part, statements in local.deploy_statements[each.key] : part => jsonencode({ Version = "2012-10-17", Statement = statements })
  }
}
