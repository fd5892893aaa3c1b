#!/bin/bash
# Makes what docker-compose.yml takes from .secrets/, never over what is there. Run as root, since each file
# belongs to the account that reads it inside its container.
# Usage: sudo src/docker/make-secrets.sh [NAME]   NAME: what front ends call the balancer (default localhost)
set -euo pipefail
umask 077
name=${1:-localhost}
cd "$(dirname "$0")/../.."

service=10001  # user of src/Dockerfile
postgres=999   # user of the image postgres:18
balancer=99    # user of the image haproxy:3.2

if [ -e .secrets ]; then
  echo ".secrets/ is there already and stays as it is; what it holds may not exist anywhere else" >&2
  exit 1
fi
new=$(mktemp -d ./.secrets.XXXXXX)
trap 'rm -rf "$new"' EXIT
cd "$new"

for who in postgres owner service; do openssl rand -hex 24 >"$who-password"; done
printf 'kagimori-master-key-1 %s\n' "$(openssl rand -base64 32)" >master.key

openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 -subj "/CN=Kagimori CA" \
  -addext "basicConstraints=critical,CA:TRUE,pathlen:0" -addext "keyUsage=critical,keyCertSign,cRLSign" \
  -keyout ca.key -out ca.crt 2>/dev/null
certificate() { # file, name
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$2" -keyout "$1.key" -out "$1.csr" 2>/dev/null
  openssl x509 -req -in "$1.csr" -CA ca.crt -CAkey ca.key -CAcreateserial -days 825 -out "$1.crt" 2>/dev/null \
    -extfile <(printf 'basicConstraints=CA:FALSE\nkeyUsage=digitalSignature\nextendedKeyUsage=serverAuth\nsubjectAltName=DNS:%s\n' "$2")
  rm "$1.csr"
}
certificate postgres postgres
certificate balancer "$name"
cat balancer.crt balancer.key >balancer.pem
rm balancer.crt balancer.key ca.srl

chmod 0444 ca.crt postgres.crt
chmod 0400 ca.key postgres-password postgres.key master.key balancer.pem
chmod 0440 owner-password service-password  # read by the service, and once by PostgreSQL
chown "$postgres:$postgres" postgres-password postgres.key
chown "$service:$postgres" owner-password service-password
chown "$service:$service" master.key
chown "$balancer:$balancer" balancer.pem

cd - >/dev/null
mv "$new" .secrets
trap - EXIT
echo "made .secrets/ for $name. Now back up .secrets/master.key, apart from the database; move .secrets/ca.key off this machine."
