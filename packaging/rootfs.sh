#!/usr/bin/env bash
# Gathers what the native program needs of a system into a directory that can be the root of a container: packaging/rootfs.sh PROGRAM DIRECTORY
# That is itself, the loader, the C library, OpenSSL, which is loaded by name, the certificates that the system trusts, and a user. No shell.
set -euo pipefail
[ $# -eq 2 ] || { echo "packaging/rootfs.sh takes PROGRAM DIRECTORY" >&2; exit 2; }
program=$(realpath "$1") root=$2
umask 022
mkdir -p "$root"/{etc,usr/bin,srv} && install -d -m 1777 "$root/tmp"

libraries_of() { ldd "$1" | grep -o '/[^ ]*'; }
loaded=()
for name in libssl.so.3 libcrypto.so.3; do
  loaded+=("$(PATH=$PATH:/sbin ldconfig -p | awk -v name="$name" '$1 == name { print $NF; exit }')")
done
{
  libraries_of "$program"
  printf '%s\n' "${loaded[@]}"
  for library in "${loaded[@]}"; do libraries_of "$library"; done
} | sort -u | while read -r library; do
  install -D -m 755 "$library" "$root$library" # where a link leads to, under the name that is asked for
done

install -m 755 "$program" "$root/usr/bin/sockeye"
if [ -e /etc/ssl/certs/ca-certificates.crt ]; then
  install -D -m 644 /etc/ssl/certs/ca-certificates.crt "$root/usr/lib/ssl/cert.pem" # OPENSSLDIR of Debian and Ubuntu
fi
printf 'hosts: files dns\n' >"$root/etc/nsswitch.conf"
printf '127.0.0.1 localhost\n::1 localhost\n' >"$root/etc/hosts"
echo 'sockeye:x:1654:1654::/state:/usr/bin/sockeye' >"$root/etc/passwd"
echo 'sockeye:x:1654:' >"$root/etc/group"
install -d -m 700 "$root/state"
