# --- what runs

variable "name" {
  description = "Name of the environment, such as waybill-dev; before the names of roles, groups and logs."
  type        = string
  nullable    = false
}

variable "task" {
  description = "Name of the task, such as payment: the service's in its cluster, the container's, and the last part of all names."
  type        = string
  nullable    = false
  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,29}$", var.task))
    error_message = "task must be at most 30 lower-case letters, digits or hyphens, and begin with a letter."
  }
}

variable "image" {
  description = "Image, by digest or by a tag that never moves."
  type        = string
  nullable    = false
}

variable "command" {
  description = "Names of the services that the task runs: the arguments of services/main.ts."
  type        = list(string)
  nullable    = false
  validation {
    condition     = length(var.command) > 0
    error_message = "command must name at least one service: without any, the image would run all of them."
  }
}

variable "cpu" {
  description = "CPU units: 1024 are one vCPU."
  type        = number
  nullable    = false
  validation {
    condition     = contains([256, 512, 1024, 2048, 4096], var.cpu)
    error_message = "cpu must be 256, 512, 1024, 2048 or 4096: Fargate has no other size below 8 vCPU."
  }
}

variable "memory" {
  description = "MiB of memory; Fargate offers certain amounts for each cpu."
  type        = number
  nullable    = false
  validation {
    condition = var.cpu == 256 ? contains([512, 1024, 2048], var.memory) : (
      var.memory % 1024 == 0 && var.memory >= var.cpu * 2 && var.memory <= min(var.cpu * 8, 30720)
    )
    error_message = "memory must be 512, 1024 or 2048 with 256 CPU units, and with more, whole GiB from twice to eight times the units."
  }
}

variable "cpu_architecture" {
  description = "ARM64 or X86_64; the image must be built for it."
  type        = string
  default     = "ARM64"
  nullable    = false
  validation {
    condition     = contains(["ARM64", "X86_64"], var.cpu_architecture)
    error_message = "cpu_architecture must be ARM64 or X86_64."
  }
}

variable "environment" {
  description = "Environment variables, by name. DRAIN_SECONDS is added."
  type        = map(string)
  default     = {}
  nullable    = false
}

variable "secrets" {
  description = "Environment variables from Secrets Manager, by name: the secret's ARN, and value_from as ECS writes it (ARN, or ARN:key:stage:version)."
  type        = map(object({ arn = string, value_from = string }))
  default     = {}
  nullable    = false
}

# --- stopping

variable "drain_seconds" {
  description = "DRAIN_SECONDS: how long the program takes to stop, at most."
  type        = number
  default     = 60
  nullable    = false
  validation {
    condition     = var.drain_seconds >= 1 && var.drain_seconds <= 110
    error_message = "drain_seconds must be from 1 to 110."
  }
}

variable "stop_timeout_seconds" {
  description = "Seconds between SIGTERM and SIGKILL; more than drain_seconds, and 120 at most."
  type        = number
  default     = 90
  nullable    = false
  validation {
    condition     = var.stop_timeout_seconds > var.drain_seconds && var.stop_timeout_seconds <= 120
    error_message = "stop_timeout_seconds must be more than drain_seconds, or work is cut off while it is finished, and at most 120, which is all that Fargate has."
  }
}

# --- where

variable "cluster" {
  description = "The ECS cluster."
  type        = object({ arn = string, name = string })
  nullable    = false
}

variable "vpc_id" {
  description = "The VPC."
  type        = string
  nullable    = false
}

variable "subnet_ids" {
  description = "Private subnets."
  type        = list(string)
  nullable    = false
}

variable "load_balancer" {
  description = "What sends requests to the task; null: nothing does."
  type = object({
    security_group_id       = string
    target_group_arn        = string
    arn_suffix              = string
    target_group_arn_suffix = string
    container_port          = number
  })
  default = null
}

# --- rights

variable "statements" {
  description = "Statements of the task role's policy: Sid, Effect, Action, Resource, perhaps Condition."
  type        = any
  nullable    = false
  validation {
    condition     = length(var.statements) > 0
    error_message = "statements must hold at least one: a policy of none is refused by IAM."
  }
  validation {
    condition     = alltrue([for statement in var.statements : !contains(flatten([statement.Resource]), "*") && !anytrue([for action in flatten([statement.Action]) : strcontains(action, "*")])])
    error_message = "statements must name their actions and resources: no wildcard action, and no resource \"*\"."
  }
}

variable "permissions_boundary" {
  description = "ARN of the policy that bounds the roles made here; null: none."
  type        = string
  default     = null
}

# --- keeping and watching

variable "log_retention_days" {
  description = "Days that logs are kept."
  type        = number
  nullable    = false
}

variable "alarm_names" {
  description = "Alarms that stop a rollout and take it back."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "wait_for_steady_state" {
  description = "An apply ends when the new tasks run, and fails when they were rolled back."
  type        = bool
  default     = true
  nullable    = false
}
