using System.Text;

namespace ConcurrencyBench.Tests.Support;

/// <summary>A program of this solution, run to its end as a user would run it, with a time limit that ends it and its children.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it wrote to stdout.</param>
/// <param name="Error">What it wrote to stderr.</param>
internal sealed record ProgramRun(int ExitCode, string Output, string Error)
{
    /// <summary>The folder of a program that was built as the tests were.</summary>
    /// <param name="project">The project's folder in the repository.</param>
    public static string FolderOf(string project)
    {
        string[] built = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar).Split(Path.DirectorySeparatorChar);
        return Path.Combine([RepositoryFolder.Path, project, .. built[^3..]]);
    }

    /// <summary>Starts a program and waits for its end.</summary>
    public static Task<ProgramRun> RunAsync(
        string project,
        IEnumerable<string> arguments,
        TimeSpan limit,
        IReadOnlyDictionary<string, string>? environment = null,
        string? workingFolder = null,
        string? assembly = null
    ) => RunAsync(project, arguments, limit, environment, _ => Task.CompletedTask, workingFolder, assembly);

    /// <param name="project">The project's name.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="limit">How long it may take.</param>
    /// <param name="environment">Variables to set.</param>
    /// <param name="meanwhile">What happens while it runs.</param>
    /// <param name="workingFolder">Where it runs; without it, the temporary folder.</param>
    /// <param name="assembly">Its assembly's name; without it, the project's.</param>
    public static async Task<ProgramRun> RunAsync(
        string project,
        IEnumerable<string> arguments,
        TimeSpan limit,
        IReadOnlyDictionary<string, string>? environment,
        Func<Process, Task> meanwhile,
        string? workingFolder = null,
        string? assembly = null
    )
    {
        string program = assembly ?? Path.GetFileName(project);
        ProcessStartInfo start = Wine.IsRunning
            ? new(Path.Combine(AppContext.BaseDirectory, $"{program}.exe"), arguments) // published beside the tests
            : new("dotnet", [Path.Combine(FolderOf(project), $"{program}.dll"), .. arguments]);
        start.WorkingDirectory = workingFolder ?? Path.GetTempPath();
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return await RunAsync(start, limit, meanwhile);
    }

    /// <param name="start">What to start. Its streams are redirected, and its input is at its end.</param>
    /// <param name="limit">How long it may take.</param>
    /// <param name="meanwhile">What happens while it runs.</param>
    public static async Task<ProgramRun> RunAsync(ProcessStartInfo start, TimeSpan limit, Func<Process, Task> meanwhile)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.RedirectStandardInput = true;

        // Windows has code pages; the programs write UTF-8.
        start.StandardOutputEncoding = Encoding.UTF8;
        start.StandardErrorEncoding = Encoding.UTF8;
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
            throw new TimeoutException(
                $"{string.Join(' ', start.ArgumentList.Prepend(start.FileName))} took more than {limit}. It "
                    + $"wrote:\n{await ReadAsync(output)}\n{await ReadAsync(error)}"
            );
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    // A process that was moved out of the tree can hold the stream open.
    private static async Task<string> ReadAsync(Task<string> text) =>
        await Task.WhenAny(text, Task.Delay(TimeSpan.FromSeconds(5))) == text ? await text : "(The stream is still open.)";
}
