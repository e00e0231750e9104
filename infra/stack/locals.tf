# What the whole stack builds on: services/topology.json, and how things are named.
locals {
  topology = jsondecode(file("${path.module}/../../services/topology.json"))

  # Before each name, so that several environments can share an account: waybill-dev-order-queue.
  prefix = "waybill-${var.environment}-"
  name   = "waybill-${var.environment}"
}

data "aws_caller_identity" "current" {}
data "aws_region" "current" {}
data "aws_partition" "current" {}
