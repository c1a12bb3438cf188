@echo off
rem Runs the script %ITAXL_SCRIPT% beside this file with the Python that install.cmd has set up.
rem Explorer quotes only names with a blank. What is dropped arrives cut at an ampersand, and the rest would be run as a
rem command in the end: so the script gets the whole line that started this window, and "exit" ends it. A line that
rem does not name us is a prompt's, or that of a command file which calls us: there all goes on as usual.
setlocal EnableDelayedExpansion
set "ITAXL_LINE=!cmdcmdline!"
if defined ITAXL_LINE if "!ITAXL_LINE:\%ITAXL_SCRIPT%.cmd=!"=="!ITAXL_LINE!" set ITAXL_LINE=
setlocal DisableDelayedExpansion
chcp 65001 >nul
set PYTHONUTF8=1
set "ITAXL_PYTHON=%USERPROFILE%\.itaxl\Scripts\python.exe"
set ITAXL_STATUS=2
if not exist "%USERPROFILE%\.itaxl" goto missing
if not exist "%USERPROFILE%\.itaxl\installed" goto half
if not exist "%ITAXL_PYTHON%" goto half
"%ITAXL_PYTHON%" "%~dp0%ITAXL_SCRIPT%.py" %*
rem 103: the Python that it was installed with is gone
if %errorlevel%==103 goto half
set ITAXL_STATUS=%errorlevel%
goto end
:missing
echo itaxl is not installed yet. Double-click install.cmd first.
type "%~dp0not-installed.txt"
goto end
:half
echo itaxl is not completely installed. Double-click install.cmd.
type "%~dp0half-installed.txt"
:end
echo.
pause
if defined ITAXL_LINE exit %ITAXL_STATUS%
exit /b %ITAXL_STATUS%
