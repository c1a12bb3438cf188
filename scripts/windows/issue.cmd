@echo off
set ITAXL_SCRIPT=issue.py
"%~dp0program\run.cmd" %*
