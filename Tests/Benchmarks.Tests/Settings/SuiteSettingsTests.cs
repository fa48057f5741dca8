using ConcurrencyBench.Benchmarks.Operations;
using ConcurrencyBench.Benchmarks.Settings;
using ConcurrencyBench.Core.Divisors;
using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Core.Workloads;

namespace ConcurrencyBench.Benchmarks.Tests.Settings;

public sealed class SuiteSettingsTests
{
    [Fact]
    public void FromEnvironment_WhatToEnvironmentWrote_IsTheSame()
    {
        using TemporaryFolder folder = new();
        string numbersFile = folder.File("numbers.txt", NumbersFile.Write([12, 34]));
        SuiteSettings settings = new([WorkloadCatalog.Find("skewed")!, Workload.Custom([12, 34])], new SquareRoot(), 5);
        Dictionary<string, string?> variables = settings
            .ToEnvironment(numbersFile)
            .ToDictionary(variable => variable.Name, variable => variable.Value);

        SuiteSettings read = SuiteSettings.FromEnvironment(variables.GetValueOrDefault);

        Assert.Equal(settings.Workloads.Select(workload => workload.Id), read.Workloads.Select(workload => workload.Id));
        Assert.Equal<long>([12, 34], read.CustomWorkload!.Numbers);
        Assert.Equal("square-root", read.Kernel.Id);
        Assert.Equal(5, read.Workers);
    }

    [Fact]
    public void FromEnvironment_NothingSet_IsTheDefault()
    {
        SuiteSettings read = SuiteSettings.FromEnvironment(_ => null);
        Assert.Equal("article", Assert.Single(read.Workloads).Id);
        Assert.Equal("trial-division", read.Kernel.Id);
        Assert.Equal(Environment.ProcessorCount, read.Workers);
    }

    [Fact]
    public void JobSuffix_OtherKernelOrWorkers_TellsThemApart()
    {
        int other = ModelOptions.DefaultWorkers + 1;
        Assert.Equal("", SuiteSettings.Default.JobSuffix);
        Assert.Equal("-square-root", (SuiteSettings.Default with { Kernel = KernelCatalog.Find("square-root")! }).JobSuffix);
        Assert.Equal($"-{other}-workers", (SuiteSettings.Default with { Workers = other }).JobSuffix);
    }

    [Fact]
    public void Prepare_AModelThatAnswersWrongly_IsNeverTimed()
    {
        ModelSpec liar = ModelCatalog.Baseline with { Create = _ => new Liar() };
        Assert.Throws<WrongAnswerException>(() => ModelOperation.Prepare(liar, SuiteSettings.Default, "article"));
    }

    private sealed class Liar : IConcurrencyModel
    {
        public ValueTask<long[][]> RunAsync(
            System.Collections.Immutable.ImmutableArray<WorkItem> items,
            CancellationToken cancellationToken
        ) => new([.. items.Select(item => new[] { 1, item.Number })]);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
