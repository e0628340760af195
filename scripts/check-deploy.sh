#!/usr/bin/env bash
# Checks compose file and manifests with the tools that read them: docker-compose, kubectl and kubernetes-validate on the PATH.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

export POSTGRES_PASSWORD=x JWT_SECRET=x SERVICE_TOKEN=x
docker-compose -f docker-compose.yml config --quiet
echo 'docker-compose.yml: valid'
for folder in k8s/base k8s/overlays/release; do
  rendered=$(mktemp)
  kubectl kustomize "$folder" >"$rendered"
  kubernetes-validate --strict "$rendered" >/dev/null
  echo "$folder: $(grep -c '^kind:' "$rendered") resources valid"
  rm "$rendered"
done
