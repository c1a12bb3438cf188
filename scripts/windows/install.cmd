@echo off
rem Installs itaxl for this user, without internet and without administrator rights.
setlocal
chcp 65001 >nul
set PYTHONUTF8=1
set ITAXL_PYTHON=
py -3 -c "" >nul 2>nul && set ITAXL_PYTHON=py -3
if defined ITAXL_PYTHON goto found
python -c "" >nul 2>nul && set ITAXL_PYTHON=python
if defined ITAXL_PYTHON goto found
echo Python is not installed. Install Python 3.11 or newer for the current user, then run install.cmd again.
type "%~dp0program\no-python.txt"
set ITAXL_STATUS=2
goto end
:found
%ITAXL_PYTHON% "%~dp0program\install.py" %*
set ITAXL_STATUS=%errorlevel%
:end
echo.
pause
exit /b %ITAXL_STATUS%
