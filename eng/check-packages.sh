#!/usr/bin/env bash
# Packs everything, installs the packages from a local folder into fresh copies of the samples, and runs each: what a stranger does first.
# Nothing of the repository is used but the packages and the samples' own files. Usage: eng/check-packages.sh   (uses `dotnet`, `curl`; about 3 minutes on 2 cores)
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 MSBUILDDISABLENODEREUSE=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false

begun=$SECONDS
work=$(mktemp -d)
readme=$PWD/README.md
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT
say() { echo "[$((SECONDS - begun)) s] $*"; }
fail() { echo "check-packages: $*" >&2; exit 1; }
expect() { grep -q -- "$2" "$1" || { cat "$1" >&2; fail "'$2' is not in what $1 says"; }; }

# A version of its own: a package of the same name and version in the machine's cache would be taken instead.
version=0.1.0-check.$(date +%s)
say "packing $version"
dotnet pack Pneumonia.MLNet.sln -c Release -m:1 -v q -p:PackageVersion="$version" -p:PackageOutputPath="$work/packages" >"$work/pack.log" 2>&1 || { cat "$work/pack.log"; fail "packing failed"; }
ls -l "$work/packages" | awk 'NR > 1 {printf "  %-55s %8.1f MB\n", $NF, $5 / 1e6}'

