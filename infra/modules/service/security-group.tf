# Who may reach a task (the load balancer, if there is one), and what a task may reach (HTTPS: AWS, and webhooks).
resource "aws_security_group" "this" {
  name        = "${var.name}-${var.task}"
  description = "Tasks of ${var.task}"
  vpc_id      = var.vpc_id
  tags        = { Name = "${var.name}-${var.task}" }
}

resource "aws_vpc_security_group_egress_rule" "https" {
  security_group_id = aws_security_group.this.id
  description       = "HTTPS to AWS: its addresses are many, and change"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

resource "aws_vpc_security_group_ingress_rule" "load_balancer" {
  count = var.load_balancer == null ? 0 : 1

  security_group_id            = aws_security_group.this.id
  description                  = "Requests from the load balancer"
  referenced_security_group_id = var.load_balancer.security_group_id
  ip_protocol                  = "tcp"
  from_port                    = var.load_balancer.container_port
  to_port                      = var.load_balancer.container_port
}

# The other side of the same door: the load balancer may send here and nowhere else.
resource "aws_vpc_security_group_egress_rule" "load_balancer" {
  count = var.load_balancer == null ? 0 : 1

  security_group_id            = var.load_balancer.security_group_id
  description                  = "Requests to ${var.task}"
  referenced_security_group_id = aws_security_group.this.id
  ip_protocol                  = "tcp"
  from_port                    = var.load_balancer.container_port
  to_port                      = var.load_balancer.container_port
}
