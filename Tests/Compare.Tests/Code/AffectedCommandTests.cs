using System.Text.Json;

namespace ConcurrencyBench.Compare.Tests.Code;

public sealed class AffectedCommandTests
{
    [Fact]
    public void Affected_OneChange_TheTableHasEveryBenchmarkWithItsReason()
    {
        using SampleProgram baseline = SampleSource.Compile();
        using SampleProgram candidate = SampleSource.Compile(new SampleChange("number * 3", "number * 4"));
        using TemporaryFolder folder = new();
        string markdown = Path.Combine(folder.Path, "affected.md");
        string json = Path.Combine(folder.Path, "affected.json");
        CompareRun run = CompareRun.Run("affected", baseline.Folder, candidate.Folder, "-o", markdown, "-o", json);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith("2 of 28 benchmarks may run other code in folder ", run.Output, StringComparison.Ordinal);
        string[] rows = [.. File.ReadLines(markdown).Where(line => line.StartsWith("| ", StringComparison.Ordinal))];
        Assert.Contains("| Bench.Calling | yes | Bench.Calling → Calls.One → Calls.Two changed |", rows);
        Assert.Contains("| Bench.Plain | no | the code that it reaches is unchanged |", rows);
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(json));
        Assert.Equal(2, document.RootElement.GetProperty("affected").GetArrayLength());
        Assert.Equal(26, document.RootElement.GetProperty("unaffected").GetArrayLength());
    }

    [Theory]
    [InlineData("Required argument 'BASELINE' missing")]
    [InlineData("is neither a folder nor a revision", "no-such-revision")]
    [InlineData("Did you mean --project", "x", "--projet", "y")]
    [InlineData("ends in none of .html, .md and .json", "x", "-o", "a.txt")]
    [InlineData("does not exist", "x", "-o", "no-such-folder/a.md")]
    public void Affected_BadArguments_AreOneLineAndExit1(string message, params string[] arguments)
    {
        CompareRun run = CompareRun.Run(["affected", .. arguments]);
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, Assert.Single(run.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }
}
