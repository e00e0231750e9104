variable "name" {
  description = "Name of the load balancer, its target group and its firewall."
  type        = string
  nullable    = false
  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,30}[a-z0-9]$", var.name))
    error_message = "name must be 2 to 32 lower-case letters, digits or hyphens: a load balancer's name has no more."
  }
}

variable "vpc_id" {
  description = "The VPC."
  type        = string
  nullable    = false
}

variable "subnet_ids" {
  description = "Public subnets, in at least two zones."
  type        = list(string)
  nullable    = false
}

variable "container_port" {
  description = "Port that the tasks behind it listen on."
  type        = number
  nullable    = false
}

variable "health_check_path" {
  description = "What a task answers with 200 while it may be sent requests."
  type        = string
  default     = "/health/ready"
  nullable    = false
}

variable "deregistration_delay_seconds" {
  description = "How long requests under way may take once a task is being stopped; less than drain_seconds."
  type        = number
  default     = 20
  nullable    = false
  validation {
    condition     = var.deregistration_delay_seconds >= 0 && var.deregistration_delay_seconds < var.drain_seconds
    error_message = "deregistration_delay_seconds must be less than drain_seconds, or a task ends while it is still sent requests."
  }
}

variable "drain_seconds" {
  description = "DRAIN_SECONDS of the tasks: how long they take to stop, at most."
  type        = number
  default     = 60
  nullable    = false
}

variable "domain_name" {
  description = "Host name for HTTPS; null: plain HTTP under the load balancer's own name."
  type        = string
  default     = null
}

variable "hosted_zone_id" {
  description = "Route 53 zone of domain_name."
  type        = string
  default     = null
  validation {
    condition     = (var.hosted_zone_id == null) == (var.domain_name == null)
    error_message = "domain_name and hosted_zone_id go together: set both or neither."
  }
}

variable "rate_limit_per_minute" {
  description = "Requests a minute from one address; beyond, 429."
  type        = number
  nullable    = false
  validation {
    condition     = var.rate_limit_per_minute >= 10 && var.rate_limit_per_minute <= 2000000000
    error_message = "rate_limit_per_minute must be from 10 to 2,000,000,000: the firewall knows no less and no more."
  }
}

variable "log_retention_days" {
  description = "Days that access logs are kept."
  type        = number
  default     = 30
  nullable    = false
}

variable "deletion_protection" {
  description = "The load balancer refuses to be destroyed, and its logs with it."
  type        = bool
  default     = true
  nullable    = false
}
