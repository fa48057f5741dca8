namespace ConcurrencyBench.Workers.Tests;

/// <summary>The tests' workers, compiled ahead of time: by Native AOT, or as ReadyToRun where a machine can only do that.</summary>
internal static class CompiledWorkers
{
    private const string Lacking =
        "No worker was compiled ahead of time: this machine lacks the compiler or a linker, or it is no Release build.";

    /// <param name="folder">The folder beside the tests.</param>
    /// <param name="program">Its program.</param>
    /// <returns>The command that starts it; without it the test is skipped.</returns>
    public static WorkerCommand Find(string folder, string program)
    {
        string path = GetPath(folder, OperatingSystem.IsWindows() ? $"{program}.exe" : program);
        Skip.When(File.Exists(path) ? null : Lacking);
        return new WorkerCommand(path, []);
    }

    /// <summary>True when a program was compiled by Native AOT, which leaves no assembly.</summary>
    public static bool IsNative(string folder, string program) => !File.Exists(GetPath(folder, $"{program}.dll"));

    private static string GetPath(string folder, string file) => Path.Combine(AppContext.BaseDirectory, folder, "compiled", file);
}
