using System.Text;
using ConcurrencyBench.Compare;
using ConcurrencyBench.Compare.Commands;
using ConcurrencyBench.Compare.Processes;
using Spectre.Console;

if (args is [LaunchGuard.Verb])
{
    return LaunchGuard.RunGuard(Console.In, Console.Out);
}

Console.OutputEncoding = Encoding.UTF8;
IAnsiConsole console = CreateConsole(Console.Out, Console.IsOutputRedirected);
IAnsiConsole errorConsole = CreateConsole(Console.Error, Console.IsErrorRedirected);

return new CompareProgram(
    new CommandOutput(Console.Out, Console.Error, console, errorConsole, Environment.GetEnvironmentVariable("GITHUB_STEP_SUMMARY"))
).Run(args);

static IAnsiConsole CreateConsole(TextWriter writer, bool isRedirected)
{
    IAnsiConsole console = AnsiConsole.Create(
        new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Interactive = isRedirected ? InteractionSupport.No : InteractionSupport.Detect,
        }
    );
    if (isRedirected)
    {
        // A file or pipe has no width: nothing is wrapped.
        console.Profile.Width = 10_000;
    }

    return console;
}
