using System.Text.Json;
using ConcurrencyBench.Analysis.Timelines;
using ConcurrencyBench.Benchmarks.Models;
using ConcurrencyBench.Benchmarks.Settings;
using ConcurrencyBench.Benchmarks.Timelines;
using ConcurrencyBench.Core.Divisors;
using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Core.Timelines;
using ConcurrencyBench.Core.Workloads;

namespace ConcurrencyBench.Benchmarks.Tests.Timelines;

public class TimelineTests
{
    private static readonly Workload Workload = Workload.Custom([2_000_003, 1_000_003, 500_009, 900_001]);
    private static readonly SuiteSettings Settings = new([Workload], KernelCatalog.Default, 2);

    public static TheoryData<string> Models { get; } = [.. SuiteModels.All.Select(spec => spec.Id)];

    [Theory]
    [MemberData(nameof(Models))]
    public async Task RecordAsync_AnyModel_ShowsEveryCandidateOnceAndNoWorkerTwiceAtOnce(string id)
    {
        Timeline timeline = await Timeline.RecordAsync(SuiteModels.Find(id)!, Workload, Settings);

        foreach (long number in Workload.Numbers)
        {
            CandidateRange[] ranges =
            [
                .. timeline
                    .Stretches.Where(stretch => stretch.Number == number)
                    .Select(stretch => stretch.Candidates)
                    .OrderBy(range => range.First),
            ];
            Assert.Equal(1, ranges[0].First);
            Assert.Equal(number, ranges[^1].Last);
            Assert.All(ranges.Zip(ranges.Skip(1)), pair => Assert.Equal(pair.First.Last + 1, pair.Second.First));
        }

        Assert.All(timeline.Stretches, stretch => Assert.InRange(stretch.Start + stretch.Length, stretch.Start, timeline.Length));
        for (int lane = 0; lane < timeline.Lanes; lane++)
        {
            Stretch[] own = [.. timeline.Stretches.Where(stretch => stretch.Lane == lane)];
            Assert.All(own.Zip(own.Skip(1)), pair => Assert.True(pair.First.Start + pair.First.Length <= pair.Second.Start));
            Assert.InRange(timeline.BusyShare(lane), 0, 1);
        }
    }

    [Fact]
    public async Task RecordAsync_Sequential_IsOneLaneInTheOrderOfTheNumbers()
    {
        Timeline timeline = await Timeline.RecordAsync(ModelCatalog.Baseline, Workload, Settings);

        Assert.Equal(1, timeline.Lanes);
        Assert.Equal(Workload.Numbers, timeline.Stretches.Select(stretch => stretch.Number));
    }

    [Fact]
    public void TraceFile_Timelines_AreCompleteEventsWithNamesForModelsAndWorkers()
    {
        TimelineEvent[] events =
        [
            new(1, 7, 53, new CandidateRange(1, 20), 100, 200),
            new(1, 7, 53, new CandidateRange(21, 53), 200, 300),
            new(1, 9, 21, new CandidateRange(1, 21), 150, 250),
        ];
        Timeline timeline = Timeline.FromEvents(ModelCatalog.Baseline, Workload.Custom([53, 21]), start: 100, end: 400, [.. events]);

        using JsonDocument json = JsonDocument.Parse(TraceFile.Render([timeline.ToTrace()]));
        JsonElement[] all = [.. json.RootElement.GetProperty("traceEvents").EnumerateArray()];
        JsonElement[] slices = [.. all.Where(@event => @event.GetProperty("ph").GetString() == "X")];

        Assert.Equal(["53", "21"], slices.Select(slice => slice.GetProperty("name").GetString()));
        Assert.Equal([1, 2], slices.Select(slice => slice.GetProperty("tid").GetInt32()));
        Assert.Equal(53, slices[0].GetProperty("args").GetProperty("last").GetInt64());
        Assert.All(slices, slice => Assert.True(slice.GetProperty("dur").GetDouble() > 0));
        Assert.Contains(all, @event => @event.GetProperty("name").GetString() == "process_name");
        Assert.Equal(2, all.Count(@event => @event.GetProperty("name").GetString() == "thread_name"));
    }

    [Fact]
    public async Task Timeline_Verb_WritesTheFileAndDrawsTheWorkers()
    {
        using TemporaryFolder folder = new();
        string file = Path.Combine(folder.Path, "trace.json");

        ProgramRun run = await ProgramRun.RunAsync(
            "Benchmarks",
            ["timeline", "--model", "thread-slices", "--numbers", "2000003,1000003", "-o", file],
            TimeSpan.FromMinutes(1)
        );

        Assert.Equal("", run.Error);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("thread-slices on custom-", run.Output, StringComparison.Ordinal);
        Assert.Contains("A 2000003, B 1000003", run.Output, StringComparison.Ordinal);
        using JsonDocument json = JsonDocument.Parse(await File.ReadAllTextAsync(file));
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Theory]
    [InlineData("is nothing that timeline knows", "--nonsense")]
    [InlineData("does not exist", "-o", "/no/such/folder/trace.json")]
    [InlineData("Unknown model", "--model", "parallel-fro")]
    public async Task Timeline_BadArguments_AreOneLine(string reason, params string[] arguments)
    {
        ProgramRun run = await ProgramRun.RunAsync("Benchmarks", ["timeline", .. arguments], TimeSpan.FromMinutes(1));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(reason, Assert.Single(run.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }
}
