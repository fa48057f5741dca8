using ConcurrencyBench.Compare.Duets;
using ConcurrencyBench.Duet.Protocol;

namespace ConcurrencyBench.Compare.Tests.Duets;

/// <summary>BenchmarkDotNet's attributes, each seen by what its benchmark allocates or writes.</summary>
public sealed class DuetBenchmarkTests
{
    // The header and the length of an array of bytes, and rounding to 8.
    private const int ArrayBytes = 24;

    [Theory]
    [InlineData("Parameters.Allocate(Size: 1000, Text: \"short\", IsDouble: False)", 6000)]
    [InlineData("Parameters.Allocate(Size: 2000, Text: \"a longer text\", IsDouble: True)", 17000)]
    [InlineData("Arguments.OfAttribute(size: 1000)", 1000)]
    [InlineData("Arguments.OfAttribute(size: 2000)", 2000)]
    [InlineData("Arguments.OfSource(size: 2000, text: \"b\")", 2000)]
    [InlineData("Arguments.OfSpan(values: System.Int32[])", 3000)]
    [InlineData("Arguments.OfEnumAndNull(day: Friday, none: null)", 5000)]
    [InlineData("Arguments.OfReference(size: 1000)", 1000)]
    [InlineData("Generic<Int32>.Allocate", 4000)]
    [InlineData("Generic<String>.Allocate", 8000)]
    public void TakeTurn_ABenchmarkWithParameters_AllocatesByThem(string benchmark, int bytes)
    {
        using DuetSubject subject = new();
        using DuetClient client = subject.Connect();
        client.Open(DuetSubject.GetName(benchmark));
        client.TakeTurn(LoopKind.Workload, 32);
        Assert.Equal(32 * (bytes + ArrayBytes), client.TakeTurn(LoopKind.Workload, 32).ThreadAllocatedBytes);
        Assert.Equal(0, client.TakeTurn(LoopKind.Overhead, 32).ThreadAllocatedBytes);
    }

    [Theory]
    [InlineData("ReturnTask")]
    [InlineData("ReturnTaskOfInt")]
    [InlineData("ReturnValueTask")]
    [InlineData("ReturnValueTaskOfString")]
    [InlineData("ReturnNothing")]
    [InlineData("ReturnStruct")]
    [InlineData("ReturnReference")]
    [InlineData("ReturnSpan")]
    [InlineData("ReturnDouble")]
    public void TakeTurn_AReturnType_EveryCallIsMadeAndAwaited(string method)
    {
        using DuetSubject subject = new();
        using (DuetClient client = subject.Connect())
        {
            client.Open(DuetSubject.GetName($"Results.{method}"));
            client.TakeTurn(LoopKind.Workload, 7);
            client.TakeTurn(LoopKind.Overhead, 32);
            client.TakeTurn(LoopKind.Workload, 32);
            client.Close();
        }

        Assert.Equal(["calls 39, completed 39"], subject.Journal);
    }

    [Theory]
    [InlineData("Setups.Untargeted", "global setup", "call", "call", "global cleanup")]
    [InlineData("Setups.Targeted", "global setup of Targeted", "call", "call", "global cleanup")]
    [InlineData(
        "Setups.Iterated",
        "global setup",
        "iteration setup",
        "call",
        "iteration cleanup",
        "iteration setup",
        "call",
        "iteration cleanup",
        "global cleanup"
    )]
    public void TakeTurn_SetupsAndCleanups_RunInTheirOrder(string benchmark, params string[] order)
    {
        using DuetSubject subject = new();
        using (DuetClient client = subject.Connect())
        {
            client.Open(DuetSubject.GetName(benchmark));
            client.TakeTurn(LoopKind.Workload, 1);
            client.TakeTurn(LoopKind.Overhead, 1);
            client.TakeTurn(LoopKind.Workload, 1);
            client.Close();
        }

        Assert.Equal(order, subject.Journal);
    }

    [Theory]
    [InlineData("Setups.Untargeted", 1, 0)]
    [InlineData("Setups.Iterated", 1, 1)]
    [InlineData("CountedSetups.Iterated", 1, 4)]
    [InlineData("JobsForTwoRuntimes.Run", 1, 3)]
    [InlineData("Results.TenOperations", 10, 0)]
    public void Open_ABenchmark_TellsItsOperationsAndInvocations(string benchmark, int operations, long invocations)
    {
        using DuetSubject subject = new();
        using DuetClient client = subject.Connect();
        Assert.Equal(new OpenedBenchmark(operations, invocations), client.Open(DuetSubject.GetName(benchmark)));
    }

    [Theory]
    [InlineData("JobForAnotherRuntime.Run", null)]
    [InlineData("ColdStartJob.Run", "Its job measures cold starts, which need a process for each.")]
    [InlineData("JobWithVariable.Run", "Its job needs DUET_SUBJECT_VARIABLE=1, which a process must have when it starts.")]
    [InlineData("JobsForTwoRuntimes.Run", null)]
    [InlineData("TwoShortJobs.Run", null)]
    public void Benchmarks_TheirJobs_ListedOnceWithTheReasonForWhichNoneRuns(string benchmark, string? obstacle)
    {
        using DuetSubject subject = new();
        using DuetClient client = subject.Connect();
        ListedBenchmark listed = Assert.Single(client.Benchmarks, listed => listed.Name == DuetSubject.GetName(benchmark));
        Assert.Equal(obstacle, listed.Obstacle);
        Assert.Equal(DuetSubject.GetName(benchmark), listed.Method);
    }

    [Theory]
    [InlineData("RefusedClass.Run", "BenchmarkDotNet does not accept the class RefusedClass: ")]
    [InlineData(
        "ThrowsInAttributes.Run",
        "BenchmarkDotNet does not accept the class ThrowsInAttributes: The attribute throws as it was told."
    )]
    [InlineData(
        "ThrowsInAttributes.Plain",
        "BenchmarkDotNet does not accept the class ThrowsInAttributes: The attribute throws as it was told."
    )]
    public void Benchmarks_AClassThatBenchmarkDotNetRefuses_ListedWithItsReason(string benchmark, string reason)
    {
        using DuetSubject subject = new();
        using DuetClient client = subject.Connect();
        ListedBenchmark listed = Assert.Single(client.Benchmarks, listed => listed.Name == DuetSubject.GetName(benchmark));
        Assert.StartsWith(reason, listed.Obstacle, StringComparison.Ordinal);
        DuetException exception = Assert.Throws<DuetException>(() => client.Open(listed.Name));
        Assert.Equal(new DuetFault(DuetFaultKind.NotRunnable, listed.Obstacle!), exception.Fault);
    }

    [Fact]
    public void Benchmarks_Categories_AreListed()
    {
        using DuetSubject subject = new();
        using DuetClient client = subject.Connect();
        ListedBenchmark listed = client.Benchmarks.Single(listed => listed.Name == DuetSubject.GetName("Results.ReturnDouble"));
        Assert.Equal(["Bits", "Results"], listed.Categories.Order());
    }

    [Fact]
    public void Pin_ACore_TheThreadOfTurnsRunsThereAloneUntilItIsFreed()
    {
        using DuetSubject subject = new();
        using DuetClient client = subject.Connect();
        Skip.When(client.Greeting.Cores is [] ? "This system does not bind threads to cores." : null);
        Assert.Null(client.Pin(client.Greeting.Cores[^1]));
        client.Open(DuetSubject.GetName("Results.ReturnDouble"));
        Assert.True(client.TakeTurn(LoopKind.Workload, 1).Nanoseconds > 0);
        client.Free();
        Assert.NotNull(client.Pin(5000));
    }
}
