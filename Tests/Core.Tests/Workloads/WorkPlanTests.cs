using ConcurrencyBench.Core.Divisors;
using ConcurrencyBench.Core.Workloads;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace ConcurrencyBench.Core.Tests.Workloads;

public sealed class WorkPlanTests
{
    private static readonly IDivisorKernel Kernel = KernelCatalog.Default;

    [Property(MaxTest = 200)]
    public Property Split_AnyRange_GivesConsecutivePartsOfAlmostEqualLength() =>
        Prop.ForAll(
            Gen.Choose(1, 1_000).ToArbitrary(),
            Gen.Choose(-1, 2_000).ToArbitrary(),
            Gen.Choose(1, 100).ToArbitrary(),
            (first, length, parts) =>
            {
                CandidateRange whole = new(first, first + (long)length - 1);
                CandidateRange[] split = [.. whole.Split(parts)];
                bool covers =
                    split.Sum(range => range.Length) == whole.Length
                    && split.Zip(split.Skip(1)).All(pair => pair.First.Last + 1 == pair.Second.First)
                    && (split.Length == 0 || (split[0].First == whole.First && split[^1].Last == whole.Last));
                bool even = split.Length == 0 || split.Max(range => range.Length) - split.Min(range => range.Length) <= 1;
                return covers && even && split.Length == Math.Min(parts, whole.Length);
            }
        );

    [Fact]
    public void Split_TheLargestRange_DoesNotOverflow()
    {
        CandidateRange[] split = [.. new CandidateRange(1, long.MaxValue).Split(3)];
        Assert.Equal(long.MaxValue, split[^1].Last);
        Assert.Equal(long.MaxValue, split.Sum(range => range.Length));
    }

    [Property(MaxTest = 100)]
    public Property CutAndMerge_AnyNumbers_GiveTheirDivisors() =>
        Prop.ForAll(
            Gen.Choose(1, 200_000).Select(number => (long)number).NonEmptyListOf().ToArbitrary(),
            Gen.Elements(Granularity.PerNumber, Granularity.Ranges).ToArbitrary(),
            Gen.Choose(1, 9).ToArbitrary(),
            (numbers, granularity, workers) =>
            {
                Workload workload = Workload.Custom([.. numbers]);
                return KernelCatalog.All.All(kernel =>
                {
                    WorkPlan plan = WorkPlan.Cut(workload, kernel, granularity, workers);
                    AnswerCheck.ThrowIfWrong(workload, plan.Merge([.. plan.Items.Select(item => item.Run(CancellationToken.None))]));
                    return true;
                });
            }
        );

    [Fact]
    public void Cut_RangesOfTheArticle_AreManyAndAlike()
    {
        ImmutableArray<WorkItem> items = WorkPlan.Cut(WorkloadCatalog.Article, Kernel, Granularity.Ranges, 2).Items;
        Assert.InRange(items.Length, 128, 132);
        Assert.InRange(items.Max(item => item.Candidates.Length) / (double)items.Min(item => item.Candidates.Length), 1, 1.1);
        Assert.Equal(91_621_142, items.Sum(item => item.Candidates.Length));
    }

    [Fact]
    public void Merge_RangesOfPairs_AreSorted()
    {
        // 1,000,000 candidates of the square root are cut into many ranges, each of which finds small and large divisors.
        Workload workload = Workload.Custom([963_761_198_400]);
        WorkPlan plan = WorkPlan.Cut(workload, KernelCatalog.Find("square-root")!, Granularity.Ranges, 2);
        Assert.True(plan.Items.Length > 10);
        AnswerCheck.ThrowIfWrong(workload, plan.Merge([.. plan.Items.Select(item => item.Run(CancellationToken.None))]));
    }

    [Fact]
    public void Cut_SmallNumbers_StayWhole() =>
        Assert.Equal(3, WorkPlan.Cut(Workload.Custom([1, 2, 3]), Kernel, Granularity.Ranges, 64).Items.Length);

    [Fact]
    public void Merge_TooFewAnswers_Throws() =>
        Assert.Throws<ArgumentException>(() =>
            WorkPlan
                .Cut(WorkloadCatalog.Article, Kernel, Granularity.PerNumber, 1)
                .Merge([
                    [1],
                ])
        );

    [Fact]
    public void WorkloadCatalog_EveryWorkload_NeedsTheSameWork()
    {
        Assert.Equal(["article", "balanced", "skewed", "single", "many-small"], WorkloadCatalog.All.Select(workload => workload.Id));
        Assert.All(WorkloadCatalog.All, workload => Assert.InRange(workload.Numbers.Sum(), 91_600_000, 91_650_000));
        Assert.All(WorkloadCatalog.All, workload => Assert.Same(workload, WorkloadCatalog.Find(workload.Id)));
    }

    [Fact]
    public void Custom_Id_FollowsTheContent()
    {
        Assert.Equal(Workload.Custom([12, 34]).Id, Workload.Custom([12, 34]).Id);
        Assert.NotEqual(Workload.Custom([12, 34]).Id, Workload.Custom([34, 12]).Id);
        Assert.NotEqual(Workload.Custom([1, 234]).Id, Workload.Custom([12, 34]).Id);
        Assert.Matches("^custom-[0-9a-f]{8}$", Workload.Custom([12, 34]).Id);
    }

    [Fact]
    public void Custom_BadNumbers_Throws()
    {
        Assert.Throws<ArgumentException>(() => Workload.Custom([]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Workload.Custom([5, 0]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(97)]
    [InlineData(720_720)]
    public void Divisors_SmallNumber_AgreesWithTheDefinition(long number) =>
        Assert.Equal(
            Enumerable.Range(1, (int)number).Where(candidate => number % candidate == 0).Select(candidate => (long)candidate),
            AnswerCheck.Divisors(number)
        );

    [Theory]
    [InlineData("1 2 6, 1 7")]
    [InlineData("1 3 2 6, 1 7")]
    [InlineData("1 2 3 6")]
    [InlineData("1 2 3 6, missing")]
    public void ThrowIfWrong_WrongMissingOrUnsorted_Throws(string answers)
    {
        Workload workload = Workload.Custom([6, 7]);
        AnswerCheck.ThrowIfWrong(workload, ParseAnswers("1 2 3 6, 1 7"));
        Assert.Throws<WrongAnswerException>(() => AnswerCheck.ThrowIfWrong(workload, ParseAnswers(answers)));
    }

    private static long[][] ParseAnswers(string text) =>
        [.. text.Split(", ").Select(answer => answer == "missing" ? null! : answer.Split(' ').Select(long.Parse).ToArray())];

    [Fact]
    public async Task Run_CancelledDuring_StopsSoon()
    {
        WorkItem endless = new(Kernel, long.MaxValue, new CandidateRange(1, long.MaxValue));
        using CancellationTokenSource cancellation = new();
        Task run = Task.Run(() => endless.Run(cancellation.Token));
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.WaitAsync(TimeSpan.FromSeconds(10)));
    }
}
