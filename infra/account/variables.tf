variable "region" {
  description = "Region of the registry and of the state."
  type        = string
  default     = "us-east-1"
  nullable    = false
}

variable "repository" {
  description = "Repository on GitHub whose jobs build and deploy: owner/name."
  type        = string
  nullable    = false
}

variable "environments" {
  description = "Environments that live in this account; GitHub's environments have the same names."
  type        = set(string)
  default     = ["dev", "staging", "prod"]
  nullable    = false
  validation {
    condition     = alltrue([for name in var.environments : can(regex("^[a-z][a-z0-9-]{1,11}$", name)) && !can(regex("^(boundary|deploy|plan|publish|terraform)(-|$)", name))])
    error_message = "environments must be 2 to 12 lower-case letters, digits or hyphens, and not called as what the account has once: boundary, deploy, plan, publish, terraform."
  }
  validation {
    # What is called waybill-dev-… belongs to dev.
    condition     = alltrue([for pair in setproduct(var.environments, var.environments) : !startswith(pair[0], "${pair[1]}-")])
    error_message = "An environment must not be called as another with more after a hyphen (dev and dev-two): the other's role would reach it."
  }
}

variable "publishing_branch" {
  description = "Branch whose jobs push images; null: none, because another account holds the registry."
  type        = string
  default     = "main"
}

variable "pulling_accounts" {
  description = "Other accounts whose environments pull images from here."
  type        = list(string)
  default     = []
  nullable    = false
}

variable "hosted_zone_ids" {
  description = "Route 53 zones by the environment whose records are in them."
  type        = map(string)
  default     = {}
  nullable    = false
}
