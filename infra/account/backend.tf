# The state is in the bucket that is made here. The first time there is none yet: docs/deploy.md says how to begin.
terraform {
  backend "s3" {
    key          = "waybill/account/terraform.tfstate"
    encrypt      = true
    use_lockfile = true
  }
}
