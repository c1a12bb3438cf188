@echo off
set ITAXL_SCRIPT=doctor
if exist "%~dp0program\run.cmd" goto run
echo This file does not work alone: the folder "program" must be beside it.
echo If it is in a zip: extract all of it first. If it was copied: copy the whole folder.
echo To have it on the desktop: make a shortcut to it.
pause
exit /b 2
:run
"%~dp0program\run.cmd" %*
