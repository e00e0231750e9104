# Where tasks run.
module "cluster" {
  source = "../modules/cluster"

  name = local.name
}
