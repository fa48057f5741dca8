namespace ConcurrencyBench.Benchmarks.Clusters;

/// <summary>Something that is lost in the middle of a run.</summary>
internal enum Fault
{
    /// <summary>A host is killed. The system closes its connections.</summary>
    HostKilled,

    /// <summary>The link of a host is taken down. Nobody is told.</summary>
    HostCutOff,

    /// <summary>The broker is killed and started again.</summary>
    BrokerRestarted,
}

/// <summary>The words for a fault.</summary>
internal static class FaultText
{
    /// <returns>What was lost, for the beginning of a line.</returns>
    public static string Describe(this Fault fault) =>
        fault switch
        {
            Fault.HostKilled => "a host, killed",
            Fault.HostCutOff => "a host, cut off",
            _ => "the broker, killed and started again",
        };
}
