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
