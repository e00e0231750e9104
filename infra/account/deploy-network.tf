# What deploying needs of the network and its edge. EC2 knows no names, so its limit is the tag Environment, which every resource gets.
locals {
  ec2_kinds = [
    "elastic-ip", "internet-gateway", "natgateway", "route-table", "security-group", "security-group-rule", "subnet", "vpc", "vpc-endpoint", "vpc-flow-log",
  ]
  ec2_arns = [for kind in local.ec2_kinds : "${local.arn.ec2}:${kind}/*"]

  ec2_creates = [
    "ec2:AllocateAddress", "ec2:AuthorizeSecurityGroupEgress", "ec2:AuthorizeSecurityGroupIngress", "ec2:CreateFlowLogs",
    "ec2:CreateInternetGateway", "ec2:CreateNatGateway", "ec2:CreateRouteTable", "ec2:CreateSecurityGroup", "ec2:CreateSubnet",
    "ec2:CreateVpc", "ec2:CreateVpcEndpoint",
  ]

  # Under the environment's tag, and nothing that has another's: by tagging what is there, a role could make it its own.
  under_its_tag = {
    for environment in var.environments : environment => {
      StringEquals         = { "aws:RequestTag/Environment" = environment }
      StringEqualsIfExists = { "aws:ResourceTag/Environment" = environment }
    }
  }

  network_statements = {
    for environment in var.environments : environment => [
      {
        Sid       = "CreateUnderItsTag"
        Effect    = "Allow"
        Action    = concat(local.ec2_creates, ["ec2:CreateTags"])
        Resource  = local.ec2_arns
        Condition = local.under_its_tag[environment]
      },
      {
        Sid    = "ChangeWhatHasIt"
        Effect = "Allow"
        Action = concat(local.ec2_creates, [
          "ec2:AssociateRouteTable", "ec2:AttachInternetGateway", "ec2:CreateRoute", "ec2:CreateTags", "ec2:DeleteFlowLogs",
          "ec2:DeleteInternetGateway", "ec2:DeleteNatGateway", "ec2:DeleteRoute", "ec2:DeleteRouteTable", "ec2:DeleteSecurityGroup",
          "ec2:DeleteSubnet", "ec2:DeleteTags", "ec2:DeleteVpc", "ec2:DeleteVpcEndpoints", "ec2:DetachInternetGateway",
          "ec2:DisassociateAddress", "ec2:DisassociateRouteTable", "ec2:ModifySecurityGroupRules", "ec2:ModifySubnetAttribute",
          "ec2:ModifyVpcAttribute", "ec2:ModifyVpcEndpoint", "ec2:ReleaseAddress", "ec2:ReplaceRoute",
          "ec2:UpdateSecurityGroupRuleDescriptionsEgress", "ec2:UpdateSecurityGroupRuleDescriptionsIngress",
        ])
        Resource  = local.ec2_arns
        Condition = { StringEquals = { "aws:ResourceTag/Environment" = environment } }
      },
      {
        # A VPC's own group has no tag when it is closed. Closing is all that this allows, and not another environment's.
        Sid       = "CloseGroups"
        Effect    = "Allow"
        Action    = ["ec2:RevokeSecurityGroupEgress", "ec2:RevokeSecurityGroupIngress"]
        Resource  = ["${local.arn.ec2}:security-group/*", "${local.arn.ec2}:security-group-rule/*"]
        Condition = { StringEqualsIfExists = { "aws:ResourceTag/Environment" = environment } }
      },
      {
        # What CreateVpcEndpoint asks for besides itself, where the endpoint takes over the service's name.
        Sid      = "NameEndpoints"
        Effect   = "Allow"
        Action   = ["route53:AssociateVPCWithHostedZone"]
        Resource = ["arn:${local.partition}:route53:::hostedzone/*", "${local.arn.ec2}:vpc/*"]
      },
      {
        # These know no resource.
        Sid    = "LookAtNetworks"
        Effect = "Allow"
        Action = [
          "ec2:DescribeAddresses", "ec2:DescribeAddressesAttribute", "ec2:DescribeAvailabilityZones", "ec2:DescribeFlowLogs",
          "ec2:DescribeInternetGateways", "ec2:DescribeNatGateways", "ec2:DescribeNetworkAcls", "ec2:DescribeNetworkInterfaces",
          "ec2:DescribePrefixLists", "ec2:DescribeRouteTables", "ec2:DescribeSecurityGroupRules", "ec2:DescribeSecurityGroups",
          "ec2:DescribeSubnets", "ec2:DescribeVpcAttribute", "ec2:DescribeVpcEndpoints", "ec2:DescribeVpcs",
        ]
        Resource = ["*"]
      },
    ]
  }

  edge_statements = {
    for environment in var.environments : environment => concat([
      {
        Sid    = "LoadBalancer"
        Effect = "Allow"
        Action = [
          "elasticloadbalancing:AddTags", "elasticloadbalancing:CreateListener", "elasticloadbalancing:CreateLoadBalancer",
          "elasticloadbalancing:CreateTargetGroup", "elasticloadbalancing:DeleteListener", "elasticloadbalancing:DeleteLoadBalancer",
          "elasticloadbalancing:DeleteTargetGroup", "elasticloadbalancing:ModifyListener",
          "elasticloadbalancing:ModifyListenerAttributes", "elasticloadbalancing:ModifyLoadBalancerAttributes", "elasticloadbalancing:ModifyTargetGroup",
          "elasticloadbalancing:ModifyTargetGroupAttributes", "elasticloadbalancing:RemoveTags", "elasticloadbalancing:SetSecurityGroups",
          "elasticloadbalancing:SetSubnets", "elasticloadbalancing:SetWebACL",
        ]
        Resource = [
          for kind in ["loadbalancer/app", "listener/app", "targetgroup"] : "${local.arn.elasticloadbalancing}:${kind}/waybill-${environment}/*"
        ]
      },
      {
        Sid    = "Firewall"
        Effect = "Allow"
        Action = [
          "wafv2:AssociateWebACL", "wafv2:CreateWebACL", "wafv2:DeleteWebACL", "wafv2:DisassociateWebACL", "wafv2:GetWebACL",
          "wafv2:GetWebACLForResource", "wafv2:ListTagsForResource", "wafv2:TagResource", "wafv2:UntagResource", "wafv2:UpdateWebACL",
        ]
        Resource = [
          "${local.arn.wafv2}:regional/webacl/waybill-${environment}/*", "${local.arn.wafv2}:regional/managedruleset/*",
          "${local.arn.elasticloadbalancing}:loadbalancer/app/waybill-${environment}/*",
        ]
      },
      {
        Sid    = "AccessLogs"
        Effect = "Allow"
        Action = [
          "s3:CreateBucket", "s3:DeleteBucket", "s3:DeleteBucketPolicy", "s3:DeleteObject", "s3:DeleteObjectVersion",
          "s3:GetAccelerateConfiguration", "s3:GetBucketAcl", "s3:GetBucketCORS", "s3:GetBucketLogging",
          "s3:GetBucketObjectLockConfiguration", "s3:GetBucketOwnershipControls", "s3:GetBucketPolicy",
          "s3:GetBucketPublicAccessBlock", "s3:GetBucketRequestPayment", "s3:GetBucketTagging", "s3:GetBucketVersioning",
          "s3:GetBucketWebsite", "s3:GetEncryptionConfiguration", "s3:GetLifecycleConfiguration", "s3:GetReplicationConfiguration",
          "s3:ListBucket", "s3:ListBucketVersions", "s3:PutBucketOwnershipControls", "s3:PutBucketPolicy",
          "s3:PutBucketPublicAccessBlock", "s3:PutBucketTagging", "s3:PutEncryptionConfiguration", "s3:PutLifecycleConfiguration",
        ]
        Resource = [
          for rest in ["", "/*"] : "arn:${local.partition}:s3:::waybill-${environment}-lb-logs-${local.account}-*${rest}"
        ]
      },
      {
        Sid       = "CertificatesUnderItsTag"
        Effect    = "Allow"
        Action    = ["acm:AddTagsToCertificate", "acm:RequestCertificate"]
        Resource  = ["*"]
        Condition = local.under_its_tag[environment]
      },
      {
        Sid       = "CertificatesThatHaveIt"
        Effect    = "Allow"
        Action    = ["acm:DeleteCertificate", "acm:DescribeCertificate", "acm:ListTagsForCertificate"]
        Resource  = ["${local.arn.acm}:certificate/*"]
        Condition = { StringEquals = { "aws:ResourceTag/Environment" = environment } }
      },
      {
        # These know no resource.
        Sid    = "LookAtTheEdge"
        Effect = "Allow"
        Action = [
          "elasticloadbalancing:DescribeCapacityReservation", "elasticloadbalancing:DescribeListenerAttributes", "elasticloadbalancing:DescribeListeners",
          "elasticloadbalancing:DescribeLoadBalancerAttributes", "elasticloadbalancing:DescribeLoadBalancers",
          "elasticloadbalancing:DescribeTags", "elasticloadbalancing:DescribeTargetGroupAttributes",
          "elasticloadbalancing:DescribeTargetGroups", "route53:GetChange", "route53:ListHostedZones",
        ]
        Resource = ["*"]
      },
      ], [for zone in compact([lookup(var.hosted_zone_ids, environment, null)]) : {
        Sid      = "RecordsInItsZone"
        Effect   = "Allow"
        Action   = ["route53:ChangeResourceRecordSets", "route53:GetHostedZone", "route53:ListResourceRecordSets", "route53:ListTagsForResource"]
        Resource = ["arn:${local.partition}:route53:::hostedzone/${zone}"]
    }])
  }
}
