using Xunit.Runner.InProc.SystemConsole;

namespace ConcurrencyBench.Tests.Support;

/// <summary>A test program: <c>dotnet test</c> and the tests' own options.</summary>
internal static class TestProgram
{
    public static Task<int> RunAsync(string[] arguments)
    {
        Signals.RestoreInterrupt();
        return ConsoleRunner.Run(arguments);
    }
}
