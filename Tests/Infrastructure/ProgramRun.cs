using System.Diagnostics;

namespace ConcurrencyBench.Tests.Infrastructure;

/// <summary>A program of this solution, run to its end as a user would run it, with a time limit that ends it and its children.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it wrote to stdout.</param>
/// <param name="Error">What it wrote to stderr.</param>
internal sealed record ProgramRun(int ExitCode, string Output, string Error)
{
    /// <summary>The folder of a built program, beside that of the tests.</summary>
    public static string FolderOf(string project)
        => AppContext.BaseDirectory.Replace($"{Path.DirectorySeparatorChar}Tests{Path.DirectorySeparatorChar}", $"{Path.DirectorySeparatorChar}{project}{Path.DirectorySeparatorChar}", StringComparison.Ordinal);

    /// <summary>Starts a program and waits for its end.</summary>
    public static Task<ProgramRun> RunAsync(
        string project, IEnumerable<string> arguments, TimeSpan limit, IReadOnlyDictionary<string, string>? environment = null, string? workingFolder = null, string? assembly = null)
        => RunAsync(project, arguments, limit, environment, _ => Task.CompletedTask, workingFolder, assembly);

    /// <param name="project">The project's name.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="limit">How long it may take.</param>
    /// <param name="environment">Variables to set.</param>
    /// <param name="meanwhile">What happens while it runs.</param>
    /// <param name="workingFolder">Where it runs; without it, the temporary folder.</param>
    /// <param name="assembly">Its assembly's name; without it, the project's.</param>
    public static async Task<ProgramRun> RunAsync(
        string project, IEnumerable<string> arguments, TimeSpan limit, IReadOnlyDictionary<string, string>? environment, Func<Process, Task> meanwhile, string? workingFolder = null, string? assembly = null)
    {
        ProcessStartInfo start = new("dotnet", [Path.Combine(FolderOf(project), $"{assembly ?? project}.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = workingFolder ?? Path.GetTempPath(),
        };
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        try
        {
            await meanwhile(process).WaitAsync(limit);
            await process.WaitForExitAsync().WaitAsync(limit);
            return new ProgramRun(process.ExitCode, await output.WaitAsync(limit), await error.WaitAsync(limit));
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{project} took more than {limit}. It wrote:\n{await output}\n{await error}");
        }
    }
}
