# What differs from one apply to the next. All else is in settings.json.
variable "image" {
  description = "The services' image, by digest or by a tag that never moves."
  type        = string
  nullable    = false
}

variable "wait_for_steady_state" {
  description = "An apply ends when the new tasks run, and fails when they were rolled back."
  type        = bool
  default     = true
  nullable    = false
}
