using ConcurrencyBench.Core.Models;

namespace ConcurrencyBench.Core.Tests.Models;

/// <summary>The models of Core.</summary>
public sealed class CoreModels : IModelList
{
    public static ImmutableArray<ModelSpec> All => ModelCatalog.All;
}

public sealed class ModelContractTests : ModelContract<CoreModels>;

public sealed class InProcessModelTests : InProcessContract<CoreModels>
{
    [Fact]
    public async Task RunAsync_AnItemFails_ItemsBehindItAreNotStarted() => await AssertItemsBehindAFailureAreNotStartedAsync("sequential");
}

public sealed class HandOutTests : HandOutContract<CoreModels>
{
    [Theory]
    [MemberData(nameof(OnThePool))]
    public async Task RunAsync_OnThePool_BeginsItemsInTheirOrder(string id) => await AssertBeginsItemsInTheirOrderAsync(id);
}
