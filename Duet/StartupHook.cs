using System.Diagnostics.CodeAnalysis;
using ConcurrencyBench.Duet;

/// <summary>Entered by the runtime before the Main of a program that was started with this assembly in DOTNET_STARTUP_HOOKS.</summary>
/// <remarks>The runtime finds the class by its name, which is in no namespace.</remarks>
[SuppressMessage("Design", "CA1050:Declare types in namespaces", Justification = "The runtime looks for it there.")]
internal static class StartupHook
{
    /// <summary>Serves benchmarks instead of the program's Main where a pipe is named; does nothing otherwise.</summary>
    public static void Initialize()
    {
        if (HookEnvironment.TakePipe() is { } pipe)
        {
            HookServer.Run(pipe);
            Environment.Exit(0);
        }
    }
}
