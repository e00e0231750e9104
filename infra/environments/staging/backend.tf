# The state is in the bucket that infra/account makes: `terraform init -backend-config=bucket=… -backend-config=region=…`.
# For a trial without one: a file backend_override.tf with `terraform { backend "local" {} }`, which git ignores.
terraform {
  backend "s3" {
    key          = "waybill/staging/terraform.tfstate"
    encrypt      = true
    use_lockfile = true
  }
}
