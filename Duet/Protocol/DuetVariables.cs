namespace ConcurrencyBench.Duet.Protocol;

/// <summary>The environment variables that load the hook.</summary>
internal static class DuetVariables
{
    /// <summary>The name of the pipe to serve.</summary>
    public const string Pipe = "BENCHMARK_DUET_PIPE";

    /// <summary>The runtime's own list of assemblies to load before Main.</summary>
    public const string StartupHooks = "DOTNET_STARTUP_HOOKS";
}
