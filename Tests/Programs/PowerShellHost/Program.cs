using Microsoft.PowerShell;

return ConsoleShell.Start("", "", args);
