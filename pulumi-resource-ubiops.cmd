@node "%~dp0dist\plugin.js" %*
