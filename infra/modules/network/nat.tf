# The way out through NAT gateways: none, one for all zones, or one in each.
locals {
  nat_zones = {
    "nat"          = slice(local.zones, 0, 1)
    "nat-per-zone" = local.zones
    "endpoints"    = []
  }[var.egress]
}

resource "aws_eip" "nat" {
  for_each = toset(local.nat_zones)

  domain = "vpc"
  tags   = { Name = "${var.name}-nat-${each.key}" }
}

resource "aws_nat_gateway" "this" {
  for_each = toset(local.nat_zones)

  allocation_id = aws_eip.nat[each.key].id
  subnet_id     = aws_subnet.public[each.key].id
  tags          = { Name = "${var.name}-${each.key}" }

  depends_on = [aws_route.internet]
}

resource "aws_route" "nat" {
  for_each = length(local.nat_zones) == 0 ? {} : local.private_cidrs

  route_table_id         = aws_route_table.private[each.key].id
  destination_cidr_block = "0.0.0.0/0"
  # The zone's own gateway, or the only one.
  nat_gateway_id = aws_nat_gateway.this[contains(local.nat_zones, each.key) ? each.key : local.nat_zones[0]].id
}
