# What deploying needs of tasks, roles, logs and secrets.
locals {
  service_statements = {
    for environment in var.environments : environment => [
      {
        Sid    = "ClusterAndServices"
        Effect = "Allow"
        Action = [
          "ecs:CreateService", "ecs:DeleteCluster", "ecs:DeleteService", "ecs:DescribeClusters",
          "ecs:DescribeServices", "ecs:ListTagsForResource", "ecs:PutClusterCapacityProviders", "ecs:TagResource", "ecs:UntagResource",
          "ecs:UpdateCluster", "ecs:UpdateClusterSettings", "ecs:UpdateService",
        ]
        Resource = [
          "${local.arn.ecs}:cluster/waybill-${environment}", "${local.arn.ecs}:service/waybill-${environment}/*",
          "${local.arn.ecs}:task-definition/waybill-${environment}-*:*",
        ]
      },
      {
        # These know no resource, but what they make has a tag.
        Sid       = "MakeUnderItsTag"
        Effect    = "Allow"
        Action    = ["ecs:CreateCluster", "ecs:RegisterTaskDefinition"]
        Resource  = ["*"]
        Condition = { StringEquals = { "aws:RequestTag/Environment" = environment } }
      },
      {
        # These know no resource.
        Sid      = "TaskDefinitions"
        Effect   = "Allow"
        Action   = ["ecs:DeregisterTaskDefinition", "ecs:DescribeTaskDefinition"]
        Resource = ["*"]
      },
      {
        Sid    = "Scaling"
        Effect = "Allow"
        Action = [
          "application-autoscaling:DeleteScalingPolicy", "application-autoscaling:DeregisterScalableTarget",
          "application-autoscaling:PutScalingPolicy", "application-autoscaling:RegisterScalableTarget",
          "application-autoscaling:TagResource", "application-autoscaling:UntagResource", "application-autoscaling:ListTagsForResource",
        ]
        Resource  = ["${local.arn.application-autoscaling}:scalable-target/*"]
        Condition = { StringEqualsIfExists = { "application-autoscaling:service-namespace" = "ecs" } }
      },
      {
        # These know no resource.
        Sid      = "LookAtScaling"
        Effect   = "Allow"
        Action   = ["application-autoscaling:DescribeScalableTargets", "application-autoscaling:DescribeScalingPolicies"]
        Resource = ["*"]
      },
      {
        Sid       = "RolesWithTheBoundary"
        Effect    = "Allow"
        Action    = ["iam:CreateRole", "iam:PutRolePolicy"]
        Resource  = ["arn:${local.partition}:iam::${local.account}:role/waybill-${environment}-*"]
        Condition = { StringEquals = { "iam:PermissionsBoundary" = aws_iam_policy.boundary.arn } }
      },
      {
        Sid    = "RolesOfTheEnvironment"
        Effect = "Allow"
        Action = [
          "iam:DeleteRole", "iam:DeleteRolePolicy", "iam:GetRole", "iam:GetRolePolicy", "iam:ListAttachedRolePolicies",
          "iam:ListInstanceProfilesForRole", "iam:ListRolePolicies", "iam:TagRole", "iam:UntagRole", "iam:UpdateAssumeRolePolicy",
        ]
        Resource = ["arn:${local.partition}:iam::${local.account}:role/waybill-${environment}-*"]
      },
      {
        Sid       = "GiveRolesToTasks"
        Effect    = "Allow"
        Action    = ["iam:PassRole"]
        Resource  = ["arn:${local.partition}:iam::${local.account}:role/waybill-${environment}-*"]
        Condition = { StringEquals = { "iam:PassedToService" = ["ecs-tasks.amazonaws.com", "vpc-flow-logs.amazonaws.com"] } }
      },
      {
        # AWS's own roles, which an account's first cluster, load balancer and scaling target bring.
        Sid      = "RolesOfAws"
        Effect   = "Allow"
        Action   = ["iam:CreateServiceLinkedRole"]
        Resource = ["arn:${local.partition}:iam::${local.account}:role/aws-service-role/*"]
        Condition = { StringEquals = { "iam:AWSServiceName" = [
          "ecs.amazonaws.com", "ecs.application-autoscaling.amazonaws.com", "elasticloadbalancing.amazonaws.com",
        ] } }
      },
      {
        Sid    = "Logs"
        Effect = "Allow"
        Action = [
          "logs:CreateLogGroup", "logs:DeleteLogGroup", "logs:DeleteRetentionPolicy", "logs:ListTagsForResource",
          "logs:PutRetentionPolicy", "logs:TagResource", "logs:UntagResource",
        ]
        Resource = ["${local.arn.logs}:log-group:/waybill-${environment}/*"]
      },
      { Sid = "LookAtLogs", Effect = "Allow", Action = ["logs:DescribeLogGroups"], Resource = ["*"] },
      {
        # Of secrets that others put in, it never sees the value.
        Sid    = "Secrets"
        Effect = "Allow"
        Action = [
          "secretsmanager:CreateSecret", "secretsmanager:DeleteSecret", "secretsmanager:DescribeSecret",
          "secretsmanager:GetResourcePolicy", "secretsmanager:ListSecretVersionIds", "secretsmanager:PutSecretValue",
          "secretsmanager:TagResource", "secretsmanager:UntagResource", "secretsmanager:UpdateSecret",
          "secretsmanager:UpdateSecretVersionStage",
        ]
        Resource = ["${local.arn.secretsmanager}:secret:waybill-${environment}/*"]
      },
      {
        # The provider reads each version that it has written, when it is made and at every refresh. These two it made itself.
        Sid      = "SecretsThatItMakes"
        Effect   = "Allow"
        Action   = ["secretsmanager:GetSecretValue"]
        Resource = [for name in ["cursor-secret", "operator-token"] : "${local.arn.secretsmanager}:secret:waybill-${environment}/${name}-??????"]
      },
      { Sid = "MakePasswords", Effect = "Allow", Action = ["secretsmanager:GetRandomPassword"], Resource = ["*"] },
    ]
  }
}
