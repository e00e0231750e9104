variable "name" {
  description = "Name of the cluster."
  type        = string
  nullable    = false
}

variable "container_insights" {
  description = "enabled (metrics of services and tasks) or enhanced (of containers as well, which costs more)."
  type        = string
  default     = "enabled"
  nullable    = false
  validation {
    condition     = contains(["enabled", "enhanced"], var.container_insights)
    error_message = "container_insights must be enabled or enhanced: workers scale on its RunningTaskCount."
  }
}