# Every package holds what a package should; every library has its symbols beside it.
for package in "$work"/packages/*.nupkg; do
    name=$(basename "$package" ".$version.nupkg")
    unzip -l "$package" >"$work/content"
    for part in README.md icon.png THIRD-PARTY-NOTICES.md; do expect "$work/content" "$part"; done
    unzip -p "$package" "$name.nuspec" >"$work/nuspec"
    for part in '<license type="expression">MIT' '<readme>README.md' '<icon>icon.png' '<description>'; do expect "$work/nuspec" "$part"; done
    [ -f "$work/packages/$name.$version.snupkg" ] || fail "$name has no symbols"
    # Prediction must not bring training along.
    case $name in
        Pneumonia.Model) ! grep -Eq 'id="Pneumonia\.' "$work/nuspec" || fail "$name depends on another package of ours" ;;
        Pneumonia.Serving) ! grep -q 'id="Pneumonia.Training' "$work/nuspec" || fail "$name depends on training" ;;
    esac
done

# The machine's own package cache is read, never written: ours go into a folder that is removed.
cache=$(dotnet nuget locals global-packages --list | sed 's/^global-packages: //')
mkdir -p "$work/cache" "$cache"
cat >"$work/nuget.config" <<EOF
<configuration>
  <packageSources><add key="packed" value="$work/packages" /></packageSources>
  <fallbackPackageFolders><add key="machine" value="$cache" /></fallbackPackageFolders>
</configuration>
EOF
export NUGET_PACKAGES=$work/cache

build() {
    cp -r "samples/$1" "$work/$1"
    rm -rf "$work/$1/bin" "$work/$1/obj"
    sed -i.bak -E "s/(Include=\"Pneumonia\.[A-Za-z.]+\" Version=\")[^\"]+/\1$version/" "$work/$1/$1.csproj"
    dotnet build "$work/$1" -c Release -m:1 -v q -warnaserror -o "$work/$1/out" >"$work/$1.log" 2>&1 || { cat "$work/$1.log"; fail "$1 does not build"; }
}
run() { local sample=$1; shift; (cd "$work" && dotnet "$work/$sample/out/$sample.dll" "$@") >"$work/$sample.says" 2>&1 || { cat "$work/$sample.says"; fail "$sample ended with a fault"; }; }

# Asks until there is an answer; a service takes a moment to start.
ask() {
    for _ in $(seq 100); do curl -fsS --noproxy '*' "$@" 2>"$work/curl.log" && return; sleep 0.2; done
    cat "$work/curl.log" "$work"/*.served >&2; fail "no answer: curl $*"
}
address() {
    for _ in $(seq 100); do
        local found; found=$(: >>"$1"; grep -oE 'http://127\.0\.0\.1:[0-9]+' "$1" | head -n 1 || true)
        if [ -n "$found" ]; then echo "$found"; return; fi
        sleep 0.2
    done
    cat "$1" >&2; fail "the service does not listen"
}
stop() { kill "$server" && wait "$server" 2>/dev/null || true; server=; }

say "(d) training from code, three classes"
build TrainThreeClasses
run TrainThreeClasses "$work/model.zip"
expect "$work/TrainThreeClasses.says" "Classes: NORMAL, BACTERIA, VIRUS"
images=$(find "$work/synthetic" -name '*.png' | sort | awk 'NR <= 3')  # No reader of a pipe ends early: with pipefail the writer's fault would end the script.
image=$(head -n 1 <<<"$images")

say "(a) console prediction"
build ConsolePrediction
run ConsolePrediction "$work/model.zip" $images "$work/nuget.config"
expect "$work/ConsolePrediction.says" "NORMAL\|BACTERIA\|VIRUS"
expect "$work/ConsolePrediction.says" "no format known here"
! find "$work/ConsolePrediction/out" -name '*Training*' -o -name '*Torch*' -o -name 'CsvHelper*' | grep -q . || fail "Pneumonia.Model brought training along"

say "(e) plain ML.NET"
build PlainMLNet
run PlainMLNet "$work/model.zip" $images
expect "$work/PlainMLNet.says" "typicality"

say "(c) a worker that watches a folder"
build FolderWatcher
mkdir "$work/inbox"
dotnet "$work/FolderWatcher/out/FolderWatcher.dll" "$work/model.zip" "$work/inbox" >"$work/FolderWatcher.served" 2>&1 &
server=$!
cp $images "$work/inbox"
for _ in $(seq 100); do [ "$(cat "$work/inbox/answers.csv" 2>/dev/null | wc -l)" -ge 3 ] && break; sleep 0.2; done
[ "$(wc -l <"$work/inbox/answers.csv")" -eq 3 ] || { cat "$work/FolderWatcher.served"; fail "the worker did not answer three files"; }
stop

say "(b) a minimal API"
build MinimalApi
(cd "$work/MinimalApi" && exec dotnet out/MinimalApi.dll --urls http://127.0.0.1:0 --model "$work/model.zip") >"$work/MinimalApi.served" 2>&1 &
server=$!
at=$(address "$work/MinimalApi.served")
ask -F "file=@$image" "$at/xray/predict" >"$work/predict.says"
expect "$work/predict.says" '"decision"'
ask --data-binary "@$image" -H 'Content-Type: image/png' "$at/xray/explain" >"$work/explain.png"
head -c 4 "$work/explain.png" | grep -q PNG || fail "explain gave no PNG"
ask --data-binary "@$image" -H 'Content-Type: image/png' "$at/triage" >"$work/triage.says"
expect "$work/triage.says" '"queue"\|"problem"'
stop

say "from 'dotnet new web' to an answer, by the steps of the README"
fresh=$SECONDS
(
    cd "$work"
    dotnet new web -o xray --no-restore
    cd xray
    dotnet add package Pneumonia.Serving --version "$version"
    cp "$work/model.zip" pneumonia.zip
    # The very lines of the README: its block that maps the page.
    awk '/^```csharp/ {lines = ""; inside = 1; next} /^```/ {if (inside && lines ~ /MapPneumoniaPage/) printf "%s", lines; inside = 0} inside {lines = lines $0 "\n"}' "$readme" >Program.cs
    grep -q MapPneumoniaPage Program.cs || { echo "the README has no block that maps the page"; exit 1; }
    dotnet build -c Release -m:1 -v q
) >"$work/xray.log" 2>&1 || { cat "$work/xray.log"; fail "the README's steps do not build"; }
(cd "$work/xray" && exec dotnet bin/Release/net10.0/xray.dll --urls http://127.0.0.1:0) >"$work/xray.served" 2>&1 &
server=$!
ask -F "file=@$image" "$(address "$work/xray.served")/predict" >"$work/xray.says"
expect "$work/xray.says" '"decision"'
stop
say "  that took $((SECONDS - fresh)) s"

say "the tool"
dotnet tool install Pneumonia.Cli --tool-path "$work/tools" --version "$version" --configfile "$work/nuget.config" >"$work/tool.log" 2>&1 || { cat "$work/tool.log"; fail "the tool can't be installed"; }
"$work/tools/pneumonia" predict --model "$work/model.zip" --json "$image" >"$work/tool.says"
expect "$work/tool.says" '"decision"'
"$work/tools/pneumonia" serve --model "$work/model.zip" --urls http://127.0.0.1:0 >"$work/serve.served" 2>&1 &
server=$!
ask --data-binary "@$image" -H 'Content-Type: image/png' "$(address "$work/serve.served")/predict" >"$work/serve.says"
expect "$work/serve.says" '"decision"'
stop
say "all packages install and run"
