#!/usr/bin/env bash
# Coverage-guided fuzzing of the image decoder with AFL++ (Debian: apt-get install afl++) and SharpFuzz, for as many seconds as asked:
#
#     bash eng/fuzz.sh 3600 [folder]
#
# Starts from the drawn seeds and the corpus that the tests replay. Leaves in the folder (artifacts/fuzz where none is named): afl/default/crashes
# and hangs (look at one with `replay`), and corpus/, the smallest set of files that reaches every edge: the candidates for
# Pneumonia.Tests/Faults/Decoding/Corpus. Managed code is measured; Skia's native decoders are run, not measured.
set -euo pipefail
root="$(cd "$(dirname "$0")/.." && pwd)"
seconds="${1:?usage: fuzz.sh SECONDS [FOLDER]}"
mkdir -p "${2:-$root/artifacts/fuzz}"
folder="$(cd "${2:-$root/artifacts/fuzz}" && pwd)"
command -v afl-fuzz >/dev/null || { echo "AFL++ is not installed." >&2; exit 1; }

# An instrumented assembly runs nowhere else, so the build goes into a place of its own.
dotnet build -c Release "$root/Pneumonia.Fuzzing" -o "$folder/bin" -v q
(cd "$root/Pneumonia.Fuzzing" && dotnet tool restore >/dev/null && dotnet sharpfuzz "$folder/bin/Pneumonia.Model.dll" Pneumonia.Model.Imaging)

dotnet "$folder/bin/Pneumonia.Fuzzing.dll" seeds "$folder/seeds"
cp "$root"/Pneumonia.Tests/Faults/Decoding/Corpus/* "$folder/seeds/" 2>/dev/null || true

export AFL_SKIP_BIN_CHECK=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_SKIP_CPUFREQ=1 AFL_NO_AFFINITY=1 AFL_NO_UI=1 AFL_QUIET=1 AFL_AUTORESUME=1
export DOTNET_TieredPGO=0 DOTNET_GCHeapHardLimit=0x20000000
dotnet="$(readlink -f "$(command -v dotnet)")"
afl-fuzz -i "$folder/seeds" -o "$folder/afl" -V "$seconds" -t 1000 -m none -- "$dotnet" "$folder/bin/Pneumonia.Fuzzing.dll"

rm -rf "$folder/corpus"
afl-cmin -i "$folder/afl/default/queue" -o "$folder/corpus" -t 1000 -m none -- "$dotnet" "$folder/bin/Pneumonia.Fuzzing.dll"
find "$folder/afl/default/crashes" "$folder/afl/default/hangs" -type f ! -name README.txt
