using System.Reflection;
using BenchmarkDotNet.Attributes;
using ConcurrencyBench.Benchmarks.Catalogue;
using ConcurrencyBench.Benchmarks.Handoff;
using ConcurrencyBench.Benchmarks.Operations;
using ConcurrencyBench.Benchmarks.Peers;
using ConcurrencyBench.Benchmarks.Startup;
using ConcurrencyBench.Core.Divisors;
using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Core.Workloads;

namespace ConcurrencyBench.Benchmarks.Tests.Catalogue;

/// <summary>Holds benchmark methods and catalogues to each other.</summary>
public sealed class CatalogueTests
{
    [Fact]
    public void ModelBenchmarks_Methods_AreTheCatalogueInItsOrder() =>
        Assert.Equal(
            ModelCatalog.All.Select(spec => MethodName.MethodOf(spec.Id)),
            Methods(typeof(ModelBenchmarks)).Select(method => method.Name)
        );

    [Fact]
    public void KernelBenchmarks_Methods_AreTheCatalogueInItsOrder() =>
        Assert.Equal(
            KernelCatalog.All.Select(kernel => MethodName.MethodOf(kernel.Id)),
            Methods(typeof(KernelBenchmarks)).Select(method => method.Name)
        );

    [Fact]
    public void StartupBenchmarks_Methods_AreTheCatalogueInItsOrder()
    {
        Assert.Equal(
            StartupCatalog.All.Select(spec => MethodName.MethodOf(spec.Id)),
            Methods(typeof(StartupBenchmarks)).Select(method => method.Name)
        );
        Assert.All(
            Methods(typeof(StartupBenchmarks)),
            method =>
                Assert.Equal(
                    method.Name == nameof(StartupBenchmarks.Task) ? StartupSpec.Tasks : 1,
                    method.GetCustomAttribute<BenchmarkAttribute>()!.OperationsPerInvoke
                )
        );
    }

    [Fact]
    public void HandoffBenchmarks_Methods_AreTheCatalogueInItsOrderAndCountItsItems()
    {
        Assert.Equal(
            HandoffCatalog.All.Select(spec => MethodName.MethodOf(spec.Id)),
            Methods(typeof(HandoffBenchmarks)).Select(method => method.Name)
        );
        Assert.All(
            Methods(typeof(HandoffBenchmarks)),
            method =>
            {
                HandoffSpec spec = MethodName.FindHandoff(method.Name)!;
                Assert.Equal(spec.Items, method.GetCustomAttribute<BenchmarkAttribute>()!.OperationsPerInvoke);
                Assert.Equal(spec.IsBetweenProcesses, method.GetCustomAttribute<ArgumentsSourceAttribute>() is not null);
                Assert.Equal(HandoffBenchmarks.PayloadParameter, Assert.Single(method.GetParameters()).Name);
            }
        );
    }

    /// <summary>Reports, pages and the console call a benchmark by one name.</summary>
    [Fact]
    public void BenchmarkCatalog_Titles_AreTheIdsOfTheCatalogues() =>
        Assert.All(
            from type in BenchmarkCatalog.All
            from method in Methods(type)
            select (type, method),
            one =>
                Assert.Equal(MethodName.FindId(one.type, one.method.Name), one.method.GetCustomAttribute<BenchmarkAttribute>()!.Description)
        );

    /// <summary>The main job has six minutes; the others are run when they are chosen.</summary>
    [Fact]
    public void BenchmarkCatalog_Default_IsModelsAndKernels() =>
        Assert.Equal<Type>([typeof(ModelBenchmarks), typeof(KernelBenchmarks)], BenchmarkCatalog.Default);

