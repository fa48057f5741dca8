using System.Text.Json;
using ConcurrencyBench.Analysis.Gating.Records;
using ConcurrencyBench.Compare.Tests.Code;
using ConcurrencyBench.Compare.Tests.Launching;

namespace ConcurrencyBench.Compare.Tests.Gating.Shards;

/// <summary>The command <c>gate merge</c>, and shards of real programs.</summary>
public sealed class MergeCommandTests
{
    [Theory]
    [InlineData("Required argument 'RUN' missing for command: 'merge'", "gate", "merge")]
    [InlineData("There is no file or folder 'no-such-place'. Name the runs of all shards (gate.jsonl).", "gate", "merge", "no-such-place")]
    [InlineData("There is no file or folder ''", "gate", "merge", "")]
    [InlineData("Did you mean --folder", "gate", "merge", "x", "--foldr", "y")]
    [InlineData("--folder is an empty text", "gate", "merge", "x", "--folder", "")]
    [InlineData("ends in none of .html, .md and .json", "gate", "merge", "x", "-o", "verdict.txt")]
    [InlineData("The folder of 'no-such-folder/verdict.md' does not exist", "gate", "merge", "x", "-o", "no-such-folder/verdict.md")]
    [InlineData("--shard takes the number of this shard and of all, such as --shard 2/8", "gate", "x", "--shard", "2")]
    [InlineData("'0/8' is none", "gate", "x", "--shard", "0/8")]
    [InlineData("'9/8' is none", "gate", "x", "--shard", "9/8")]
    [InlineData("'1/0' is none", "gate", "x", "--shard", "1/0")]
    [InlineData("'1/1001' is none", "gate", "x", "--shard", "1/1001")]
    [InlineData("--shard does nothing in a self-test", "gate", "x", "--self-test", "--shard", "1/2")]
    [InlineData("--shard does nothing beside --resume", "gate", "--resume", "run.jsonl", "--shard", "1/2")]
    [InlineData(
        "--fail-on does nothing beside --shard: the verdict is that of gate merge",
        "gate",
        "x",
        "--shard",
        "1/2",
        "--fail-on",
        "nothing"
    )]
    [InlineData("--alloc-margin does nothing beside --shard", "gate", "x", "--shard", "1/2", "--alloc-margin", "1%")]
    [InlineData("--runs does nothing beside --shard", "gate", "x", "--shard", "1/2", "--runs", "3")]
    public void Invoke_BadArguments_AreOneLineAndExit1(string message, params string[] arguments) =>
        AssertRefused(message, CompareRun.Run(arguments));

    [Fact]
    public void Merge_AFolderWithoutRuns_SaysWhoWritesThem()
    {
        using TemporaryFolder folder = new();
        folder.File("other.jsonl", "");
        AssertRefused("There is no gate.jsonl in", CompareRun.Run("gate", "merge", folder.Path));
    }

    [Fact]
    public void Merge_WhatIsNoRun_SaysSo()
    {
        using TemporaryFolder folder = new();
        AssertRefused("it is no file of a gate's run", CompareRun.Run("gate", "merge", folder.File("gate.jsonl", "{}\n")));
    }

    [Fact]
    public void Merge_AShardIsMissing_NamesIt() =>
        AssertRefused(
            "Of 3 shards 2 is missing. Measure it with --shard 2/3",
            CompareRun.Run("gate", "merge", Shard(1), Path.Combine(Shard(3), "gate.jsonl"))
        );

    [Fact]
    public void Merge_TheSameFileNamedTwice_CountsOnce()
    {
        using TemporaryFolder folder = new();
        string verdict = Path.Combine(folder.Path, "verdict");
        CompareRun run = CompareRun.Run("gate", "merge", CompareRun.Fixture("gate-shards"), Shard(1), "--folder", verdict);
        Assert.Equal(
            (2, ""),
            (run.ExitCode, run.Error.Replace($"Page: {Path.Combine(verdict, "gate.html")}", "", StringComparison.Ordinal).Trim())
        );
    }

    [Fact]
    public void Merge_IntoTheFolderOfAShard_IsRefused() =>
        AssertRefused(
            "its verdict would be replaced. Choose another --folder.",
            CompareRun.Run("gate", "merge", CompareRun.Fixture("gate-shards"), "--folder", Shard(1))
        );

    // Where a change is meant, received.md becomes the new expected.md.
    [Fact]
    public void Merge_Markdown_IsWhatIsKnown()
    {
        using TemporaryFolder folder = new();
        CompareRun run = CompareRun.Run("gate", "merge", CompareRun.Fixture("gate-shards"), "--folder", folder.Path);
        string markdown = File.ReadAllText(Path.Combine(folder.Path, "gate.md"));
        File.WriteAllText(CompareRun.Fixture("gate-shards/received.md"), markdown);

        Assert.Equal(2, run.ExitCode);
        Assert.Equal(
            File.ReadAllText(CompareRun.Fixture("gate-shards/expected.md")).ReplaceLineEndings("\n"),
            markdown.ReplaceLineEndings("\n")
        );
    }

