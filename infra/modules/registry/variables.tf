variable "name" {
  description = "Name of the repository."
  type        = string
  nullable    = false
}

variable "keep_images" {
  description = "How many images are kept; older ones go. Must reach back to the oldest that still runs somewhere."
  type        = number
  default     = 200
  nullable    = false
  validation {
    condition     = var.keep_images >= 20
    error_message = "keep_images must be at least 20: an image that still runs must be there when its next task starts."
  }
}

variable "pulling_accounts" {
  description = "Other AWS accounts whose tasks may pull images."
  type        = list(string)
  default     = []
  nullable    = false
  validation {
    condition     = alltrue([for account in var.pulling_accounts : can(regex("^[0-9]{12}$", account))])
    error_message = "pulling_accounts must be account ids of twelve digits."
  }
}