    [Fact]
    public void ModelBenchmarks_Categories_FollowTheModel()
    {
        foreach (MethodInfo method in Methods(typeof(ModelBenchmarks)).Skip(1))
        {
            ModelSpec spec = MethodName.FindModel(method.Name)!;
            string family = spec.Create(new ModelOptions(1)).GetType().Namespace!.Split('.')[^1];
            string[] expected = spec.Granularity == Granularity.Ranges ? [family, "ranges"] : [family];
            Assert.Equal(expected, method.GetCustomAttribute<BenchmarkCategoryAttribute>()!.Categories, StringComparer.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public void ScalingBenchmarks_Methods_AreModelsThatScaleInTheCataloguesOrder()
    {
        string[] methods = [.. Methods(typeof(ScalingBenchmarks)).Select(method => method.Name)];
        Assert.Equal(ModelCatalog.All.Select(spec => MethodName.MethodOf(spec.Id)).Where(methods.Contains), methods);

        // Every model that no single number limits.
        Assert.Empty(ModelCatalog.All.Where(spec => spec.SplitsNumbers).Select(spec => MethodName.MethodOf(spec.Id)).Except(methods));
    }

    [Fact]
    public void BenchmarkCatalog_All_HoldsEveryClassWithItsBaseline()
    {
        Type[] types = [.. typeof(ModelBenchmarks).Assembly.GetTypes().Where(type => Methods(type).Any())];
        Assert.Equal(
            types.Order(Comparer<Type>.Create((x, y) => string.CompareOrdinal(x.Name, y.Name))),
            BenchmarkCatalog.All.OrderBy(type => type.Name, StringComparer.Ordinal)
        );
        Assert.Equal(
            types
                .SelectMany(Methods)
                .Where(method => method.GetCustomAttribute<BenchmarkAttribute>()!.Baseline)
                .ToDictionary(method => method.DeclaringType!.Name, method => method.Name),
            BenchmarkCatalog.Baselines.ToDictionary()
        );
    }

    [Fact]
    public void ModelCatalog_Ids_AreTheKeysOfSavedReports() =>
        Assert.Equal(
            [
                "sequential",
                "thread-per-item",
                "thread-workers",
                "thread-workers/ranges",
                "thread-slices",
                "blocking-collection",
                "task-per-item",
                "parallel-for",
                "parallel-for/ranges",
                "fork-join",
                "plinq",
                "plinq-balanced",
                "dataflow",
                "channel-rendezvous",
                "channel-workers",
                "channel-workers/ranges",
                "process-per-item",
                "process-pool-cold",
                "process-pool",
                "process-pool/ranges",
                "process-pipe",
                "process-queue",
                "process-shared-memory",
            ],
            ModelCatalog.All.Select(spec => spec.Id)
        );

    [Fact]
    public void StartupCatalog_Ids_AreTheKeysOfSavedReports() =>
        Assert.Equal(
            [
                "thread",
                "thread-small-stack",
                "threads",
                "process",
                "process-pool",
                "task",
                "resident-thread",
                "resident-process",
                "resident-process-pool",
            ],
            StartupCatalog.All.Select(spec => spec.Id)
        );

    [Fact]
    public void PeerCatalog_Ids_AreTheKeysOfSavedReports() =>
        Assert.Equal(
            [
                "python-sequential",
                "python-thread-per-number",
                "python-process-per-number",
                "python-pool-map",
                "python-pool-map-resident",
                "python-executor",
                "python-queue",
                "python-shared-memory",
                "python-pipe",
                "python-pipe-repaired",
                "go-sequential",
                "go-channel",
                "go-goroutine-per-number",
                "go-worker-pool",
            ],
            PeerCatalog.All.Select(spec => spec.Id)
        );

    /// <summary>Models of ours first, then the peers, all of them.</summary>
    [Fact]
    public void PeerBenchmarks_Methods_AreModelsAndTheCatalogueInItsOrder()
    {
        string[] methods = [.. Methods(typeof(PeerBenchmarks)).Select(method => method.Name)];
        string[] peers = [.. PeerCatalog.All.Select(spec => MethodName.MethodOf(spec.Id))];
        Assert.Equal(peers, methods[^peers.Length..]);
        Assert.All(methods[..^peers.Length], method => Assert.NotNull(MethodName.FindModel(method)));
        Assert.All(PeerCatalog.All, spec => Assert.Equal(spec.Language, PeerLanguage.OfMethod(MethodName.MethodOf(spec.Id))));
    }

    [Fact]
    public void HandoffCatalog_Ids_AreTheKeysOfSavedReports() =>
        Assert.Equal(
            [
                "channel-rendezvous",
                "channel-bounded",
                "channel-unbounded",
                "blocking-collection",
                "dataflow",
                "thread-pool-queue",
                "stdio-pipe",
                "unix-socket",
                "named-pipe",
                "shared-memory",
                "pool-stdio",
                "pool-unix-socket",
                "pool-shared-memory",
            ],
            HandoffCatalog.All.Select(spec => spec.Id)
        );

    private static IEnumerable<MethodInfo> Methods(Type type) =>
        type.GetMethods()
            .Where(method => method.GetCustomAttribute<BenchmarkAttribute>() is not null)
            .OrderBy(method => method.MetadataToken);
}
