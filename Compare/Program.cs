using System.Text;
using ConcurrencyBench.Compare;
using ConcurrencyBench.Compare.Gating.Programs;
using Spectre.Console;

if (args is [LaunchGuard.Verb])
{
    return LaunchGuard.Run(Console.In, Console.Out);
}

Console.OutputEncoding = Encoding.UTF8;
IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings());
if (Console.IsOutputRedirected)
{
    // A file or pipe has no width: nothing is wrapped.
    console.Profile.Width = 10_000;
}

return new CompareProgram(new Surroundings(Console.Out, Console.Error, console, Environment.GetEnvironmentVariable("GITHUB_STEP_SUMMARY"))).Run(args);
