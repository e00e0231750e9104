# Where tasks run. There are no machines to look after: Fargate, and Fargate Spot for what may be interrupted.
resource "aws_ecs_cluster" "this" {
  name = var.name

  # Without it there is no RunningTaskCount, and workers do not scale.
  setting {
    name  = "containerInsights"
    value = var.container_insights
  }
}

resource "aws_ecs_cluster_capacity_providers" "this" {
  cluster_name       = aws_ecs_cluster.this.name
  capacity_providers = ["FARGATE", "FARGATE_SPOT"]

  # For tasks that are started by hand; each service says for itself.
  default_capacity_provider_strategy {
    capacity_provider = "FARGATE"
    weight            = 1
  }
}
