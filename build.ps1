# Restores, builds, tests and packs; stops at the first failure.
$ErrorActionPreference = 'Stop'
Set-Location $PSScriptRoot
foreach ($step in @('restore'), @('build', '-c', 'Release', '--no-restore'), @('test', '-c', 'Release', '--no-build'), @('pack', '-c', 'Release', '--no-build')) {
    & dotnet @step
    if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
}
