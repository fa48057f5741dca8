using ConcurrencyBench.Analysis.Gating.Bisecting;
using ConcurrencyBench.Analysis.Gating.Records;
using ConcurrencyBench.Compare.Building;
using ConcurrencyBench.Compare.Tests.Building;

namespace ConcurrencyBench.Compare.Tests.Bisecting;

/// <summary>The arguments of the command, the commits that it takes, and a bisection that is shown again.</summary>
public sealed class BisectCommandTests
{
    [Theory]
    [InlineData("Name a revision that is fast", "gate", "bisect")]
    [InlineData("is no revision of the repository", "gate", "bisect", "no-such-revision")]
    [InlineData("must be an ancestor", "gate", "bisect", "HEAD", "HEAD")]
    [InlineData("above 50% and below 100%", "gate", "bisect", "HEAD", "--probability", "100%")]
    [InlineData("--budget takes a time with its unit", "gate", "bisect", "HEAD", "--budget", "5")]
    [InlineData("--resume takes the commits from the run's file", "gate", "bisect", "HEAD", "--resume", "x.jsonl")]
    [InlineData("--filter does nothing beside --resume", "gate", "bisect", "--resume", "x.jsonl", "--filter", "*")]
    [InlineData("which ends in .jsonl", "gate", "bisect", "--resume", "x.json")]
    [InlineData("does not exist", "gate", "bisect", "HEAD", "-o", "no-such-folder/x.md")]
    [InlineData("Did you mean --budget", "gate", "bisect", "HEAD", "--bugdet", "5m")]
    public void Bisect_BadArguments_AreOneLineAndExit1(string message, params string[] arguments)
    {
        SearchPath.SkipUnlessFound("git");
        CompareRun run = CompareRun.Run(arguments);

        Assert.Equal(1, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Contains(message, Assert.Single(run.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public void ListCommits_AMergeBetween_IsOneCommitOfTheFirstParents()
    {
        using GitFolder folder = new();
        string[] main = [Commit(folder, "a"), Commit(folder, "b")];
        folder.Git("checkout", "-q", "-b", "side");
        Commit(folder, "c");
        folder.Git("checkout", "-q", "main");
        string last = Commit(folder, "d");
        folder.Git("-c", "user.name=Test", "-c", "user.email=t@example.org", "merge", "-q", "--no-ff", "-m", "Merge side", "side");
        string merge = folder.Git("rev-parse", "HEAD");
        GitRepository repository = new(folder.Path);

        ImmutableArray<SourceCommit> commits = repository.ListCommits(main[0], merge);

        Assert.Equal([.. main, last, merge], commits.Select(commit => commit.Hash));
        Assert.Equal(("Test", "Merge side"), (commits[1].Author, commits[^1].Subject));
        Assert.True(repository.IsAncestor(main[0], merge));
        Assert.False(repository.IsAncestor(merge, main[0]));
    }

    [Fact]
    public void Bisect_AFinishedFile_IsShownAgainWithoutMeasuring()
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "bisect.jsonl");
        BisectRun begun = SimulatedPrograms.Begin(1).With(new BenchmarkLine("N.T.Work", "", ""));
        using (BisectFile file = BisectFile.Create(path, begun.Header))
        {
            file.Append(begun.Benchmark!);
            for (int i = 0; i < 12; i++)
            {
                file.Append(new PairLine(1, [100], [106]));
            }
        }

        string markdown = Path.Combine(folder.Path, "comment.md");
        CompareRun run = CompareRun.Run("gate", "bisect", "--resume", path, "-o", markdown);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("N.T.Work is slower since 0000001 \"Change 1\"", run.Output, StringComparison.Ordinal);
        Assert.Contains("6.0 % slower", File.ReadAllText(markdown), StringComparison.Ordinal);
        Assert.Contains("--filter", File.ReadAllText(Path.Combine(folder.Path, "bisect.md")), StringComparison.Ordinal);
        Assert.Contains("\"kind\": \"bisect\"", File.ReadAllText(Path.Combine(folder.Path, "bisect.json")), StringComparison.Ordinal);
    }

    private static string Commit(GitFolder folder, string name)
    {
        folder.Write(name, name);
        return folder.Commit();
    }
}
