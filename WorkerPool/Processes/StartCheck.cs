namespace ConcurrencyBench.Workers.Processes;

/// <summary>Looks for what a start needs before the system is asked, whose own message would not name it.</summary>
internal static class StartCheck
{
    /// <exception cref="IOException">The folder to run in, or the library to run, is missing.</exception>
    public static void ThrowIfMissing(ProcessStartInfo start)
    {
        if (start.WorkingDirectory.Length > 0 && !Directory.Exists(start.WorkingDirectory))
        {
            throw new DirectoryNotFoundException($"There is no folder '{start.WorkingDirectory}' to run in");
        }

        if (DotNetHost.IsDotNet(start.FileName) && start.ArgumentList.FirstOrDefault() is { } library && DotNetHost.IsLibrary(library))
        {
            string path = Path.GetFullPath(library, Path.GetFullPath(start.WorkingDirectory.Length > 0 ? start.WorkingDirectory : "."));
            if (!File.Exists(path))
            {
                throw new FileNotFoundException($"There is no file '{path}'; WorkerCommand.DotNet finds one beside the host's program");
            }
        }
    }
}
