using ConcurrencyBench.Core.Models;
using ConcurrencyBench.Core.Tests.Models;
using ConcurrencyBench.Engines.Actors;
using ConcurrencyBench.Engines.Reactive;

namespace ConcurrencyBench.Engines.Tests;

/// <summary>The models on engines.</summary>
public sealed class EngineModels : IModelList
{
    public static ImmutableArray<ModelSpec> All { get; } = [.. ReactiveCatalog.All, .. ActorCatalog.All];
}

public sealed class EngineContractTests : ModelContract<EngineModels>;

public sealed class EngineInProcessTests : InProcessContract<EngineModels>;

public sealed class EngineHandOutTests : HandOutContract<EngineModels>;

public sealed class EngineSpecTests
{
    /// <summary>Ids are keys in saved reports, which have no column for the catalogue.</summary>
    [Fact]
    public void Id_AmongAllModels_IsUnique() =>
        Assert.Distinct(ModelCatalog.All.Concat(EngineModels.All).Select(spec => spec.Id), StringComparer.Ordinal);

    [Fact]
    public void Engine_OfEveryModelHere_IsNamed() => Assert.All(EngineModels.All, spec => Assert.NotNull(spec.Engine));
}
