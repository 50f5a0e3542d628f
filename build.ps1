# Restores, builds, tests and packs; stops at the first failure. -TensorFlow Cpu, WindowsGpu or LinuxGpu adds ML.NET's ImageClassificationTrainer.
param([ValidateSet('', 'Cpu', 'WindowsGpu', 'LinuxGpu')][string]$TensorFlow = '')
$ErrorActionPreference = 'Stop'
Set-Location $PSScriptRoot
# An array that may be empty: without the switch nothing of TensorFlow is asked for.
$with = @(if ($TensorFlow) { "-p:TensorFlow=$TensorFlow" })
foreach ($step in @('restore'), @('build', '-c', 'Release', '--no-restore'), @('test', '-c', 'Release', '--no-build'), @('pack', '-c', 'Release', '--no-build')) {
    & dotnet @step @with
    if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
}
