using ConcurrencyBench.Compare.Commands;
using Spectre.Console;

namespace ConcurrencyBench.Compare.Tests;

/// <summary>The comparison program, run inside the test.</summary>
internal sealed record CompareRun(int ExitCode, string Output, string Error)
{
    public static CompareRun Run(params string[] arguments) => Run(stepSummaryFile: null, arguments);

    public static CompareRun Run(string? stepSummaryFile, string[] arguments)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        IAnsiConsole console = Draw(output);
        int exitCode = new CompareProgram(new CommandOutput(output, error, console, Draw(error), stepSummaryFile)).Run(arguments);
        return new CompareRun(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>A folder of reports that came with the tests.</summary>
    public static string Fixture(string name) => Path.Combine(AppContext.BaseDirectory, "Fixtures", name);

    private static IAnsiConsole Draw(StringWriter writer)
    {
        IAnsiConsole console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = AnsiSupport.No,
                ColorSystem = ColorSystemSupport.NoColors,
                Interactive = InteractionSupport.No,
                Out = new AnsiConsoleOutput(writer),
            }
        );
        console.Profile.Width = 1000;
        return console;
    }
}
