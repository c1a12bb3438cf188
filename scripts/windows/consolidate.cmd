@echo off
set ITAXL_SCRIPT=consolidate.py
"%~dp0program\run.cmd" %*
