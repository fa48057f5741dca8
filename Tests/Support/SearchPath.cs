namespace ConcurrencyBench.Tests.Support;

/// <summary>Programs that a machine may lack.</summary>
internal static class SearchPath
{
    /// <summary>Skips the test where a program is not on the search path.</summary>
    public static void SkipUnlessFound(string program) =>
        Skip.When(Find(program) is null ? $"There is no {program} on the search path." : null);

    /// <returns>The path of a program, or null.</returns>
    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? $"{program}.exe" : program))
            .FirstOrDefault(File.Exists);
}
