#!/usr/bin/env bash
# Prints a `dotnet` under which libtorch loads. libLibTorchSharp.so needs GLIBCXX_3.4.32 (libstdc++ of GCC 13). Where the system has it,
# that is plainly `dotnet`. On an older Debian or Ubuntu a private copy of the dotnet host is made beside the C and C++ libraries of a newer
# release; nothing of the system is changed. The packages come from the mirror that this machine's own apt already uses.
#
#   "$(eng/torch-runtime.sh)" Pneumonia.Tests/bin/Release/net10.0/Pneumonia.Tests.dll --filter TestCategory=Torch
#
# Usage: eng/torch-runtime.sh [FOLDER]     (default: artifacts/torch-runtime under the repository). Words go to standard error.
# No reader of a pipe below may end early: with pipefail the writer's SIGPIPE would end the script.
set -euo pipefail

needed=GLIBCXX_3.4.32
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
say() { echo "torch-runtime: $*" >&2; }
fail() { say "$*"; exit 1; }

if [[ $(uname -s) != Linux ]]; then echo dotnet; exit 0; fi
system=$(ldconfig -p 2>/dev/null | awk '/libstdc\+\+\.so\.6 .*x86-64/ && !n++ { print $NF }')
if [[ -n $system ]] && grep -aq "$needed" "$system"; then echo dotnet; exit 0; fi

[[ $(uname -m) == x86_64 ]] || fail "libtorch for Linux is packed for x86-64 only; this machine is $(uname -m)."
command -v apt-get >/dev/null && command -v dpkg >/dev/null || fail "$needed is missing and there is no apt: use a distribution with GCC 13's libstdc++ (Debian 13, Ubuntu 24.04, Fedora 38 or newer)."
host=$(readlink -f "$(command -v dotnet)") || fail "dotnet is not on the path."
home=$(dirname "$host")

folder=$(mkdir -p "${1:-$repository/artifacts/torch-runtime}" && cd "${1:-$repository/artifacts/torch-runtime}" && pwd)
libraries=$folder/usr/lib/x86_64-linux-gnu
private=$folder/dotnet/dotnet

# Made before, by the same dotnet and in the same place (the host holds absolute paths): nothing to do.
stamp="$folder|$host|$(sha256sum "$host" | cut -d' ' -f1)"
if [[ -x $private && $(cat "$folder/stamp" 2>/dev/null) == "$stamp" ]]; then echo "$private"; exit 0; fi

as_root() { if [[ $(id -u) == 0 ]]; then "$@"; else sudo -n "$@"; fi; }
if ! command -v patchelf >/dev/null; then
    say "installing patchelf"
    { as_root apt-get update && as_root apt-get install -y --no-install-recommends patchelf; } >/dev/null 2>&1 || fail "patchelf is missing and can't be installed here: install it."
fi

. /etc/os-release
case $ID in
    debian) suite=trixie ;;
    ubuntu) suite=noble ;;
    *) fail "$needed is missing; on $ID use a release with GCC 13's libstdc++." ;;
esac

# The mirror of the release that is installed; the newer one lies beside it.
mirror=$(apt-get indextargets --format '$(REPO_URI)|$(COMPONENT)|$(CODENAME)' 'Created-By: Packages' 2>/dev/null | awk -F'|' -v release="$VERSION_CODENAME" '$2 == "main" && $3 == release && !n++ { print $1 }')
if [[ -z $mirror ]]; then
    # No index was fetched yet, so apt can't tell releases apart: read the sources themselves.
    mirror=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources 2>/dev/null \
        | sed -nE 's/^URIs:[[:space:]]*([^[:space:]]+).*/\1/p; s/^deb[[:space:]]+(\[[^]]*\][[:space:]]+)?([^[:space:]]+).*/\2/p' \
        | grep -E "/$ID/?$" | awk '!n++' || true)
fi
[[ -n $mirror ]] || fail "no package source of $ID $VERSION_CODENAME was found under /etc/apt."
keyring=/usr/share/keyrings/$ID-archive-keyring.gpg
[[ -r $keyring ]] || fail "$keyring is missing: install the package $ID-archive-keyring (Ubuntu: ubuntu-keyring)."

work=$folder/apt
rm -rf "$work" "$folder/usr" "$folder/dotnet" "$folder/stamp"
mkdir -p "$work/lists/partial" "$work/cache/archives/partial" "$work/packages"
: > "$work/status"
echo "deb [arch=amd64 signed-by=$keyring] $mirror $suite main" > "$work/sources.list"
options=(-o "Dir::Etc::SourceList=$work/sources.list" -o Dir::Etc::SourceParts=- -o "Dir::State::Lists=$work/lists"
    -o "Dir::State::Status=$work/status" -o "Dir::Cache=$work/cache" -o APT::Architecture=amd64 -o APT::Sandbox::User= -o Acquire::Languages=none)
say "fetching the C and C++ libraries of $ID $suite"
apt-get "${options[@]}" update >"$work/log" 2>&1 || { cat "$work/log" >&2; fail "the package lists of $suite could not be read."; }
(cd "$work/packages" && apt-get "${options[@]}" download libc6 libstdc++6 libgcc-s1) >>"$work/log" 2>&1 || { cat "$work/log" >&2; fail "the packages of $suite could not be fetched."; }
for package in "$work"/packages/*.deb; do dpkg -x "$package" "$folder"; done
rm -rf "$work"

loader=$folder/usr/lib64/ld-linux-x86-64.so.2
[[ -e $loader ]] || loader=$libraries/ld-linux-x86-64.so.2
[[ -e $loader ]] || fail "the package libc6 of $suite holds no loader where one was expected."
mkdir -p "$folder/dotnet"
cp "$host" "$private"
for part in host shared sdk packs sdk-manifests; do [[ ! -e $home/$part ]] || ln -s "$home/$part" "$folder/dotnet/$part"; done
patchelf --set-interpreter "$loader" --force-rpath --set-rpath "$libraries" "$private"
"$private" --list-runtimes >/dev/null || fail "the private dotnet does not start."
printf '%s' "$stamp" > "$folder/stamp"
echo "$private"
