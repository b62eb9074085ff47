#!/usr/bin/env bash
# Makes sockeye_VERSION_ARCHITECTURE.deb of the native program: packaging/deb.sh [--program FILE] [--output DIRECTORY]
# Without FILE it publishes the program, which needs the .NET 10 SDK and a linker (gcc libc6-dev zlib1g-dev); FILE is the sockeye of an
# earlier publish. Needs dpkg-deb and readelf (binutils); no network, no root. The same tree gives the same bytes: times are those of the last
# commit, or SOURCE_DATE_EPOCH. The last line is the package's name.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")

fail() { echo "packaging/deb.sh: $*" >&2; exit 1; }

program='' output=$root/artifacts/packages
while [ $# -gt 0 ]; do
  case $1 in
    --program) program=${2:?a file}; shift 2 ;;
    --output) output=${2:?a directory}; shift 2 ;;
    *) fail "unknown word '$1'; it takes --program FILE and --output DIRECTORY" ;;
  esac
done

: "${SOURCE_DATE_EPOCH:=$(git -C "$root" log -1 --format=%ct 2>/dev/null || stat -c %Y "$root/CHANGELOG.md")}"
export SOURCE_DATE_EPOCH LC_ALL=C
umask 022
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if [ -z "$program" ]; then
  dotnet publish "$root/src/Sockeye.Cli" -c Release -o "$work/program" --verbosity quiet -nologo >&2
  program=$work/program/sockeye
fi
[ -x "$program" ] || fail "there is no program $program"
[ ! -e "$(dirname "$program")/Sockeye.Cli.dll" ] || fail "$program needs .NET: publish it where gcc or clang is"

version=$(sed -n 's/.*<Version>\(.*\)<\/Version>.*/\1/p' "$root/Directory.Build.props")
architecture=$(dpkg --print-architecture)
libc=$(readelf -W --version-info "$program" | grep -o 'GLIBC_[0-9.]*' | sort -Vu | tail -1)
maintainer="${DEBFULLNAME:-The Sockeye authors} <${DEBEMAIL:-sockeye@sockeye.invalid}>"
tree=$work/tree
doc=$tree/usr/share/doc/sockeye

install -D -m 755 "$program" "$tree/usr/bin/sockeye"
install -D -m 644 -t "$tree/usr/lib/systemd/system" "$here"/systemd/*
install -D -m 644 -t "$doc" "$here/README.Debian"
install -D -m 644 -t "$doc/examples" "$here/example.conf"
install -D -m 644 "$here/lintian-overrides" "$tree/usr/share/lintian/overrides/sockeye"

HOME=$work "$program" manual "$tree/usr/share/man/man1"
for shell in bash:bash-completion/completions/sockeye zsh:zsh/vendor-completions/_sockeye fish:fish/vendor_completions.d/sockeye.fish; do
  mkdir -p "$(dirname "$tree/usr/share/${shell#*:}")"
  HOME=$work "$program" completion "${shell%%:*}" >"$tree/usr/share/${shell#*:}"
done

{
  printf 'Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n\nFiles: *\n'
  sed -n 's/^Copyright (c) \(.*\)/Copyright: \1/p' "$root/LICENSE"
  printf 'License: Expat\n'
  sed '1,/^Copyright/d; /./,$!d; s/^$/./; s/^/ /' "$root/LICENSE" | sed '1{/^ \.$/d}'
} >"$doc/copyright"
printf 'sockeye (%s) unstable; urgency=medium\n\n  * Made from the tree itself: CHANGELOG.md says what is new.\n\n -- %s  %s\n' \
  "$version" "$maintainer" "$(date -u -R -d "@$SOURCE_DATE_EPOCH")" >"$doc/changelog"
find "$doc/changelog" "$tree/usr/share/man" -type f -exec gzip -9n {} +

mkdir "$tree/DEBIAN"
cat >"$tree/DEBIAN/control" <<CONTROL
Package: sockeye
Version: $version
Architecture: $architecture
Maintainer: $maintainer
Installed-Size: $(du -k -s --apparent-size "$tree" | cut -f 1)
Depends: libc6 (>= ${libc#GLIBC_}), libssl3 | libssl3t64
Suggests: strace
Section: net
Priority: optional
Description: everything over a socket, in one command
 Shares a folder by HTTP, FTP, TFTP and SFP at once; fetches, stores and
 syncs files over all of them, verified and resumed; serves and talks over
 TCP, TLS, UDP and UNIX sockets; pings, resolves and probes; shows the socket
 calls of any program as a picture; and teaches the socket API by hand.
CONTROL
(cd "$tree" && find usr -type f -print0 | sort -z | xargs -0 md5sum) >"$tree/DEBIAN/md5sums"
find "$tree" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +

mkdir -p "$output"
package=$output/sockeye_${version}_$architecture.deb
dpkg-deb --root-owner-group --build "$tree" "$package" >/dev/null
echo "$package"
