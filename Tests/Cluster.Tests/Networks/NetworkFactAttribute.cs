using System.Runtime.CompilerServices;
using ConcurrencyBench.Engines.Cluster.Networks;

namespace ConcurrencyBench.Cluster.Tests.Networks;

/// <summary>A test on a network of its own, which root makes on Linux.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NetworkFactAttribute : FactAttribute
{
    public NetworkFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber) => Skip = HostNetwork.FindReason();
}
