variable "name" {
  description = "Name of the role."
  type        = string
  nullable    = false
}

variable "oidc_provider_arn" {
  description = "ARN of the account's identity provider for token.actions.githubusercontent.com."
  type        = string
  nullable    = false
}

variable "repository" {
  description = "Repository on GitHub: owner/name."
  type        = string
  nullable    = false
  validation {
    condition     = can(regex("^[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9._-]+$", var.repository))
    error_message = "repository must be owner/name, without wildcards: whoever matches may take the role."
  }
}

variable "environments" {
  description = "GitHub environments whose jobs may take the role; their protection rules decide who may run them."
  type        = list(string)
  default     = []
  nullable    = false
  validation {
    condition     = alltrue([for name in var.environments : can(regex("^[A-Za-z0-9][A-Za-z0-9_.-]*$", name))])
    error_message = "environments must be names, without wildcards."
  }
}

variable "branches" {
  description = "Branches whose jobs, outside any environment, may take the role."
  type        = list(string)
  default     = []
  nullable    = false
  validation {
    condition     = alltrue([for name in var.branches : can(regex("^[A-Za-z0-9][A-Za-z0-9_./-]*$", name))])
    error_message = "branches must be names, without wildcards."
  }
  validation {
    condition     = length(var.branches) + length(var.environments) > 0
    error_message = "environments or branches must name at least one: a role that nobody may take is of no use."
  }
}

variable "policies" {
  description = "What the role may do: IAM policies as JSON, by name."
  type        = map(string)
  nullable    = false
  validation {
    condition     = length(var.policies) >= 1 && length(var.policies) <= 10
    error_message = "policies must be one to ten: a role takes no more."
  }
}
