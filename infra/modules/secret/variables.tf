variable "name" {
  description = "Name of the secret, such as waybill-dev/operator-token."
  type        = string
  nullable    = false
}

variable "description" {
  description = "What it is for."
  type        = string
  nullable    = false
}

variable "secret_version" {
  description = "Raise it, and a new value is made."
  type        = number
  default     = 1
  nullable    = false
}

variable "recovery_window_in_days" {
  description = "Days in which a destroyed secret can be had back, 7 to 30; 0: none, and the name is free at once."
  type        = number
  default     = 7
  nullable    = false
  validation {
    condition     = var.recovery_window_in_days == 0 || (var.recovery_window_in_days >= 7 && var.recovery_window_in_days <= 30)
    error_message = "recovery_window_in_days must be 0, or 7 to 30."
  }
}
