# How many tasks run, and what they follow: autoscaling.tf, autoscaling-steps.tf.
variable "minimum" {
  description = "Fewest tasks, and how many there are at first. Those are never on Spot."
  type        = number
  nullable    = false
  validation {
    condition     = var.minimum >= 0 && floor(var.minimum) == var.minimum
    error_message = "minimum must be a whole number, 0 or more."
  }
  validation {
    condition     = var.minimum >= 1 || var.load_balancer == null
    error_message = "minimum must be at least 1 behind a load balancer: nothing would wake the service."
  }
}

variable "maximum" {
  description = "Most tasks."
  type        = number
  nullable    = false
  validation {
    condition     = var.maximum >= 1 && var.maximum >= var.minimum
    error_message = "maximum must be at least 1, and at least the minimum."
  }
}

variable "singleton" {
  description = "There is exactly one, also while a new one takes over."
  type        = bool
  default     = false
  nullable    = false
  validation {
    condition     = !var.singleton || (var.minimum == 1 && var.maximum == 1)
    error_message = "a singleton has minimum = 1 and maximum = 1."
  }
}

variable "spot" {
  description = "Tasks beyond the minimum run on Fargate Spot, which may take them back with two minutes' notice."
  type        = bool
  default     = false
  nullable    = false
  validation {
    condition     = !var.spot || var.load_balancer == null
    error_message = "spot is for workers: what answers requests should not be taken away."
  }
}

variable "scaling" {
  description = "CPU in per cent that tasks should have on average, and the pauses between changes; null: no autoscaling."
  type = object({
    cpu_percent                = number
    scale_out_cooldown_seconds = number
    scale_in_cooldown_seconds  = number
  })
  default = null
  validation {
    condition     = var.scaling != null || (var.backlog == null && var.requests_per_task_and_minute == null && var.surge == null)
    error_message = "backlog, surge and requests_per_task_and_minute need scaling: its cooldowns are theirs."
  }
}

variable "backlog" {
  description = "For a worker: names of all queues that it consumes, and how many messages one task should have before it."
  type        = object({ queue_names = list(string), per_task = number })
  default     = null
  validation {
    condition     = try(length(var.backlog.queue_names) >= 1 && length(var.backlog.queue_names) <= 9 && var.backlog.per_task > 0, var.backlog == null)
    error_message = "backlog needs one to nine queues (an alarm has room for ten metrics) and more than 0 messages for each task."
  }
}

variable "surge" {
  description = "For a worker: where a surge is seen first (queues, and the service that consumes them), how many waiting messages for each of its tasks are one, and by how many per cent to grow from so many times that."
  type = object({
    queue_names  = list(string)
    service_name = string
    threshold    = number
    steps        = list(object({ from = number, percent = number }))
  })
  default = null
  validation {
    condition     = try(var.surge.steps[0].from == 1 && var.surge.threshold > 0 && length(var.surge.queue_names) <= 9, var.surge == null)
    error_message = "surge needs a threshold above 0, steps of which the first is from = 1, and nine queues at most."
  }
}

variable "requests_per_task_and_minute" {
  description = "For the API: requests a minute that one task should have."
  type        = number
  default     = null
  validation {
    condition     = var.requests_per_task_and_minute == null || var.load_balancer != null
    error_message = "requests_per_task_and_minute needs a load_balancer, which counts them."
  }
}
