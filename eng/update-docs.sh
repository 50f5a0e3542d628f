#!/usr/bin/env bash
# Writes the CLI reference in docs/cli.md anew, from the commands themselves. After a change of commands or options: run this, look at the difference, commit it.
# A test fails until that is done. Usage: eng/update-docs.sh
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
dotnet build -c Release Pneumonia.Tests -v q
PNEUMONIA_TEST_UPDATE_DOCS=1 "${DOTNET_HOST_PATH:-dotnet}" Pneumonia.Tests/bin/Release/net10.0/Pneumonia.Tests.dll --filter "ClassName~CliReferenceTests"
git --no-pager diff --stat -- docs/cli.md
