# The state is in the bucket that infra/account makes: `terraform init -backend-config=bucket=… -backend-config=region=…`.
# For a trial without one: a backend_override.tf as docs/deploy.md makes it for infra/account; git ignores it.
terraform {
  backend "s3" {
    key          = "waybill/prod/terraform.tfstate"
    encrypt      = true
    use_lockfile = true
  }
}
