using ConcurrencyBench.Analysis.Errors;
using ConcurrencyBench.Analysis.Files;
using ConcurrencyBench.Analysis.Loading;

namespace ConcurrencyBench.Benchmarks.Runs;

/// <summary>The folder of one run: its reports, its fingerprint and its numbers. Every file in it is written whole or not at all.</summary>
internal sealed class RunFolder
{
    /// <summary>The name of <see cref="NumbersFile"/>.</summary>
    public const string NumbersFileName = "numbers.txt";

    // The run must not move or delete files that were there before it.
    private readonly bool _wasThere;
    private readonly bool _hadResults;
    private readonly HashSet<string> _written = [];

    private RunFolder(string path, bool isTemporary)
    {
        Path = path;
        IsTemporary = isTemporary;
        _wasThere = Directory.Exists(path);
        _hadResults = Directory.Exists(BenchmarkDotNetResults);
    }

    /// <summary>True where the folder is deleted at the end.</summary>
    public bool IsTemporary { get; }

    private string BenchmarkDotNetResults => System.IO.Path.Combine(Path, "results");

    /// <summary>The folder's full path.</summary>
    public string Path { get; }

    /// <summary>The file with a user's own numbers, so that the run can be repeated.</summary>
    public string NumbersFile => System.IO.Path.Combine(Path, NumbersFileName);

    /// <summary>The name of a run: when it started and which commit it measured.</summary>
    public static string NameOf(DateTimeOffset startedUtc, string? commit) =>
        string.Create(CultureInfo.InvariantCulture, $"{startedUtc:yyyyMMdd'T'HHmmss'Z'}-{commit?[..7] ?? "nocommit"}");

    /// <summary>The default folder of a run's reports.</summary>
    /// <param name="host">The run.</param>
    /// <param name="suffix">Tells runs of another kind from those of the suite.</param>
    public static string DefaultPath(HostInfo host, string suffix = "") =>
        System.IO.Path.Combine(
            SourceTree.Folder ?? Environment.CurrentDirectory,
            "results",
            host.Machine,
            NameOf(host.StartedUtc!.Value, host.Source.Commit) + suffix
        );

    /// <summary>Makes the folder and tries to write to it.</summary>
    /// <exception cref="UsageException">It cannot be written.</exception>
    public static RunFolder Create(string path, bool isTemporary = false)
    {
        RunFolder folder = new(System.IO.Path.GetFullPath(path), isTemporary);
        try
        {
            Directory.CreateDirectory(folder.Path);
            folder.Write("host.json", "");
            File.Delete(System.IO.Path.Combine(folder.Path, "host.json"));
            return folder;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(
                $"Cannot write to the results folder '{folder.Path}': {exception.Message} Choose another with --artifacts FOLDER."
            );
        }
    }

    /// <summary>Writes a file of the run.</summary>
    public void Write(string name, string content)
    {
        string target = System.IO.Path.Combine(Path, name);
        AtomicFile.Write(target, content);
        _written.Add(target);
    }

    /// <summary>Writes host.json.</summary>
    public void Write(HostInfo host) => Write(HostFile.Name, HostFile.Render(host));

    /// <summary>
    /// Deletes the folder with its content; where the folder was there before the run, only the files that the run wrote.
    /// </summary>
    public void Delete()
    {
        if (!_wasThere)
        {
            Directory.Delete(Path, recursive: true);
            return;
        }

        foreach (string file in _written)
        {
            File.Delete(file);
        }
    }

    /// <summary>
    /// Moves the files in BenchmarkDotNet's own results folder, which exporters that the user chose have written, up to the others.
    /// </summary>
    public void TakeInOtherReports()
    {
        string inner = BenchmarkDotNetResults;
        if (_hadResults || !Directory.Exists(inner))
        {
            return;
        }

        foreach (string file in Directory.GetFiles(inner))
        {
            string target = System.IO.Path.Combine(Path, System.IO.Path.GetFileName(file));
            if (!File.Exists(target))
            {
                File.Move(file, target);
            }
        }

        Directory.Delete(inner, recursive: true);
    }
}
