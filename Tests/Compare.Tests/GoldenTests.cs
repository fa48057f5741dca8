namespace ConcurrencyBench.Compare.Tests;

/// <summary>
/// The whole program against what it is known to print: a folder a case, with its arguments, output, errors and exit code.
/// Paths are relative to the folder of the reports.
/// </summary>
public class GoldenTests
{
    private static string Root => Path.Combine(AppContext.BaseDirectory, "Golden");

    public static TheoryData<string> Cases { get; } =
    [.. Directory.GetDirectories(Root).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Run_Case_PrintsWhatIsKnown(string name)
    {
        string folder = Path.Combine(Root, name);
        string[] arguments = await File.ReadAllLinesAsync(Path.Combine(folder, "arguments.txt"));

        ProgramRun run = await ProgramRun.RunAsync(
            "Compare",
            arguments,
            TimeSpan.FromSeconds(60),
            Environment,
            workingFolder: CompareRun.Fixture(""),
            assembly: "bdn-compare"
        );

        string received = Path.Combine(folder, "received.txt");
        string text = $"{run.Output}--- errors\n{run.Error}--- exit code {run.ExitCode}\n".ReplaceLineEndings("\n").Replace('\\', '/');
        await File.WriteAllTextAsync(received, text);

        // Where a change is meant, received.txt becomes the new expected.txt.
        Assert.Equal((await File.ReadAllTextAsync(Path.Combine(folder, "expected.txt"))).ReplaceLineEndings("\n").Replace('\\', '/'), text);
    }

    private static Dictionary<string, string> Environment =>
        new()
        {
            ["NO_COLOR"] = "1",
            ["LANG"] = "ru_RU.UTF-8",
            ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "0",
            ["GITHUB_STEP_SUMMARY"] = "",
        };
}
