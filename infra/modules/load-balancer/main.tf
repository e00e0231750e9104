# The load balancer, and the group of the API's tasks behind it.
resource "aws_lb" "this" {
  name               = var.name
  load_balancer_type = "application"
  internal           = false
  subnets            = var.subnet_ids
  security_groups    = [aws_security_group.this.id]

  # Above the 15 seconds between the beats of an order's event stream; below the API's own keep-alive of 72.
  idle_timeout               = 60
  drop_invalid_header_fields = true
  desync_mitigation_mode     = "defensive"
  enable_deletion_protection = var.deletion_protection

  access_logs {
    bucket  = aws_s3_bucket.logs.bucket
    enabled = true
  }

  # The bucket is refused until its policy lets the load balancer write.
  depends_on = [aws_s3_bucket_policy.logs]
}

resource "aws_lb_target_group" "this" {
  name        = var.name
  vpc_id      = var.vpc_id
  target_type = "ip"
  protocol    = "HTTP"
  port        = var.container_port

  # A task that is stopped takes no new requests from here on; those under way have this long, and then its drain begins.
  deregistration_delay          = var.deregistration_delay_seconds
  load_balancing_algorithm_type = "least_outstanding_requests"

  health_check {
    path                = var.health_check_path
    matcher             = "200"
    interval            = 10
    timeout             = 5
    healthy_threshold   = 2
    unhealthy_threshold = 3
  }
}

resource "aws_security_group" "this" {
  name        = "${var.name}-load-balancer"
  description = "From the internet to the load balancer"
  vpc_id      = var.vpc_id
  tags        = { Name = "${var.name}-load-balancer" }
}

# What it may send to is said by the service behind it.
resource "aws_vpc_security_group_ingress_rule" "this" {
  for_each = local.https ? { http = 80, https = 443 } : { http = 80 }

  security_group_id = aws_security_group.this.id
  description       = "${upper(each.key)} from anywhere"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = each.value
  to_port           = each.value
}
