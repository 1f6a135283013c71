@echo off
rem Builds Roundtable on first use and whenever its source changed, then starts it.
setlocal
set "here=%~dp0"
set "app=%here%.build\app"
where dotnet >nul 2>nul
if errorlevel 1 (
  echo roundtable: The .NET 10 SDK ^(command 'dotnet'^) is needed to build the program. Install it from https://dot.net and try again. 1>&2
  exit /b 69
)
rem PowerShell comes with Windows: it compares times, holds the lock and puts the new program in place.
powershell -NoProfile -ExecutionPolicy Bypass -File "%here%eng\build.ps1"
if errorlevel 1 exit /b %errorlevel%
"%app%\roundtable.exe" %*
