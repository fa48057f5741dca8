using System.Text.Json;
using ConcurrencyBench.Compare.Tests.Code;
using ConcurrencyBench.Compare.Tests.Launching;

namespace ConcurrencyBench.Compare.Tests.Gating;

/// <summary>The command with real programs, that share nothing with this suite.</summary>
public sealed class GateCommandTests
{
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
    [InlineData("which ends in .jsonl", "gate", "--resume", "run.json")]
    [InlineData("which ends in .jsonl", "gate", "x", "--pilot", "")]
    [InlineData("--filter does nothing beside --resume", "gate", "--resume", "run.jsonl", "--filter", "*")]
    [InlineData("--runs does nothing without --self-test", "gate", "x", "--runs", "3")]
    [InlineData("--output does nothing in a self-test", "gate", "x", "--self-test", "-o", "a.md")]
    [InlineData("--measure-same does nothing in a self-test", "gate", "x", "--self-test", "--measure-same")]
    [InlineData("--measure-same does nothing beside --resume", "gate", "--resume", "run.jsonl", "--measure-same")]
    [InlineData("--affected does nothing in a self-test", "gate", "x", "--self-test", "--affected")]
    [InlineData("--affected does nothing beside --resume", "gate", "--resume", "run.jsonl", "--affected")]
    [InlineData("--comment does nothing in a self-test", "gate", "x", "--self-test", "--comment", "a.md")]
    [InlineData("--comment takes a file that ends in .md", "gate", "x", "--comment", "a.txt")]
    [InlineData("does not exist", "gate", "x", "--comment", "no-such-folder/a.md")]
    [InlineData("--folder is an empty text", "gate", "x", "--folder", "")]
    [InlineData("is an empty text", "gate", "")]
    [InlineData("must be above the margin", "gate", "x", "--margin", "5%")]
    [InlineData("does not exist", "gate", "x", "-o", "no-such-folder/verdict.md")]
    public void Gate_BadArguments_AreOneLineAndExit1(string message, params string[] arguments)
    {
        CompareRun run = CompareRun.Run(arguments);
        Assert.Equal(1, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Contains(message, Assert.Single(run.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public void Gate_AProgramThatCannotBeSteered_IsRefusedInOneLine()
    {
        using SubjectCopy program = new("""{ "mode": "IgnoresArguments" }""");
        using TemporaryFolder folder = new();
        CompareRun run = CompareRun.Run(
            "gate",
            program.Program.Folder,
            program.Program.Folder,
            "--measure-same",
            "--launches",
            "--folder",
            folder.Path
        );
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("pass the arguments on", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(" at ", run.Error, StringComparison.Ordinal);
    }

    // Its Main never runs. DuetVersionTests have the turns of such a program, without a gate around them.
    [Trait("Length", "Long")]
    [Fact(Timeout = TestLimit.Long)]
    public void Gate_AProgramThatIgnoresItsArguments_TakesTurns()
    {
        using SubjectCopy baseline = new("""{ "mode": "IgnoresArguments" }""");
        using SubjectCopy candidate = new("""{ "mode": "IgnoresArguments", "slowdown": { "Spin": 2 } }""");
        using TemporaryFolder folder = new();
        CompareRun run = CompareRun.Run(
            "gate",
            baseline.Program.Folder,
            candidate.Program.Folder,
            "--filter",
            "*.Spin",
            "--pairs",
            "6+9",
            "--no-explain",
            "--folder",
            folder.Path
        );

        Assert.Contains("take turns", run.Output, StringComparison.Ordinal);
        Assert.Contains("Slower by", run.Output, StringComparison.Ordinal);
    }

    // They take no measurable time, so that the first stage ends them.
    [Trait("Length", "Long")]
    [Fact(Timeout = TestLimit.Long)]
    public void Gate_OneMethodChanged_OnlyItAndATenthOfTheOthersRun()
    {
        string benchmarks = string.Join(
            "\n",
            Enumerable.Range(0, 13).Select(i => FormattableString.Invariant($"[Benchmark] public int B{i:00}() => {i};"))
        );
        string source = $$"""
            using BenchmarkDotNet.Attributes;
            public static class Program { public static void Main() { } }
            public class Bench { {{benchmarks}} }
            """;
        using CompiledSubject baseline = new(source);
        using CompiledSubject candidate = new(source.Replace("=> 7;", "=> 70;", StringComparison.Ordinal));
        using TemporaryFolder folder = new();
        CompareRun run = CompareRun.Run("gate", baseline.Folder, candidate.Folder, "--affected", "--pairs", "6+9", "--folder", folder.Path);

        Assert.Contains(
            "Measured: 3 of 13 benchmarks, 1 of which may run other code and 2 as a check",
            run.Output,
            StringComparison.Ordinal
        );
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder.Path, "gate.json")));
        string[] checks = ReadNames("checks");
        Assert.Equal((2, 10), (checks.Length, ReadNames("notMeasured").Length));
        Assert.Equal(
            checks.Append("Bench.B07").Order(StringComparer.Ordinal),
            json.RootElement.GetProperty("benchmarks").EnumerateArray().Select(row => row.GetProperty("fullName").GetString()!).Order()
        );

        string[] ReadNames(string list) =>
            [.. json.RootElement.GetProperty("unchanged").GetProperty(list).EnumerateArray().Select(name => name.GetString()!)];
    }

    [Fact]
    public void Gate_NothingMatches_SaysSo()
    {
        using SubjectCopy program = new();
        using TemporaryFolder folder = new();
        CompareRun run = CompareRun.Run(
            "gate",
            program.Program.Folder,
            program.Program.Folder,
            "--measure-same",
            "--filter",
            "*Nothing*",
            "--folder",
            folder.Path
        );
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("No benchmark matches --filter *Nothing*", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Gate_BothSidesAreTheSameCode_OneLineAndNothingIsMeasured()
    {
        using SampleProgram baseline = SampleSource.Compile();
        using SampleProgram candidate = new(SampleSource.Library, SampleSource.App, sourceFolder: "/another/folder");
        using TemporaryFolder folder = new();
        string run = Path.Combine(folder.Path, "run");
        string verdict = Path.Combine(folder.Path, "verdict.json");
        CompareRun result = CompareRun.Run("gate", baseline.Folder, candidate.Folder, "--folder", run, "-o", verdict);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Matches(
            "^Nothing is slower: .* are the same code, so nothing is measured",
            Assert.Single(result.Output.TrimEnd().Split('\n'))
        );
        Assert.False(Directory.Exists(run));
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(verdict));
        Assert.True(json.RootElement.GetProperty("isSameCode").GetBoolean());
        Assert.Equal(0, json.RootElement.GetProperty("exitCode").GetInt32());
    }

    /// <summary>These programs cannot be measured, which shows that the gate has tried to.</summary>
    [Fact]
    public void Gate_TheCodeDiffersOrItIsAskedFor_IsMeasured()
    {
        using SampleProgram baseline = SampleSource.Compile();
        using SampleProgram candidate = SampleSource.Compile(SampleSource.Changes[0]);
        using TemporaryFolder folder = new();
        foreach (
            string[] arguments in (string[][])
                [
                    [baseline.Folder, candidate.Folder],
                    [baseline.Folder, baseline.Folder, "--measure-same"],
                ]
        )
        {
            CompareRun result = CompareRun.Run(["gate", .. arguments, "--folder", folder.Path]);
            Assert.Equal(1, result.ExitCode);
            Assert.Contains("was asked for its benchmarks", result.Error, StringComparison.Ordinal);
        }
    }
}