    [Fact]
    public void Merge_Json_HoldsEveryShardAndNoRunOfItsOwn()
    {
        using TemporaryFolder folder = new();
        string file = Path.Combine(folder.Path, "verdict.json");
        CompareRun.Run("gate", "merge", CompareRun.Fixture("gate-shards"), "--folder", folder.Path, "-o", file);
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(file));

        Assert.Equal(
            [(1, true), (2, true), (3, true)],
            json.RootElement.GetProperty("shards")
                .EnumerateArray()
                .Select(shard => (shard.GetProperty("number").GetInt32(), shard.GetProperty("isValid").GetBoolean()))
        );
        Assert.Equal(2, json.RootElement.GetProperty("exitCode").GetInt32());
        Assert.False(json.RootElement.TryGetProperty("runFile", out _));
        Assert.False(json.RootElement.TryGetProperty("shard", out _));
        Assert.Equal(File.ReadAllText(file), File.ReadAllText(Path.Combine(folder.Path, "gate.json")));
        Assert.Contains("Every pair", File.ReadAllText(Path.Combine(folder.Path, "gate.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void Resume_AFinishedShard_ShowsThatItIsOne()
    {
        using TemporaryFolder folder = new();
        string copy = Path.Combine(folder.Path, "gate.jsonl");
        File.Copy(Path.Combine(Shard(1), "gate.jsonl"), copy);
        CompareRun run = CompareRun.Run("gate", "--resume", copy);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Shard 1 of 3 alone: ", run.Output, StringComparison.Ordinal);
        Assert.Contains("gate merge gives the verdict of all shards.", run.Output, StringComparison.Ordinal);
        Assert.Contains("over those and every benchmark of the other shards", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Help_ListsItsOwnArgumentsOnly()
    {
        string help = CompareRun.Run("gate", "merge", "--help").Output;
        Assert.Contains("<RUN>", help, StringComparison.Ordinal);
        Assert.DoesNotContain("A git revision, a folder of binaries", help, StringComparison.Ordinal);
        Assert.DoesNotContain("A BenchmarkDotNet report", help, StringComparison.Ordinal);
        Assert.Contains("merge", CompareRun.Run("gate", "--help").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Gate_ShardsOfTheSameCode_LeaveARunThatTheMergeFinds()
    {
        using SampleProgram program = SampleSource.Compile();
        using TemporaryFolder folder = new();
        foreach (string number in (string[])["1", "2"])
        {
            string run = Path.Combine(folder.Path, number);
            CompareRun shard = CompareRun.Run("gate", program.Folder, program.Folder, "--shard", $"{number}/2", "--folder", run);
            Assert.Equal((0, ""), (shard.ExitCode, shard.Error));
            Assert.True(RunFile.Read(Path.Combine(run, "gate.jsonl")).Header.IsSameCode);
            Assert.Equal(shard.Output, CompareRun.Run("gate", "--resume", Path.Combine(run, "gate.jsonl")).Output);
        }

        CompareRun merged = CompareRun.Run("gate", "merge", folder.Path);
        Assert.Equal((0, ""), (merged.ExitCode, merged.Error));
        Assert.Contains("are the same code, so nothing is measured", merged.Output, StringComparison.Ordinal);
    }

    [Trait("Length", "Long")]
    [Fact(Timeout = TestLimit.Long)]
    public void Gate_TwoShardsOfARealProgram_MergeIntoOneVerdict()
    {
        using SubjectCopy baseline = new();
        using SubjectCopy candidate = new("""{ "slowdown": { "Spin": 2 } }""");
        using TemporaryFolder folder = new();
        foreach (string number in (string[])["1", "2"])
        {
            CompareRun shard = CompareRun.Run(
                "gate",
                baseline.Program.Folder,
                candidate.Program.Folder,
                "--shard",
                $"{number}/2",
                "--filter",
                "*.Spin",
                "--filter",
                "*.Allocate",
                "--pairs",
                "6+9",
                "--no-explain",
                "--folder",
                Path.Combine(folder.Path, number)
            );
            Assert.Contains($"Shard {number} of 2 ", shard.Output, StringComparison.Ordinal);
        }

        CompareRun merged = CompareRun.Run("gate", "merge", folder.Path, "--folder", Path.Combine(folder.Path, "merged"));
        Assert.Contains("1 of 2", merged.Output, StringComparison.Ordinal);
        Assert.Contains("2 of 2", merged.Output, StringComparison.Ordinal);
        Assert.Contains("Spin", merged.Output, StringComparison.Ordinal);
        Assert.Contains("Slower by", merged.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder.Path, "merged", "gate.html")));
    }

    private static string Shard(int number) => CompareRun.Fixture($"gate-shards/{number}");

    private static void AssertRefused(string message, CompareRun run)
    {
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, Assert.Single(run.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }
}
