# Tables with their indexes, as services/topology.json has them.
module "table" {
  source   = "../modules/table"
  for_each = local.topology.tables

  name                = "${local.prefix}${each.key}"
  partition_key       = each.value.key.partition
  sort_key            = try(each.value.key.sort, null)
  indexes             = try(each.value.indexes, {})
  expires_at          = try(each.value.expiresAt, null)
  deletion_protection = var.deletion_protection
}
