using System.Reflection;
using System.Text.Json.Nodes;
using BenchmarkDotNet.Attributes;
using ConcurrencyBench.Benchmarks.Catalogue;
using ConcurrencyBench.Benchmarks.Handoff;
using ConcurrencyBench.Benchmarks.Models;
using ConcurrencyBench.Benchmarks.Operations;
using ConcurrencyBench.Benchmarks.Peers;
using ConcurrencyBench.Benchmarks.Pools;
using ConcurrencyBench.Benchmarks.Startup;
using ConcurrencyBench.Core.Divisors;
using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Core.Workloads;
using ConcurrencyBench.Engines.Cluster;

namespace ConcurrencyBench.Benchmarks.Tests.Catalogue;

/// <summary>Holds benchmark methods and catalogues to each other.</summary>
public sealed class CatalogueTests
{
    [Fact]
    public void ModelBenchmarks_Methods_AreTheCatalogueInItsOrder() =>
        Assert.Equal(
            SuiteModels.All.Select(spec => MethodName.MethodOf(spec.Id)),
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
                HandoffSpec spec = HandoffCatalog.FindByMethod(method.Name);
                Assert.Equal(spec.Items, method.GetCustomAttribute<BenchmarkAttribute>()!.OperationsPerInvoke);
                Assert.Equal(spec.IsBetweenProcesses, method.GetCustomAttribute<ArgumentsSourceAttribute>() is not null);
                Assert.Equal("payloadBytes", Assert.Single(method.GetParameters()).Name);
            }
        );
    }

    [Fact]
    public void PoolBenchmarks_Methods_AreTheUsesInTheirOrderAndCountTheirJobs()
    {
        Assert.Equal(PoolUse.All.Select(use => MethodName.MethodOf(use.Id)), Methods(typeof(PoolBenchmarks)).Select(method => method.Name));
        Assert.All(
            Methods(typeof(PoolBenchmarks)),
            method => Assert.Equal(PoolUse.Jobs, method.GetCustomAttribute<BenchmarkAttribute>()!.OperationsPerInvoke)
        );
    }

    /// <summary>Reports, pages and the console call a benchmark by one name, and a method is found by it.</summary>
    [Fact]
    public void BenchmarkCatalog_Titles_AreTheIdsThatMethodsAreNamedAfter() =>
        Assert.All(
            from type in BenchmarkCatalog.All
            from method in Methods(type)
            where method.GetCustomAttribute<BenchmarkAttribute>()!.Description is not null
            select method,
            method => Assert.Equal(method.Name, MethodName.MethodOf(method.GetCustomAttribute<BenchmarkAttribute>()!.Description!))
        );

    [Fact]
    public void BenchmarkCatalog_Descriptions_HaveAPlaceEachAndAMainJob()
    {
        Assert.Equal(
            BenchmarkCatalog.All.Length,
            BenchmarkCatalog.All.Select(type => BenchmarkCatalog.Describe(type).Order).Distinct().Count()
        );
        Assert.Contains(BenchmarkCatalog.All, type => BenchmarkCatalog.Describe(type).IsInMainJob);
        Assert.All(
            BenchmarkCatalog.All.Where(type => type.GetProperty(BenchmarkClass.WorkloadParameter) is not null),
            type => Assert.NotNull(type.GetProperty(BenchmarkClass.WorkloadParameter)!.GetCustomAttribute<ParamsSourceAttribute>())
        );
    }

    /// <summary>An id is a key: whatever a saved run of this repository has measured can be measured again.</summary>
    [Fact]
    public void BenchmarkCatalog_Ids_HoldThoseOfSavedRuns()
    {
        string[] saved =
        [
            .. Directory
                .EnumerateFiles(RepositoryFolder.File("results"), "*-report-full.json", SearchOption.AllDirectories)
                .SelectMany(file => JsonNode.Parse(File.ReadAllText(file))!["Benchmarks"]!.AsArray())
                .Select(benchmark => (string)benchmark!["MethodTitle"]!)
                .Distinct(),
        ];

        Assert.NotEmpty(saved);
        Assert.Empty(
            saved.Except(
                BenchmarkCatalog
                    .All.SelectMany(Methods)
                    .Select(method => method.GetCustomAttribute<BenchmarkAttribute>()!.Description ?? method.Name)
            )
        );
    }

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

        // Every model that no single number limits, and for which no other one stands.
        IEnumerable<ModelSpec> scaling = ModelCatalog.All.Where(spec => spec is { SplitsNumbers: true, Representative: null });
        Assert.Empty(scaling.Select(spec => MethodName.MethodOf(spec.Id)).Except(methods));
    }

    [Fact]
    public void ClusterBenchmarks_Methods_AreTheBaselineAndTheCatalogueInItsOrder() =>
        Assert.Equal(
            ClusterCatalog.All.Select(spec => MethodName.MethodOf(spec.Id)).Prepend(nameof(ClusterBenchmarks.Sequential)),
            Methods(typeof(ClusterBenchmarks)).Select(method => method.Name)
        );

    [Fact]
    public void BenchmarkCatalog_All_HoldsEveryClassThatHasBenchmarks() =>
        Assert.Equal(
            typeof(ModelBenchmarks)
                .Assembly.GetTypes()
                .Where(type => Methods(type).Any())
                .OrderBy(type => type.Name, StringComparer.Ordinal),
            BenchmarkCatalog.All.OrderBy(type => type.Name, StringComparer.Ordinal)
        );

    /// <summary>Models of ours first, then the peers, all of them.</summary>
    [Fact]
    public void PeerBenchmarks_Methods_AreModelsAndTheCatalogueInItsOrder()
    {
        string[] methods = [.. Methods(typeof(PeerBenchmarks)).Select(method => method.Name)];
        string[] peers = [.. PeerCatalog.All.Select(spec => MethodName.MethodOf(spec.Id))];
        Assert.Equal(peers, methods[^peers.Length..]);
        Assert.All(methods[..^peers.Length], method => Assert.NotNull(MethodName.FindModel(method)));
        Assert.All(
            PeerCatalog.All,
            spec =>
                Assert.Equal(spec.Language, BenchmarkCatalog.Describe(typeof(PeerBenchmarks)).FindLanguage(MethodName.MethodOf(spec.Id)))
        );
    }

    private static IEnumerable<MethodInfo> Methods(Type type) =>
        type.GetMethods()
            .Where(method => method.GetCustomAttribute<BenchmarkAttribute>() is not null)
            .OrderBy(method => method.MetadataToken);
}
