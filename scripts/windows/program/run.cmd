@echo off
rem Runs the script %ITAXL_SCRIPT% beside this file with the Python that install.cmd has set up.
setlocal
chcp 65001 >nul
set PYTHONUTF8=1
set "ITAXL_PYTHON=%USERPROFILE%\.itaxl\Scripts\python.exe"
if exist "%ITAXL_PYTHON%" goto found
echo itaxl is not installed yet. Double-click install.cmd first.
type "%~dp0not-installed.txt"
set ITAXL_STATUS=2
goto end
:found
"%ITAXL_PYTHON%" "%~dp0%ITAXL_SCRIPT%" %*
set ITAXL_STATUS=%errorlevel%
:end
echo.
pause
exit /b %ITAXL_STATUS%
