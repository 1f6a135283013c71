# Called by roundtable.cmd: builds the program on first use and whenever its source changed. Windows PowerShell 5 is enough.
$ErrorActionPreference = 'Stop'
$here = Split-Path -Parent $PSScriptRoot
$build = Join-Path $here '.build'
$app = Join-Path $build 'app'
$program = Join-Path $app 'roundtable.exe'

function Test-Stale {
    if (-not (Test-Path $program)) { return $true }
    $built = (Get-Item $program).LastWriteTimeUtc
    $sources = @(Get-ChildItem -Path (Join-Path $here 'src') -Recurse -File | Where-Object { $_.FullName -notmatch '\\(obj|bin)\\' })
    $sources += Get-Item (Join-Path $here 'Directory.*.props'), (Join-Path $here 'global.json')
    return @($sources | Where-Object { $_.LastWriteTimeUtc -gt $built }).Count -gt 0
}

function Stop-With([int] $code, [string] $message) {
    [Console]::Error.WriteLine("roundtable: $message")
    exit $code
}

if (-not (Test-Stale)) { exit 0 }
try { New-Item -ItemType Directory -Force $build | Out-Null } catch { Stop-With 74 "The program is built in $build, which cannot be written." }

# Another start may be building: the file is open to one process at a time, and Windows closes it if that process ends.
$lock = $null
while ($null -eq $lock) {
    try { $lock = [IO.File]::Open((Join-Path $build 'lock'), 'OpenOrCreate', 'ReadWrite', 'None') }
    catch [UnauthorizedAccessException] { Stop-With 74 "The program is built in $build, which cannot be written." }
    catch [IO.IOException] { Start-Sleep -Milliseconds 500 }
}

if (-not (Test-Stale)) { exit 0 }
[Console]::Error.WriteLine('Building Roundtable...')
$fresh = Join-Path $build 'app.new'
$log = Join-Path $build 'build.log'
if (Test-Path $fresh) { Remove-Item -Recurse -Force $fresh }
$started = [DateTime]::UtcNow # what changes from now on is not in this build
$env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'
$env:DOTNET_NOLOGO = '1'
# Built beside and put in place whole: a build that fails or is stopped leaves the former program as it was.
$ErrorActionPreference = 'Continue' # what 'dotnet' says on standard error is no exception
& dotnet publish (Join-Path $here 'src\Roundtable\Roundtable.csproj') --nologo --verbosity quiet --configuration Release --output $fresh *> $log
$code = $LASTEXITCODE
$ErrorActionPreference = 'Stop'
if ($code -ne 0) {
    Get-Content $log | ForEach-Object { [Console]::Error.WriteLine($_) }
    Stop-With 70 'The program could not be built; the lines above say why.'
}

(Get-Item (Join-Path $fresh 'roundtable.exe')).LastWriteTimeUtc = $started
$old = "$app.old"
try {
    if (Test-Path $old) { Remove-Item -Recurse -Force $old }
    if (Test-Path $app) { Move-Item $app $old }
    Move-Item $fresh $app
}
catch { Stop-With 75 "The new program could not be put in place: close every running Roundtable of $here and try again." }
if (Test-Path $old) { Remove-Item -Recurse -Force $old -ErrorAction SilentlyContinue }
exit 0
