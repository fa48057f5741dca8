using ConcurrencyBench.Core.Models;

namespace ConcurrencyBench.Core.Tests.Models;

/// <summary>The models that a contract is for. The contracts are compiled into the tests of each catalogue.</summary>
public interface IModelList
{
    /// <summary>The models.</summary>
    static abstract ImmutableArray<ModelSpec> All { get; }

    /// <returns>The model with that id, among those of the list and of Core.</returns>
    static ModelSpec Find<TModels>(string id)
        where TModels : IModelList => TModels.All.Concat(ModelCatalog.All).First(spec => spec.Id == id);
}
