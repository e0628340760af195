#!/usr/bin/env bash
# Checks compose file and manifests with the tools that read them: docker-compose, kubectl and kubernetes-validate on the PATH. Installs nothing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

export POSTGRES_PASSWORD=x JWT_SECRET=x SERVICE_TOKEN=x
docker-compose -f docker-compose.yml config --quiet
echo 'docker-compose.yml: valid'
if (unset JWT_SECRET && docker-compose -f docker-compose.yml config --quiet 2>/dev/null); then
  echo 'docker-compose.yml: would start without JWT_SECRET' >&2
  exit 1
fi
rendered=$(mktemp)
trap 'rm -f "$rendered"' EXIT
for folder in k8s/base k8s/overlays/release; do
  kubectl kustomize "$folder" >"$rendered"
  kubernetes-validate --strict --quiet "$rendered"
  echo "$folder: $(grep -c '^kind:' "$rendered") resources valid"
done
