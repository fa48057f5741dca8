using System.Text.Json;
using ConcurrencyBench.Tests.Compare.Gating.Programs;
using ConcurrencyBench.Tests.Infrastructure;

namespace ConcurrencyBench.Tests.Compare.Gating;

/// <summary>The command with real programs, that share nothing with this suite.</summary>
public sealed class GateCommandTests
{
    [Fact]
    public void Gate_AProgramTwiceAsSlowInPartAndBrokenInPart_SaysAllOfIt()
    {
        using SubjectCopy baseline = new("""{ "faults": ["Throw"] }""");
        using SubjectCopy candidate = new("""{ "slowdown": { "Spin": 2 }, "hidden": ["Allocate"], "faults": ["Throw", "Crash"] }""");
        using TemporaryFolder folder = new();
        string output = Path.Combine(folder.Path, "verdict.md");
        string json = Path.Combine(folder.Path, "verdict.json");
        CompareRun run = CompareRun.Of(
            "gate", baseline.Program.Folder, candidate.Program.Folder, "--pairs", "6+9", "--seed", "7", "--filter", "*.Spin", "--filter", "*Allocate", "--filter", "*Faulty*",
            "--folder", Path.Combine(folder.Path, "run"), "-o", output, "-o", json);

        // Other tests run beside this one, so the controls may have moved.
        Assert.True(run.ExitCode is 2 or 4, $"{run.ExitCode}\n{run.Output}\n{run.Error}");
        using JsonDocument result = JsonDocument.Parse(File.ReadAllText(json));
        JsonElement cell = Assert.Single(result.RootElement.GetProperty("benchmarks").EnumerateArray());
        Assert.Equal($"{SubjectCopy.Class}.Spin", cell.GetProperty("fullName").GetString());
        Assert.Equal("slower", cell.GetProperty("verdict").GetString());
        Assert.InRange(cell.GetProperty("ratio").GetProperty("value").GetDouble(), 1.5, 2.7);
        Assert.Contains("Missing from the candidate: SubjectBenchmarks.Allocate", run.Output, StringComparison.Ordinal);
        Assert.Contains("FaultyBenchmarks.Crash", run.Output, StringComparison.Ordinal);
        Assert.Contains("Failed in the baseline: FaultyBenchmarks.Throw", run.Output, StringComparison.Ordinal);
        Assert.Contains("**Slower by", File.ReadAllText(output), StringComparison.Ordinal);
        Assert.Contains("--seed 7", $"--seed {result.RootElement.GetProperty("seed")}", StringComparison.Ordinal);

        // All of it again from the file alone, and nothing is run for it.
        CompareRun again = CompareRun.Of("gate", "--resume", Path.Combine(folder.Path, "run", "gate.jsonl"));
        Assert.Equal(run.Output, again.Output);
        Assert.Equal(run.ExitCode, again.ExitCode);
        baseline.AssertNothingIsLeft();
        candidate.AssertNothingIsLeft();
    }

    [Theory]
    [InlineData("Name what to compare", "gate")]
    [InlineData("is neither a folder nor a revision", "gate", "no-such-revision")]
    [InlineData("takes a percentage above 0", "gate", "x", "--margin", "2")]
    [InlineData("below --margin", "gate", "x", "--margin", "5%", "--tolerance", "3%")]
    [InlineData("--budget takes a time with its unit", "gate", "x", "--budget", "5")]
    [InlineData("--budget takes a time with its unit", "gate", "x", "--budget", "-5m")]
    [InlineData("--pairs takes the pairs of both stages", "gate", "x", "--pairs", "18")]
    [InlineData("--pairs takes the pairs of both stages", "gate", "x", "--pairs", "2+3")]
    [InlineData("--seed takes a whole number", "gate", "x", "--seed", "one")]
    [InlineData("--env takes NAME=VALUE", "gate", "x", "--env", "NAME")]
    [InlineData("ends in none of .html, .md and .json", "gate", "x", "-o", "verdict.txt")]
    [InlineData("Did you mean --budget", "gate", "x", "--bugdet", "5m")]
    [InlineData("--resume takes the programs from the run's file", "gate", "x", "--resume", "y")]
    [InlineData("no-such-file", "gate", "--resume", "no-such-file.jsonl")]
    [InlineData("does not exist", "gate", "x", "-o", "no-such-folder/verdict.md")]
    public void Gate_BadArguments_AreOneLineAndExit1(string message, params string[] arguments)
    {
        CompareRun run = CompareRun.Of(arguments);
        Assert.Equal(1, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Contains(message, Assert.Single(run.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public void Gate_AProgramThatCannotBeSteered_IsRefusedInOneLine()
    {
        using SubjectCopy program = new("""{ "mode": "IgnoresArguments" }""");
        using TemporaryFolder folder = new();
        CompareRun run = CompareRun.Of("gate", program.Program.Folder, program.Program.Folder, "--folder", folder.Path);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("pass the arguments on", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(" at ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Gate_NothingMatches_SaysSo()
    {
        using SubjectCopy program = new();
        using TemporaryFolder folder = new();
        CompareRun run = CompareRun.Of("gate", program.Program.Folder, program.Program.Folder, "--filter", "*Nothing*", "--folder", folder.Path);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("No benchmark matches --filter *Nothing*", run.Error, StringComparison.Ordinal);
    }
}
