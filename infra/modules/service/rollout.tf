# ECS goes back to the last working task by itself, and tells Terraform that the service is steady. It is, but with the old task.
data "aws_ecs_service" "after" {
  count = var.wait_for_steady_state ? 1 : 0

  cluster_arn  = var.cluster.arn
  service_name = aws_ecs_service.this.name

  depends_on = [aws_ecs_service.this]

  lifecycle {
    postcondition {
      condition     = self.task_definition == aws_ecs_task_definition.this.arn
      error_message = "${var.task} was rolled back to ${self.task_definition}: the new tasks did not stay up, or an alarm went off. The reason is in the service's events and in the log /${var.name}/${var.task}."
    }
  }
}
