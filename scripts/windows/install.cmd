@echo off
rem Installs itaxl for this user, without internet and without administrator rights.
rem The newest 64-bit Python that the kit has wheels for; what is dropped on this file means nothing.
setlocal
chcp 65001 >nul
set PYTHONUTF8=1
set ITAXL_STATUS=2
if not exist "%~dp0program\wheels\*.whl" goto incomplete
set ITAXL_PYTHON=
set "ITAXL_NEW=import sys; sys.exit(sys.version_info < (3, 11) or sys.maxsize < 2**32)"
for %%v in (15 14 13 12 11) do if not defined ITAXL_PYTHON if exist "%~dp0program\wheels\*-cp3%%v-cp3%%v-*.whl" py -3.%%v -c "%ITAXL_NEW%" >nul 2>nul && set ITAXL_PYTHON=py -3.%%v
if defined ITAXL_PYTHON goto found
python -c "%ITAXL_NEW%" >nul 2>nul && set ITAXL_PYTHON=python
if defined ITAXL_PYTHON goto found
rem A newer one still: install.py says which versions it could be.
py -3 -c "%ITAXL_NEW%" >nul 2>nul && set ITAXL_PYTHON=py -3
if defined ITAXL_PYTHON goto found
echo Python 3.11 to 3.15 (64-bit) is not installed. Install it for the current user, then run install.cmd again.
type "%~dp0program\no-python.txt"
goto end
:incomplete
echo This folder is not complete. If it is a zip: extract all of it first, then run install.cmd in the new folder.
echo If it was copied: copy the whole folder again.
type "%~dp0program\incomplete.txt" 2>nul
goto end
:found
%ITAXL_PYTHON% "%~dp0program\install.py"
set ITAXL_STATUS=%errorlevel%
:end
echo.
pause
exit /b %ITAXL_STATUS%
