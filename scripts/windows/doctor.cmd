@echo off
set ITAXL_SCRIPT=doctor.py
"%~dp0program\run.cmd" %*
