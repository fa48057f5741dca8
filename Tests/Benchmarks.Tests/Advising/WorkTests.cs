using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Benchmarks.Advising;
using ConcurrencyBench.Core.Models;

namespace ConcurrencyBench.Benchmarks.Tests.Advising;

public sealed class WorkTests
{
    [Fact]
    public void Parse_LinesOfCosts_AreMilliseconds() =>
        Assert.Equal([1.5e6, 2e6], CostsFile.Parse(["# costs", "1.5", "", " 2 # the second"], "costs.txt"));

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1,5")]
    [InlineData("NaN")]
    [InlineData("1e99")]
    public void Parse_NoTime_NamesTheLine(string line) =>
        Assert.Contains(
            "costs.txt, line 2",
            Assert.Throws<UsageException>(() => CostsFile.Parse(["1", line], "costs.txt")).Message,
            StringComparison.Ordinal
        );

    // Start-up until ready, an item from line to line, one that the program timed itself, and text of the program's own.
    [Fact]
    public void Take_LinesOfAProgram_TimesTheItems()
    {
        ItemLines lines = new();
        (string Line, double At)[] printed =
        [
            ("hello", 5),
            ("ready", 100),
            ("item", 130),
            ("items: 3", 140),
            ("item", 200),
            ("item 2.5", 900),
        ];
        Assert.Equal([false, true, true, false, true, true], printed.Select(line => lines.Take(line.Line, line.At)));
        Assert.Equal([30, 70, 2.5e6], lines.Items);
    }

    // 12 of work for 2 workers and 3 parts each: parts of 2. An item of 7 makes four, of 5 three.
    [Fact]
    public void Cut_ItemsOfDifferentCost_MakesEqualPartsOfEach() =>
        Assert.Equal([7.0 / 4, 7.0 / 4, 7.0 / 4, 7.0 / 4, 5.0 / 3, 5.0 / 3, 5.0 / 3], new Work([7, 5], true, "").Cut(2, 3));

    [Fact]
    public void Join_ItemsToChunks_KeepsTheRest() => Assert.Equal([3, 7, 5], new Work([1, 2, 3, 4, 5], false, "").Join(2));

    [Theory]
    [InlineData("a b  c", new[] { "a", "b", "c" })]
    [InlineData("\"my program\" --x \"1 2\"", new[] { "my program", "--x", "1 2" })]
    [InlineData("  ", new string[0])]
    public void SplitWords_QuotesHoldAWordTogether(string command, string[] expected) =>
        Assert.Equal(expected, ProgramTimer.SplitWords(command));

    [UnixFact]
    public void Measure_AProgram_TimesItsItemsAndSeesThatItSleeps()
    {
        using TemporaryFolder folder = new();
        string script = folder.File("items.sh", "echo ready\nsleep 1\necho item\nsleep 0.1\necho item\n");
        Work work = ProgramTimer.Measure($"sh \"{script}\"", copies: 2);
        Assert.Equal(2, work.ItemNanoseconds.Length);
        Assert.True(work.ItemNanoseconds[0] >= 0.5e9, $"{work.ItemNanoseconds[0]}");
        Assert.True(work.BusyShare < 0.5, $"{work.BusyShare}");
    }

    [UnixTheory]
    [InlineData("exit 3", "exit code 3")]
    [InlineData("echo no items", "no line 'item'")]
    [InlineData("echo item x", "'x' is no time")]
    public void Measure_AProgramThatFails_SaysWhy(string script, string expected)
    {
        using TemporaryFolder folder = new();
        string file = folder.File("items.sh", script);
        UsageException exception = Assert.Throws<UsageException>(() => ProgramTimer.Measure($"sh {file}", copies: 1));
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Measure_NoSuchProgram_SaysSo() =>
        Assert.Contains(
            "cannot be started",
            Assert.Throws<UsageException>(() => ProgramTimer.Measure("no-such-program-anywhere", copies: 1)).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Read_OverheadsThatWereWritten_AreTheSame()
    {
        using TemporaryFolder folder = new();
        MachineOverheads written = new(
            "a",
            4,
            OverheadsFile.Name,
            1.5,
            [new ModelOverhead("sequential", 1, 2, 3, 4), new ModelOverhead("process-pool", 1, 2, 3, 4, BusyItemNanoseconds: 5)]
        );
        MachineOverheads read = OverheadsFile.Read(folder.File(OverheadsFile.Name, OverheadsFile.Render(written)));
        Assert.Equal(written with { Models = [] }, read with { Models = [] });
        Assert.Equal(written.Models, read.Models);
    }

    [Theory]
    [InlineData(0, 1_000)]
    [InlineData(350_000, 21_000)]
    [InlineData(175_000, 11_000)]
    [InlineData(1e9, 21_000)]
    public void ForItem_OfAProcess_GrowsUntilTheItemKeepsItBusy(double cost, double expected) =>
        Assert.Equal(expected, new ModelOverhead("process-pool", 0, 0, 1_000, 0, BusyItemNanoseconds: 21_000).ForItem(cost), 1e-6);

    [Fact]
    public void ForItem_OfAThread_IsAlwaysTheSame() =>
        Assert.All([0, 1e5, 1e9], cost => Assert.Equal(1_000, new ModelOverhead("thread-workers", 0, 0, 1_000, 0).ForItem(cost)));

    // The reference run measured the article only, so a run's overhead is what a row took beyond its schedule.
    [Fact]
    public void Find_AMachineWithReportsOnly_ReadsTheirRows()
    {
        MachineOverheads overheads = OverheadSource.Find(RepositoryFolder.File("results"), "amd-epyc-2-cores-linux-x64")!;
        Assert.Equal(2, overheads.Cores);
        Assert.InRange(overheads.NanosecondsPerCandidate!.Value, 1.3, 1.6);
        Assert.Equal(0, overheads.Find(ModelCatalog.Baseline.Id)!.RunNanoseconds);
        Assert.InRange(overheads.Find("process-per-item")!.RunNanoseconds, 50e6, 120e6);
        Assert.InRange(overheads.Find("parallel-for")!.RunNanoseconds, 0, 3e6);
    }
}
