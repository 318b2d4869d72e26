#!/usr/bin/env bash
# The first two commands on bare machines: `bash tests/bare/run.sh [bookworm|trixie …]`, or `npm run test:long -- --bare`.
# Makes each Debian with debootstrap, installs nothing but nodejs and npm, and starts the committed state of this clone in it, as
# root and as somebody else: the missing library must be named, and after its installation the same command must end in
# "Samskriv ready". Wants root, debootstrap and the network; mirrors, registry, certificates and proxies are this machine's.
set -euo pipefail
cd "$(dirname "$0")/../.."
[ "$#" -gt 0 ] || set -- bookworm trixie
[ "$(id -u)" = 0 ] || { echo 'tests/bare/run.sh makes machines: run it as root.' >&2; exit 1; }
command -v debootstrap >/dev/null || { echo 'tests/bare/run.sh needs debootstrap (apt-get install debootstrap).' >&2; exit 1; }

mirror=${DEBIAN_MIRROR:-$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Origin: Debian' 'Label: Debian' | head -n 1)}
certificates=$(npm config get cafile)
[ -f "$certificates" ] || certificates=${NODE_EXTRA_CA_CERTS:-}
registry=$(npm config get registry)
work=$(mktemp -d)
trap 'rm -rf --one-file-system "$work"' EXIT
failed=0

# Runs a command in the machine, in namespaces that end with it, whatever it has started or mounted.
in_machine() {
  unshare --mount --pid --fork --kill-child sh -c \
    'mount -t proc proc "$0/proc" && mount --rbind /dev "$0/dev" && cd / && exec chroot "$0" "$@"' "$machine" \
    env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C DEBIAN_FRONTEND=noninteractive "npm_config_registry=$registry" \
    ${certificates:+NODE_EXTRA_CA_CERTS=/srv/certificates.crt npm_config_cafile=/srv/certificates.crt} \
    ${HTTP_PROXY:+"HTTP_PROXY=$HTTP_PROXY"} ${HTTPS_PROXY:+"HTTPS_PROXY=$HTTPS_PROXY"} ${NO_PROXY:+"NO_PROXY=$NO_PROXY"} "$@"
}

check() { # <what> <command …>
  local what=$1
  shift
  if "$@"; then echo "passed  $release  $what"; else echo "FAILED  $release  $what"; failed=1; fi
}

# npm start in the clone of one of the two, until it is ready or ends; what it says goes to a log.
start_as() { # <user> <log>
  in_machine setpriv --reuid "$1" --regid "$1" --clear-groups env "HOME=/home/$1" sh -c "cd /srv/$1 && mkdir -p /home/$1 && exec sh /srv/start.sh" >"$2" 2>&1
}

for release in "$@"; do
  machine=$work/$release
  echo "== $release"
  debootstrap --variant=minbase "$release" "$machine" "$mirror" >"$work/debootstrap.log" || { tail -n 5 "$work/debootstrap.log"; exit 1; }
  cp /etc/resolv.conf "$machine/etc/resolv.conf"
  apt-config dump | grep -E '^Acquire::(https?::|Check-)' >"$machine/etc/apt/apt.conf.d/99machine" || true
  [ -z "$certificates" ] || cp "$certificates" "$machine/srv/certificates.crt"
  in_machine sh -c 'apt-get update -qq && apt-get install -y -qq --no-install-recommends nodejs npm' >"$work/apt.log" 2>&1 || { tail -n 5 "$work/apt.log"; exit 1; }
  in_machine useradd --create-home plain
  cat >"$machine/srv/start.sh" <<'END'
PORT=0 npm start &
pid=$!
while kill -0 $pid 2>/dev/null && ! grep -q 'Samskriv ready' "/proc/$$/fd/1"; do sleep 0.5; done
if kill -0 $pid 2>/dev/null; then kill $pid; fi
wait $pid
END
  for user in root plain; do
    mkdir -p "$machine/srv/$user"
    git archive HEAD | tar -x -C "$machine/srv/$user"
    in_machine chown -R "$user:" "/srv/$user"
    log=$work/$release-$user.log
    start_as "$user" "$log" && ended=0 || ended=$?
    check "$user: the start without the library ends with 1 (it was $ended)" [ "$ended" = 1 ]
    check "$user: and names the package" grep -qE 'apt-get install libatomic1$' "$log"
    check "$user: and stamps nothing" [ ! -e "$machine/srv/$user/node_modules/.bootstrap-stamp" ]
  done
  in_machine apt-get install -y -qq --no-install-recommends libatomic1 >"$work/apt.log" 2>&1
  for user in root plain; do
    log=$work/$release-$user.log
    start_as "$user" "$log" || true
    check "$user: the same command, with the library, is ready" grep -q '^Samskriv ready on ' "$log"
    grep -q '^Samskriv ready on ' "$log" || tail -n 30 "$log"
    size=$(du -sm "$machine/srv/$user/node_modules" | cut -f 1)
    check "$user: node_modules is $size MB, under 500" [ "$size" -lt 500 ]
  done
  rm -rf --one-file-system "$machine"
done
exit "$failed"
