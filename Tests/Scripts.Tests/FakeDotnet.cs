using System.Text.RegularExpressions;

namespace ConcurrencyBench.Scripts.Tests;

/// <summary>A program named dotnet, first on the search path, that records how it is called and exits as told. Not on Windows.</summary>
internal sealed partial class FakeDotnet : IDisposable
{
    private const string Mark = "== case";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    // A call is a block: where, the environment that matters, each argument in brackets on its own line.
    // EXIT_CODES has a word for each call of a case; the last one serves for all later calls.
    private const string Script = """
        #!/bin/sh
        {
          echo "dotnet in $(pwd -P)"
          env | grep -E '^(MSBUILDDISABLENODEREUSE|UseSharedCompilation|DOTNET_CLI_TELEMETRY_OPTOUT|DOTNET_NOLOGO)=' | sort
          for argument; do printf '<%s>\n' "$argument"; done
        } >> "$RECORD"
        calls=$(awk '/^== case/ { calls = 0 } /^dotnet in/ { calls++ } END { print calls }' "$RECORD")
        set -- $EXIT_CODES
        while [ "$calls" -gt 1 ] && [ $# -gt 1 ]; do shift; calls=$((calls - 1)); done
        exit "$1"
        """;

    private readonly TemporaryFolder _folder = new();

    public FakeDotnet()
    {
        if (!OperatingSystem.IsWindows())
        {
            string path = _folder.File("dotnet", Script.ReplaceLineEndings("\n"));
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private string Record => Path.Combine(_folder.Path, "record");

    /// <summary>Arguments as the record has them.</summary>
    public static string Describe(IEnumerable<string> arguments) => string.Concat(arguments.Select(argument => $"<{argument}>\n"));

    /// <returns>What each case did, and its exit code.</returns>
    public Task<string[]> RunShellAsync(string[][] cases, string exitCodes)
    {
        SearchPath.SkipUnlessFound("bash");
        IEnumerable<string> lines = cases.Select(arguments =>
            $"""
                echo '{Mark}' >> "$RECORD"
                {QuoteForShell([RepositoryFolder.File("run.sh"), .. arguments])}
                echo "exit code $?" >> "$RECORD"
                """
        );
        ProcessStartInfo start = new("bash", [_folder.File("driver.sh", string.Join('\n', lines))]);
        return RecordsOfAsync(ProgramRun.RunAsync(Prepare(start, exitCodes), Limit, _ => Task.CompletedTask));
    }

    /// <param name="cases">The arguments of each call.</param>
    /// <param name="exitCodes">Of each call of dotnet in a case.</param>
    /// <param name="typed">Whether arguments are written without quotes where people do so.</param>
    /// <returns>What each case did, and its exit code.</returns>
    public Task<string[]> RunPowerShellAsync(string[][] cases, string exitCodes, bool typed)
    {
        IEnumerable<string> lines = cases.Select(arguments =>
            $"""
                Add-Content -LiteralPath $env:RECORD '{Mark}'
                & {string.Join(
                    ' ',
                    arguments.Select(argument => QuoteForPowerShell(argument, typed)).Prepend(
                        QuoteForPowerShell(RepositoryFolder.File("run.ps1"), typed: false)
                    )
                )}
                Add-Content -LiteralPath $env:RECORD "exit code $LASTEXITCODE"
                """
        );
        return RecordsOfAsync(RunPowerShellFileAsync(_folder.File("driver.ps1", string.Join('\n', lines)), [], exitCodes));
    }

    public Task<ProgramRun> RunPowerShellFileAsync(string file, string[] arguments, string exitCodes)
    {
        ProcessStartInfo start = new(
            "dotnet",
            [
                Path.Combine(ProgramRun.FolderOf("Tests/Programs/PowerShellHost"), "PowerShellHost.dll"),
                "-NoProfile",
                "-NonInteractive",
                "-File",
                file,
                .. arguments,
            ]
        );
        return ProgramRun.RunAsync(Prepare(start, exitCodes), Limit, _ => Task.CompletedTask);
    }

    public string Read() => File.ReadAllText(Record);

    public void Dispose() => _folder.Dispose();

    private ProcessStartInfo Prepare(ProcessStartInfo start, string exitCodes)
    {
        start.WorkingDirectory = _folder.Path;
        start.Environment["PATH"] = $"{_folder.Path}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["RECORD"] = Record;
        start.Environment["EXIT_CODES"] = exitCodes;

        // The scripts set these, and the runner of the tests has perhaps been started by one of them.
        foreach (string name in new[] { "MSBUILDDISABLENODEREUSE", "UseSharedCompilation", "DOTNET_CLI_TELEMETRY_OPTOUT", "DOTNET_NOLOGO" })
        {
            start.Environment.Remove(name);
        }

        return start;
    }

    private async Task<string[]> RecordsOfAsync(Task<ProgramRun> run)
    {
        ProgramRun ended = await run;
        Assert.True(File.Exists(Record), ended.Error);
        return [.. Read().ReplaceLineEndings("\n").Replace(_folder.Path, "FOLDER", StringComparison.Ordinal).Split($"{Mark}\n").Skip(1)];
    }

    private static string QuoteForShell(IEnumerable<string> arguments) =>
        string.Join(' ', arguments.Select(argument => $"'{argument.Replace("'", "'\\''", StringComparison.Ordinal)}'"));

    private static string QuoteForPowerShell(string argument, bool typed) =>
        typed && argument != "--" && Plain().IsMatch(argument) ? argument : $"'{argument.Replace("'", "''", StringComparison.Ordinal)}'";

    // What means itself to PowerShell without quotes. A bare -- does not reach a script.
    [GeneratedRegex(@"^[\w*?.,/:=-]*[\w*?./=-]$")]
    private static partial Regex Plain();
}
