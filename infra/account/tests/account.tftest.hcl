# What the pipeline may do in the account, and how its state is kept.
mock_provider "aws" {
  # Planned, never made: the bucket of the states refuses to be destroyed.
  override_during = plan

  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }
  mock_resource "aws_iam_policy" {
    defaults = { arn = "arn:aws:iam::123456789012:policy/waybill-boundary" }
  }
  mock_resource "aws_iam_openid_connect_provider" {
    defaults = { arn = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" }
  }
  mock_resource "aws_ecr_repository" {
    defaults = { arn = "arn:aws:ecr:us-east-1:123456789012:repository/waybill" }
  }
}

variables {
  repository      = "example/waybill"
  hosted_zone_ids = { prod = "Z0123456789ABCDEFGHIJ" }
}

run "the_roles" {
  command = plan

  assert {
    condition     = toset(keys(output.deploy_role_arns)) == toset(["dev", "staging", "prod"])
    error_message = "one role for each environment"
  }
  # The policies' length is a precondition of their module.
  assert {
    condition = alltrue(flatten([
      for environment, parts in local.deploy_statements : [for statements in values(parts) : [
        for statement in statements : !anytrue([for action in statement.Action : strcontains(action, "*")])
      ]]
    ]))
    error_message = "every action is named"
  }
  assert {
    condition = alltrue(flatten([
      for environment, parts in local.deploy_statements : [for statements in values(parts) : [
        for statement in statements : length(setintersection(statement.Action, [
          "sqs:ReceiveMessage", "dynamodb:GetItem", "dynamodb:Query", "dynamodb:Scan", "iam:AttachRolePolicy", "iam:PutRolePermissionsBoundary", "iam:DeleteRolePermissionsBoundary",
        ])) == 0
      ]]
    ]))
    error_message = "who deploys reads no order, and takes no boundary away"
  }
  # The provider reads what it has written: without this right no environment is made, and none is planned again.
  assert {
    condition = alltrue([
      for environment, parts in local.deploy_statements : toset(flatten([
        for statement in parts.services : statement.Resource if contains(statement.Action, "secretsmanager:GetSecretValue")
        ])) == toset([
        for name in ["cursor-secret", "operator-token"] : "arn:aws:secretsmanager:us-east-1:123456789012:secret:waybill-${environment}/${name}-??????"
      ])
    ])
    error_message = "who deploys reads the secrets that Terraform makes, and no other"
  }
  assert {
    condition     = alltrue([for parts in values(local.deploy_statements) : contains(flatten([for statement in parts.edge : statement.Action]), "route53:ListHostedZones")])
    error_message = "the provider finds a zone by its id among all of them"
  }
  assert {
    condition = alltrue([
      for parts in values(local.deploy_statements) : anytrue([
        for statement in parts.watching : contains(statement.Action, "cloudwatch:DescribeAlarms") && contains(statement.Resource, "*")
      ])
    ])
    error_message = "npm run status looks for alarms by prefix and state, which is a right on all of them"
  }
  assert {
    condition = alltrue(flatten([
      for environment, parts in local.deploy_statements : [for statements in values(parts) : [
        for statement in statements : alltrue([for other in setsubtract(keys(local.deploy_statements), [environment]) : !strcontains(jsonencode(statement), "waybill-${other}")])
      ]]
    ]))
    error_message = "no environment's role reaches another's"
  }
  # What has another environment's tag can neither be tagged as one's own nor closed.
  assert {
    condition = alltrue(flatten([
      for environment, parts in local.deploy_statements : [for statements in values(parts) : [
        for statement in statements : statement.Condition.StringEqualsIfExists["aws:ResourceTag/Environment"] == environment
        if length(setintersection(statement.Action, ["ec2:CreateTags", "ec2:RevokeSecurityGroupIngress", "kms:TagResource", "acm:AddTagsToCertificate"])) > 0 && !can(statement.Condition.StringEquals["aws:ResourceTag/Environment"])
      ]]
    ]))
    error_message = "no environment's role takes what is tagged as another's"
  }
  # IAM refuses these for any narrower resource.
  assert {
    condition = alltrue(flatten([
      for environment, parts in local.deploy_statements : [for statements in values(parts) : [
        for statement in statements : statement.Resource == tolist(["*"]) || jsonencode(statement.Resource) == jsonencode(["*"])
        if length(setintersection(statement.Action, ["ecs:CreateCluster", "ecs:RegisterTaskDefinition", "kms:CreateKey", "secretsmanager:GetRandomPassword"])) > 0
      ]]
    ]))
    error_message = "what knows no resource is allowed on all"
  }
  assert {
    condition     = one([for one in local.deploy_statements["prod"].services : one.Condition.StringEquals["iam:PermissionsBoundary"] if one.Sid == "RolesWithTheBoundary"]) == output.permissions_boundary
    error_message = "roles are made with the boundary, or not at all"
  }
  assert {
    condition     = [for one in local.deploy_statements["prod"].edge : one.Resource[0] if one.Sid == "RecordsInItsZone"] == ["arn:aws:route53:::hostedzone/Z0123456789ABCDEFGHIJ"]
    error_message = "records in its own zone alone"
  }
}

run "the_state" {
  command = plan

  assert {
    condition     = aws_s3_bucket_versioning.state.versioning_configuration[0].status == "Enabled"
    error_message = "a state can be had back"
  }
  assert {
    condition     = one(aws_s3_bucket_server_side_encryption_configuration.state.rule).apply_server_side_encryption_by_default[0].sse_algorithm == "AES256"
    error_message = "it is encrypted"
  }
  assert {
    condition     = aws_s3_bucket_public_access_block.state.restrict_public_buckets && aws_s3_bucket_public_access_block.state.block_public_policy && aws_s3_bucket_public_access_block.state.block_public_acls && aws_s3_bucket_public_access_block.state.ignore_public_acls
    error_message = "it is nobody else's to read"
  }
  assert {
    condition     = jsondecode(aws_s3_bucket_policy.state.policy).Statement[0].Effect == "Deny" && jsondecode(aws_s3_bucket_policy.state.policy).Statement[0].Condition.Bool["aws:SecureTransport"] == "false"
    error_message = "it travels encrypted or not at all"
  }
}

run "an_environment_whose_names_are_the_pipelines_is_refused" {
  command = plan
  variables {
    environments = ["dev", "deploy"]
  }
  expect_failures = [var.environments]
}

run "an_environment_inside_of_anothers_names_is_refused" {
  command = plan
  variables {
    environments = ["dev", "dev-two"]
  }
  expect_failures = [var.environments]
}
